import Foundation

extension AD5941Model {
    private typealias R = AD5941Register

    /// The DFT under way.
    struct Transform {
        var tap: Tap
        var count: Int
        /// Index of its first sample in its stream, and samples taken so far.
        var first: Int
        var taken = 0
        var inPhase = 0.0
        var quadrature = 0.0
    }

    private var transformTap: Tap {
        if isSet(R.adcfiltercon, 0x80) { return .average }
        switch register(R.dftcon) >> 20 & 3 {
        case 0: return .sinc2
        case 1: return .sinc3
        default: return .raw
        }
    }

    /// A new DFT begins with the next sample; 4 to 16384 of them (DFTCON bits 7:4).
    func startTransform() {
        transform = nil
        let tap = transformTap
        guard isSet(R.afecon, Block.transform), let stream = stream(tap) else { return }
        let count = 4 << min(Int(register(R.dftcon) >> 4 & 0xF), 12)
        transform = Transform(tap: tap, count: count, first: stream.count(until: instant))
    }

    /// When the DFT under way is ready.
    var transformEnd: Double? {
        guard let transform, let stream = stream(transform.tap) else { return nil }
        return stream.end(transform.first + transform.count - 1)
    }

    /// Samples against sine and cosine of the generator's own phase at their ends.
    func continueTransform(until nanoseconds: Double) {
        while var transform, let stream = stream(transform.tap) {
            let available = stream.count(until: nanoseconds) - transform.first
            let hasWindow = isSet(R.dftcon, 1)
            let hertz = generatorHertz
            let start = generatorTurns(at: generator.start)
            while transform.taken < min(available, transform.count) {
                let index = transform.first + transform.taken
                var value = Double(sample(stream, transform.tap, index: index))
                if hasWindow {
                    value *= 0.5 - 0.5 * cos(2 * Double.pi * Double(transform.taken) / Double(transform.count))
                }
                let turns = start + (stream.end(index) - generator.start) * 1e-9 * hertz
                let phase = 2 * Double.pi * turns.truncatingRemainder(dividingBy: 1)
                transform.inPhase += value * sin(phase)
                transform.quadrature += value * cos(phase)
                transform.taken += 1
            }
            self.transform = transform
            guard transform.taken == transform.count else { return }
            publish(transform)
            // The next one follows at once (unverified).
            self.transform = Transform(
                tap: transform.tap, count: transform.count, first: transform.first + transform.count)
        }
    }

    /// Two registers of 18 bits: 2·amplitude in codes, the imaginary part with the opposite sign.
    ///
    /// Source: the sign is the data sheet's convention; scale and zero of the phase are (unverified), they cancel in ratios.
    private func publish(_ transform: Transform) {
        let scale = 4 / Double(transform.count)
        func bits(_ value: Double) -> UInt32 {
            UInt32(bitPattern: Int32(min(max(value.rounded(), -131_072), 131_071))) & 0x3_FFFF
        }
        let real = bits(transform.inPhase * scale)
        let imaginary = bits(-transform.quadrature * scale)
        registers[R.dftreal] = real
        registers[R.dftimag] = imaginary
        raise(.dftReady)
        if isSet(R.fifocon, 0x800), register(R.fifocon) >> 13 & 7 == 2 {
            // Channel 11111 and 18 bits of data.
            pushFIFO(0x1F << 18 | real)
            pushFIFO(0x1F << 18 | imaginary)
        }
    }
}

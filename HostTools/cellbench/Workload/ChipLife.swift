import AnalogFrontEnd
import CellCore
import HILSimulator

/// The three chips at register level, their drivers and virtual time, driven as firmware does it (`ChainLoop`). Every
/// second the cell has another current and another slope.
struct ChipLife: ~Copyable {
    private var loop = ChainLoop(spread: .typical, seed: 1)
    private var changeNanoseconds: UInt64 = 0
    private var changes = 0

    /// Chips with typical errors and noise that measure already.
    init(burst: Bool = false, byteByByte: Bool = false) throws {
        loop.chips.wire.allowsWholeTransfers = !byteByByte
        if burst { loop.chain.setRate(.burst) }
        for _ in 0..<10 { consume(nextSample()) }
        guard try sample().flags == .allValid else { throw Unexpected("the chain does not measure") }
    }

    /// The next sample; an error when one is not valid, for then the work was not done.
    mutating func sample() throws -> Sample {
        let sample = nextSample()
        guard sample.flags == .allValid else { throw Unexpected("a sample of the chain has flags \(sample.flags)") }
        return sample
    }

    private mutating func nextSample() -> Sample {
        while true {
            if let sample = loop.advance(toNanosecond: changeNanoseconds) { return sample }
            change()
        }
    }

    private mutating func change() {
        changeNanoseconds += 1_000_000_000
        changes += 1
        let step = Double(changes % 16)
        loop.chips.set(
            amperes: -86.4e-6 + step * 1e-7, volts: Ramp(1.9 + step * 1e-4, slopePerSecond: -1e-5 * step), celsius: 25)
    }
}

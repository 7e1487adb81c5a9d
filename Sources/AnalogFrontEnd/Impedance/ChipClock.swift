/// How fast the chip's oscillator runs by the host's crystal, from the samples that came within a pass.
///
/// The internal oscillator is only good to a few per cent, and every frequency is a fraction of it. A sample more or less
/// in a window of 20 s is 0.013 %.
/// Source: AD5940/AD5941 data sheet, specifications, internal oscillators (the tolerance is unverified).
struct ChipClock: Sendable {
    /// The chip's frequency over its nominal one; 1 before the first pass.
    private(set) var ratio: Float = 1
    private var first: (count: Int, time: UInt64)?
    private var last: (count: Int, time: UInt64) = (0, 0)

    /// A sample takes 40 000 clocks of 16 MHz.
    private static var sampleMicroseconds: Float { 2_500 }

    /// A pass begins.
    mutating func begin() { first = nil }

    /// So many samples had come by then.
    mutating func see(_ count: Int, at time: UInt64) {
        if first == nil { first = (count, time) }
        last = (count, time)
    }

    /// A pass has ended: its ratio, when it is long enough and believable.
    mutating func end() {
        guard let first, last.time > first.time + 1_000_000 else { return }
        let found = Float(last.count - first.count) * Self.sampleMicroseconds / Float(last.time - first.time)
        if found > 0.9, found < 1.1 { ratio = found }
    }

    /// A nominal frequency as it truly is, in microhertz.
    func corrected(_ microhertz: UInt64) -> UInt64 {
        // In parts of 2⁻²⁰, and in two steps so that nothing overflows.
        let parts = UInt64(ratio * 1_048_576 + 0.5)
        return (microhertz >> 20) * parts + ((microhertz & 0xF_FFFF) * parts + 0x8_0000) >> 20
    }
}

import AnalogFrontEnd
import CellCore

/// The measuring chips and the chain that drives them, as firmware does it: with the data-ready pins at interrupts, and
/// asleep until a transfer has ended, a chip wants the bus, or a pin falls.
public struct ChainLoop: ~Copyable {
    /// The time of all parts.
    public let clock: VirtualClock
    /// The chips.
    public let chips: SimulatedChips
    /// The drivers.
    public var chain: MeasuringChain<SimulatedI2CBus>

    /// Chips whose errors and noise come from a seed, at the clock's time 0, and drivers that have not begun.
    public init(spread: ChipSpread, seed: UInt64) {
        clock = VirtualClock()
        chips = SimulatedChips(clock: clock, spread: spread, seed: seed)
        chain = MeasuringChain(bus: chips.makeBus())
    }

    /// Goes on to the next sample, or to a time when none comes before; then it is nil.
    public mutating func advance(toNanosecond end: UInt64) -> Sample? {
        var microseconds = clock.microseconds
        while true {
            chain.poll(at: microseconds)
            if let sample = chain.takeSample() { return sample }
            let now = clock.nanoseconds
            guard now < end else { return nil }
            let due = chain.bus.expectedEndNanoseconds ?? max(chain.dueMicroseconds &* 1_000, now &+ 1_000)
            let wake = min(due, end)
            let edge = chips.nextEdgeNanoseconds(after: now)
            clock.nanoseconds = min(edge, wake)
            microseconds = min(edge, wake) / 1_000
            if edge <= wake { chain.conversionEnded(chips.edgeMember, at: microseconds) }
        }
    }
}

import AnalogFrontEnd
import CellCore
import HILSimulator

/// The chips with their data-ready pins at interrupts, driven as firmware does it: asleep until something is due.
final class BoardBench {
    let clock = VirtualClock()
    let chips: SimulatedChips
    var chain: MeasuringChain<SimulatedI2CBus>
    var samples: [Sample] = []
    /// Pins whose interrupts do not come.
    var brokenPins: Set<ChainMember> = []
    /// Times that the loop woke up, and the first time in seconds at which each pin was told to be lost.
    private(set) var wakeCount = 0
    private(set) var lostSecond: [ChainMember: Double] = [:]

    init(spread: ChipSpread = .ideal, seed: UInt64 = 1, isWhole: Bool = true) {
        chips = SimulatedChips(clock: clock, spread: spread, seed: seed)
        chips.wire.allowsWholeTransfers = isWhole
        chain = MeasuringChain(bus: chips.makeBus())
        chips.set(amperes: 50e-6, volts: Ramp(2), celsius: 25)
    }

    var seconds: Double { Double(clock.nanoseconds) * 1e-9 }

    /// Runs to a time after now.
    func run(seconds: Double) {
        let end = clock.nanoseconds + UInt64(seconds * 1e9)
        while clock.nanoseconds < end {
            wakeCount += 1
            chain.poll(at: clock.microseconds)
            while let sample = chain.takeSample() { samples.append(sample) }
            for member in ChainBench.members where chain.dataReadyPin(of: member) == .lost && lostSecond[member] == nil
            {
                lostSecond[member] = self.seconds
            }
            let due = chain.bus.expectedEndNanoseconds ?? chain.dueMicroseconds * 1_000
            var next = min((max(due, clock.nanoseconds + 1) + 999) / 1_000 * 1_000, end)
            if let edge = chips.nextEdge(), edge.nanoseconds <= next {
                next = edge.nanoseconds
                clock.nanoseconds = next
                if !brokenPins.contains(edge.member) { chain.conversionEnded(edge.member, at: clock.microseconds) }
            }
            clock.nanoseconds = next
        }
    }
}

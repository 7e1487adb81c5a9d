import AnalogFrontEnd
import Journal
import MonitorFirmware

/// The board in the simulator: the drivers run over the registers of simulated chips, in virtual time.
public struct ChipBoard: Board, ~Copyable {
    /// The chain over the I2C wire.
    public typealias Sensors = MeasuringChain<SimulatedI2CBus>
    /// The front end over its SPI bus.
    public typealias Impedance = ImpedanceFrontEnd<SimulatedSPIBus>
    /// A flash in virtual time.
    public typealias Flash = SimulatedFlash
    /// The device end of the simulated cable.
    public typealias Controller = SimulatedUSBController

    let clock: VirtualClock
    /// Why the processor started.
    public let resetCause: ResetCause
    private var edges: [PinEdge] = []
    private var taken = 0
    /// When the processor started: power comes to the chips at the clock's 0.
    private let startNanoseconds: UInt64

    init(clock: VirtualClock, resetCause: ResetCause) {
        self.clock = clock
        self.resetCause = resetCause
        startNanoseconds = clock.nanoseconds
    }

    /// Microseconds since the processor started.
    public var uptimeMicroseconds: UInt64 { (clock.nanoseconds - startNanoseconds) / 1_000 }
    /// The simulation has no such register.
    public var rawResetCause: UInt32 { 0 }

    /// The oldest fall of a pin.
    public mutating func nextEdge() -> PinEdge? {
        guard taken < edges.count else { return nil }
        defer {
            taken += 1
            if taken == edges.count {
                edges.removeAll(keepingCapacity: true)
                taken = 0
            }
        }
        return edges[taken]
    }

    /// A pin falls now.
    mutating func fall(_ source: PinSource) { edges.append(PinEdge(source, microseconds: uptimeMicroseconds)) }

    /// The clock's time at which the board's shows `microseconds`.
    func nanoseconds(at microseconds: UInt64) -> UInt64 {
        let (product, isOver) = microseconds.multipliedReportingOverflow(by: 1_000)
        return isOver ? .max : startNanoseconds &+ min(product, .max - startNanoseconds)
    }
}

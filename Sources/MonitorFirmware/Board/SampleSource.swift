import AnalogFrontEnd
import CellCore

/// Where samples come from. On a board it is the measuring chain; a test or a recording may stand in its place.
public protocol SampleSource: ~Copyable {
    /// Moves everything on; `now` is the crystal in microseconds. Never waits.
    mutating func poll(at now: UInt64)
    /// Takes the sample that is finished; nil while none is. Called after each poll.
    mutating func takeSample() -> Sample?
    /// The data-ready pin of a chip fell at `time`, in microseconds of the crystal.
    mutating func conversionEnded(_ member: ChainMember, at time: UInt64)
    /// Changes the rate after the conversions under way.
    mutating func setRate(_ rate: MeasuringRate)
    /// Says that impedance excitation was on at some time in the sample under way.
    mutating func markExcitation()
    /// Asks for one check of the voltage input; costs one conversion of the voltage.
    mutating func checkVoltageInput()
    /// Asks for one check of the voltage's reference; costs one conversion of the voltage.
    mutating func checkReference()
    /// How a chip is.
    func condition(of member: ChainMember) -> ChipCondition
    /// Nominal time between two samples in microseconds at the rate in force.
    var samplePeriodMicroseconds: UInt64 { get }
    /// Before this time there is nothing to do unless an interrupt comes; 0 while a transfer is under way.
    var dueMicroseconds: UInt64 { get }
    /// Samples that were not taken before the next was there; wraps around.
    var lostSamples: UInt32 { get }
    /// Times the bus was cleared; wraps around.
    var busClearCount: UInt32 { get }
}

/// How a chip is and how often it failed since power-up.
public struct ChipCondition: Equatable, Sendable {
    /// How it is; nil where the board has none.
    public var health: ChipHealth?
    /// Transfers that failed or were damaged; wraps around.
    public var errorCount: UInt32
    /// Times it was given up and started again; wraps around.
    public var faultCount: UInt32

    /// A chip's condition.
    public init(health: ChipHealth?, errorCount: UInt32 = 0, faultCount: UInt32 = 0) {
        self.health = health
        self.errorCount = errorCount
        self.faultCount = faultCount
    }
}

extension MeasuringChain: SampleSource where Bus: ~Copyable {
    /// How a chip is.
    public func condition(of member: ChainMember) -> ChipCondition {
        switch member {
        case .current:
            ChipCondition(health: current.health, errorCount: current.errorCount, faultCount: current.faultCount)
        case .voltage:
            ChipCondition(health: voltage.health, errorCount: voltage.errorCount, faultCount: voltage.faultCount)
        case .temperature:
            ChipCondition(
                health: temperature.health, errorCount: temperature.errorCount, faultCount: temperature.faultCount)
        }
    }

    /// Times the bus was cleared; wraps around.
    public var busClearCount: UInt32 { recoveryCount }
}

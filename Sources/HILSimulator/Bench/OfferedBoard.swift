import AnalogFrontEnd
import CellCore
import Journal
import MonitorFirmware

/// A board whose samples are put in from outside: a recording that is played, or a test of the path behind it.
///
/// It has neither impedance front end nor flash, and its chips always measure.
public struct OfferedBoard: Board {
    /// What was put in.
    public typealias Sensors = OfferedSamples
    /// None.
    public typealias Impedance = NoImpedance
    /// None.
    public typealias Flash = NoFlash
    /// The device end of the simulated cable.
    public typealias Controller = SimulatedUSBController

    /// Time since power-up, as who puts samples in says.
    public var uptimeMicroseconds: UInt64 = 0
    /// Power came.
    public var resetCause: ResetCause { .powerOn }
    /// None.
    public var rawResetCause: UInt32 { 0 }

    /// A board at its power-up.
    public init(uptimeMicroseconds: UInt64 = 0) { self.uptimeMicroseconds = uptimeMicroseconds }

    /// None.
    public mutating func nextEdge() -> PinEdge? { nil }
}

/// Samples that wait to be taken, in order.
public struct OfferedSamples: SampleSource {
    /// What waits.
    public var waiting: [Sample] = []
    /// Nominal time between two of them.
    public let samplePeriodMicroseconds: UInt64

    /// Nothing yet.
    public init(samplePeriodMicroseconds: UInt64) { self.samplePeriodMicroseconds = samplePeriodMicroseconds }

    /// The oldest that waits.
    public mutating func takeSample() -> Sample? { waiting.isEmpty ? nil : waiting.removeFirst() }
    /// Nothing to move.
    public mutating func poll(at now: UInt64) {}
    /// No pins.
    public mutating func conversionEnded(_ member: ChainMember, at time: UInt64) {}
    /// The rate is that of who puts samples in.
    public mutating func setRate(_ rate: MeasuringRate) {}
    /// Never excited.
    public mutating func markExcitation() {}
    /// Nothing to check.
    public mutating func checkVoltageInput() {}
    /// Nothing to check.
    public mutating func checkReference() {}
    /// Measures.
    public func condition(of member: ChainMember) -> ChipCondition { ChipCondition(health: .measuring) }
    /// Never.
    public var dueMicroseconds: UInt64 { .max }
    /// 0.
    public var lostSamples: UInt32 { 0 }
    /// 0.
    public var busClearCount: UInt32 { 0 }
}

extension FirmwareParts where B == OfferedBoard {
    /// A board whose samples are put in, with its end of a cable.
    public static func offered(
        _ controller: consuming SimulatedUSBController, samplePeriodMicroseconds: UInt64 = 1_000_000,
        uptimeMicroseconds: UInt64 = 0
    ) -> FirmwareParts<OfferedBoard> {
        FirmwareParts(
            board: OfferedBoard(uptimeMicroseconds: uptimeMicroseconds),
            sensors: OfferedSamples(samplePeriodMicroseconds: samplePeriodMicroseconds), impedance: NoImpedance(),
            flash: NoFlash(), controller: controller)
    }
}

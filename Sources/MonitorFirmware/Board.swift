import CellCore

/// What the application needs of a board: a clock and the measuring chain. Nothing here waits.
///
/// The USB controller stands beside it, as `USBController`.
///
/// Each body has a conformance: the microcontroller, the simulator, and a recording that is played back.
public protocol Board: ~Copyable {
    /// Time since power-up in microseconds, from the crystal.
    var uptimeMicroseconds: UInt64 { get }
    /// Time between two samples in microseconds: the converter's own.
    var samplePeriodMicroseconds: UInt64 { get }
    /// Takes the next finished sample; nil while none is. Must be asked at least once a sample period.
    mutating func nextSample() -> Sample?
}

import CellCore

/// One sample, as the monitor took it: 40 bytes. Streamed live, and an input of every recording.
///
/// Time u64 µs, interval u64 µs, current i64 pA, voltage i64 nV, temperature i32 mK, flags u16, reserved u16.
public struct SampleReport: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .sampleReport }

    /// The sample; unknown flags are kept as they came.
    public var sample: Sample

    /// A message to decode into.
    public init() {
        self.init(
            Sample(
                timeMicroseconds: 0, intervalMicroseconds: 0, currentPicoamperes: 0, voltageNanovolts: 0,
                temperatureMillikelvin: 0, flags: .none))
    }

    /// A message to send.
    public init(_ sample: Sample) { self.sample = sample }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&sample.timeMicroseconds)
        coder.code(&sample.intervalMicroseconds)
        coder.code(&sample.currentPicoamperes)
        coder.code(&sample.voltageNanovolts)
        coder.code(&sample.temperatureMillikelvin)
        coder.code(&sample.flags.rawValue)
        coder.codeReserved(2)
    }
}

import CellCore

/// One row of a record: the sample, and what the record says of itself beside it.
public struct RecordRow: Equatable, Sendable {
    /// The reading. Its interval is the time since the row before, 0 for the first row.
    public var sample: Sample
    /// Line of the file, 1 for the first.
    public var line: Int
    /// Step number as recorded; holds when `fields` contains `.step`.
    public var step: Int64
    /// Cycle number as recorded; holds when `fields` contains `.cycle`.
    public var cycle: Int64
    /// The record's own count of net charge since its first row, in picoampere-hours, positive when charged;
    /// holds when `fields` contains `.netCharge`. Read to compare with our own count, never to replace it.
    public var recordedNetChargePicoampereHours: Int64
    /// Which of the optional values above this row holds.
    public var fields: RecordRowFields

    /// A row as a format other than those of `RecordFormat` may make it.
    public init(
        sample: Sample, line: Int = 0, step: Int64 = 0, cycle: Int64 = 0,
        recordedNetChargePicoampereHours: Int64 = 0, fields: RecordRowFields = []
    ) {
        self.sample = sample
        self.line = line
        self.step = step
        self.cycle = cycle
        self.recordedNetChargePicoampereHours = recordedNetChargePicoampereHours
        self.fields = fields
    }
}

/// Which optional values a `RecordRow` holds.
public struct RecordRowFields: OptionSet, Equatable, Sendable {
    /// One bit a value.
    public var rawValue: UInt8

    /// The set of the values whose bits are set.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `step` was recorded.
    public static let step = RecordRowFields(rawValue: 1)
    /// `cycle` was recorded.
    public static let cycle = RecordRowFields(rawValue: 2)
    /// `recordedNetChargePicoampereHours` was recorded.
    public static let netCharge = RecordRowFields(rawValue: 4)
}

/// What the current of a row stands for.
public enum CurrentMeaning: String, Equatable, Sendable {
    /// The mean over the interval that ends at the row.
    case mean
    /// The reading at the row's time. The mean over an interval is then taken as that of its two ends (trapezoidal
    /// rule): exact for a constant or linear current, and at most half the change wrong where the current stepped
    /// at an unknown moment between the rows.
    case instantaneous
}

/// The direction that a source counts as positive.
public enum CurrentSign: String, Equatable, Sendable {
    /// Positive current charges the cell, as in `Sample`, BDF and LANDT exports.
    case positiveCharges
    /// Positive current discharges the cell; the reader turns the sign.
    case positiveDischarges

    /// The current, or net charge, in our sign: positive charges. `value` is any but `Int64.min`, which no field gives.
    @inlinable
    public func chargingPositive(_ value: Int64) -> Int64 {
        self == .positiveCharges ? value : 0 &- value
    }
}

/// How a record is to be read, where the file itself does not say. The defaults are those of the format.
///
/// ```swift
/// var reader = try RecordReader(path: "cell.bdf.csv", options: RecordOptions(currentMeaning: .mean))
/// ```
public struct RecordOptions: Equatable, Sendable {
    /// What the current stands for; nil for the format's default (`RecordFormat.currentMeaning`).
    public var currentMeaning: CurrentMeaning?
    /// Direction of positive current; nil for the format's default (`RecordFormat.currentSign`).
    public var currentSign: CurrentSign?
    /// Takes the ambient temperature for the cell's where no sensor on the cell was recorded.
    public var usesAmbientTemperature: Bool
    /// Greatest share of damaged rows in percent, 0...100; beyond it the record is refused.
    public var maximumDamagedPercent: Int
    /// Bytes asked of the file at a time; the reader's memory is about twice this.
    public var chunkBytes: Int

    /// Options that leave to the format whatever is not given.
    public init(
        currentMeaning: CurrentMeaning? = nil, currentSign: CurrentSign? = nil, usesAmbientTemperature: Bool = false,
        maximumDamagedPercent: Int = 10, chunkBytes: Int = 262_144
    ) {
        self.currentMeaning = currentMeaning
        self.currentSign = currentSign
        self.usesAmbientTemperature = usesAmbientTemperature
        self.maximumDamagedPercent = maximumDamagedPercent
        self.chunkBytes = chunkBytes
    }
}

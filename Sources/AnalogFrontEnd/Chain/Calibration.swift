/// Where calibration constants come from.
public enum CalibrationOrigin: UInt8, Sendable {
    /// No calibration: nominal values.
    case none
    /// Typical values of a data sheet.
    case dataSheet
    /// Measured on this board against a reference instrument.
    case bench
    /// Zeroed on this board with the cell at rest.
    case restZero
}

/// Linear correction of a measured quantity, with the date and origin of its constants.
///
/// Corrected = (measured − offset) · (1 + gain). Integers only, so that every body computes the same.
public struct Calibration: Equatable, Sendable {
    /// Gain correction in parts per billion, ±10 000 000 (±1 %).
    public let gainPartsPerBillion: Int32
    /// What the chain shows at zero, in the unit of the quantity (pA, nV, mK), ±1 000 000 000.
    public let offset: Int64
    /// Date of the calibration as the number YYYYMMDD; 0 when there is none.
    public let date: UInt32
    /// Where the constants come from.
    public let origin: CalibrationOrigin

    /// Constants with their date and origin; both constants are limited to their ranges.
    public init(gainPartsPerBillion: Int32 = 0, offset: Int64 = 0, date: UInt32 = 0, origin: CalibrationOrigin = .none)
    {
        self.gainPartsPerBillion = min(max(gainPartsPerBillion, -10_000_000), 10_000_000)
        self.offset = min(max(offset, -1_000_000_000), 1_000_000_000)
        self.date = date
        self.origin = origin
        // 2³⁰/10⁹ is itself held with 30 binary places.
        gain = (Int64(self.gainPartsPerBillion) * 1_152_921_505 + 1 << 29) >> 30
    }

    /// The gain in units of 2⁻³⁰.
    private let gain: Int64

    /// The corrected value, for |measured| ≤ 5·10¹¹. Rounded to nearest; cost: two multiplications, no division.
    @inline(__always)
    public func corrected(_ measured: Int64) -> Int64 {
        let exact = measured - offset
        return exact + ((exact * gain + 1 << 29) >> 30)
    }
}

import CellCore

/// Writes samples as a BDF file with preferred labels: every number exact, in constant memory.
///
/// `Averaging Interval / s` is our own column beside those of BDF: it says over how long the current is the mean, so
/// that a reader of ours gets the same samples back; other programs pass it over. A value that was not measured is an
/// empty field. The excitation flag has no column and is not kept: a recording keeps it.
///
/// ```swift
/// var writer = try BDFWriter(path: "cell.bdf.csv")
/// try writer.write(sample, netCapacityPicoampereHours: 0)
/// try writer.finish()
/// ```
public struct BDFWriter: ~Copyable {
    /// The first line of every file.
    public static let header =
        "Test Time / s,Voltage / V,Current / A,Averaging Interval / s,Surface Temperature / degC,Net Capacity / Ah\n"

    private var output: ByteOutput
    /// Rows written so far.
    public private(set) var rowCount = 0

    /// Creates `path`, or empties it; `-` is standard output. Writes the header.
    public init(path: String) throws(RecordError) {
        var output = try ByteOutput(path: path)
        let header = BDFWriter.header.utf8
        let room = try output.room(header.count)
        for (index, byte) in header.enumerated() { room[index] = byte }
        output.advance(header.count)
        self.output = output
    }

    /// Writes one row. `netCapacityPicoampereHours` is the charge since the start, positive when charged; nil leaves
    /// the field empty. Times beyond 2⁶³ µs (292 000 years) are written as that.
    public mutating func write(_ sample: Sample, netCapacityPicoampereHours: Int64? = nil) throws(RecordError) {
        let start = try output.room(DecimalText.longest * 6 + 6)
        var end = start
        func field(_ value: Int64, _ places: Int, if isValid: Bool, then separator: UInt8) {
            if isValid { end += DecimalText.write(value, places: places, to: end) }
            end.pointee = separator
            end += 1
        }
        let flags = sample.flags
        field(Int64(clamping: sample.timeMicroseconds), 6, if: true, then: ASCII.comma)
        field(sample.voltageNanovolts, 9, if: flags.contains(.voltageValid), then: ASCII.comma)
        field(sample.currentPicoamperes, 12, if: flags.contains(.currentValid), then: ASCII.comma)
        field(Int64(clamping: sample.intervalMicroseconds), 6, if: true, then: ASCII.comma)
        let celsius = Int64(sample.temperatureMillikelvin) - 273_150
        field(celsius, 3, if: flags.contains(.temperatureValid), then: ASCII.comma)
        field(
            netCapacityPicoampereHours ?? 0, 12, if: netCapacityPicoampereHours != nil, then: ASCII.lineFeed)
        output.advance(end - start)
        rowCount += 1
    }

    /// Hands what is still in the buffer to the system. Without it the last rows may be missing from the file.
    public mutating func finish() throws(RecordError) { try output.flush() }

    /// Charge in picoampere-hours for `nanocoulombs`, to the nearest (1 nC = 5/18 pAh).
    public static func picoampereHours(nanocoulombs: Int64) -> Int64 {
        let (high, low) = nanocoulombs.multipliedFullWidth(by: 5)
        let rounded = Int128(high) << 64 | Int128(low)
        let magnitude = (rounded.magnitude + 9) / 18
        return nanocoulombs < 0 ? -Int64(magnitude) : Int64(magnitude)
    }
}

import CellCore
import CellData

/// A record of a cell that was charged and discharged, in memory: 48 bytes a row.
public struct CyclingRecord: Sendable {
    /// One row.
    public struct Row: Equatable, Sendable {
        /// End of the row's interval, in seconds.
        public var seconds: Double
        /// Length of the interval that the current holds for, in seconds.
        public var intervalSeconds: Double
        /// Current of the row as the record has it, in amperes, positive charges; 0 where none was measured.
        public var rowAmperes: Double
        /// Mean current over the interval, in amperes; what charge is summed from.
        public var amperes: Double
        /// Voltage in volts; not a number where none was measured.
        public var volts: Double
        /// The record's own net count in ampere-hours; not a number where it has none.
        public var recordedAmpereHours: Double

        /// A row from its values, units as above.
        public init(
            seconds: Double, intervalSeconds: Double, rowAmperes: Double, amperes: Double, volts: Double,
            recordedAmpereHours: Double = .nan
        ) {
            self.seconds = seconds
            self.intervalSeconds = intervalSeconds
            self.rowAmperes = rowAmperes
            self.amperes = amperes
            self.volts = volts
            self.recordedAmpereHours = recordedAmpereHours
        }
    }

    /// The rows in order.
    public private(set) var rows: [Row] = []
    /// What the current of a row was taken for.
    public let currentMeaning: CurrentMeaning
    /// Rows without a valid current, whose time is not counted.
    public private(set) var unmeasuredRows = 0
    /// Mean of the valid temperatures in degrees Celsius; nil where none was measured.
    public private(set) var meanCelsius: Double?

    /// Reads the record at `path`; `meaning` where the file does not say what its current stands for.
    ///
    /// - Throws: `RecordError`, with file, line and column for bad content.
    public init(path: String, currentMeaning meaning: CurrentMeaning? = nil) throws(RecordError) {
        // The rows' own currents are needed for steps; the mean over an interval is made of them here.
        if let meaning {
            currentMeaning = meaning
        } else {
            currentMeaning = try RecordReader(path: path).currentMeaning
        }
        var reader = try RecordReader(path: path, options: RecordOptions(currentMeaning: .mean))
        var temperatures = 0.0
        var temperatureCount = 0.0
        while let row = try reader.next() {
            let sample = row.sample
            if sample.flags.contains(.temperatureValid) {
                temperatures += MonitorReport.celsius(sample.temperatureMillikelvin)
                temperatureCount += 1
            }
            append(row)
        }
        if temperatureCount > 0 { meanCelsius = temperatures / temperatureCount }
    }

    /// A record from rows that are at hand, already with their mean currents.
    public init(rows: [Row]) {
        self.rows = rows
        currentMeaning = .mean
    }

    private mutating func append(_ row: RecordRow) {
        let sample = row.sample
        let isMeasured = sample.flags.contains(.currentValid)
        if !isMeasured { unmeasuredRows += 1 }
        let amperes = isMeasured ? Double(sample.currentPicoamperes) * 1e-12 : 0
        var mean = amperes
        if currentMeaning == .instantaneous, let last = rows.last { mean = (last.rowAmperes + amperes) / 2 }
        rows.append(
            Row(
                seconds: Double(sample.timeMicroseconds) * 1e-6,
                intervalSeconds: isMeasured ? Double(sample.intervalMicroseconds) * 1e-6 : 0,
                rowAmperes: amperes, amperes: mean,
                volts: sample.flags.contains(.voltageValid) ? Double(sample.voltageNanovolts) * 1e-9 : .nan,
                recordedAmpereHours: row.fields.contains(.netCharge)
                    ? Double(row.recordedNetChargePicoampereHours) * 1e-12 : .nan))
    }

    /// The current while the cell is used, in amperes: the mean of its magnitude, weighted by the charge that it moves.
    public var typicalAmperes: Double {
        var charge = 0.0
        var weighted = 0.0
        for row in rows {
            charge += abs(row.amperes) * row.intervalSeconds
            weighted += row.amperes * row.amperes * row.intervalSeconds
        }
        return charge > 0 ? weighted / charge : 0
    }

    /// The smallest step between two different values of a column: what its digits resolve. 0 where no step is below a
    /// hundredth of the greatest value: such a column is steady, and says nothing of its digits.
    func resolution(_ value: (Row) -> Double) -> Double {
        var least = Double.infinity
        var greatest = 0.0
        for (row, next) in zip(rows, rows.dropFirst()) {
            let step = abs(value(next) - value(row))
            greatest = max(greatest, abs(value(row)))
            if step > 1e-15, step < least { least = step }
        }
        return least < greatest / 100 ? least : 0
    }
}

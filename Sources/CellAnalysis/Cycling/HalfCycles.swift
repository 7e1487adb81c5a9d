/// A stretch in which charge went one way, rests within and after it included.
public struct HalfCycle: Equatable, Sendable {
    /// True for a charge, false for a discharge.
    public var isCharge: Bool
    /// Rows of the record, from the first with current to the last before the next half cycle.
    public var rows: Range<Int>
    /// Charge that went its way, in coulombs, net of what went the other way meanwhile.
    public var coulombs: Double
    /// How far the charge may be wrong for what the current of the rows stands for and for its digits, in coulombs.
    public var uncertaintyCoulombs: Double
    /// The same charge by the record's own count, in coulombs; nil where it keeps none.
    public var recordedCoulombs: Double?
    /// Mean of the current's magnitude, weighted by charge, in amperes.
    public var amperes: Double
    /// Voltage of the row before it and of its last row with current, in volts.
    public var startVolts: Double
    /// See `startVolts`.
    public var endVolts: Double
}

/// The half cycles of a record, found by the sign of the current.
public struct HalfCycles: Sendable {
    /// A current below this share of the typical one is rest.
    static let restShare = 0.02
    /// A turn that moves less than this share of the largest half cycle's charge belongs to the one around it.
    static let leastShare = 0.001

    /// In order of time.
    public let all: [HalfCycle]
    /// A current below this, in amperes, is rest.
    public let restAmperes: Double

    /// Cost: two passes over the rows.
    public init(_ record: CyclingRecord) {
        restAmperes = record.typicalAmperes * HalfCycles.restShare
        var runs = HalfCycles.runs(record.rows, above: restAmperes)
        let largest = runs.map(\.coulombs).max() ?? 0
        runs.removeAll { $0.coulombs < largest * HalfCycles.leastShare }
        // Runs of one direction with rests or slight turns between are one half cycle.
        var starts: [(isCharge: Bool, first: Int)] = []
        for run in runs where run.isCharge != starts.last?.isCharge { starts.append((run.isCharge, run.first)) }
        let threshold = restAmperes
        let digits = record.resolution(\.rowAmperes) / 2
        all = starts.indices.map { index in
            let end = index + 1 < starts.count ? starts[index + 1].first : record.rows.count
            return HalfCycles.halfCycle(record, starts[index].isCharge, starts[index].first..<end, threshold, digits)
        }
    }

    private static func runs(
        _ rows: [CyclingRecord.Row], above rest: Double
    ) -> [(isCharge: Bool, first: Int, coulombs: Double)] {
        var runs: [(isCharge: Bool, first: Int, coulombs: Double)] = []
        for (index, row) in rows.enumerated() where abs(row.amperes) > rest {
            let charge = abs(row.amperes) * row.intervalSeconds
            if let last = runs.indices.last, runs[last].isCharge == (row.amperes > 0) {
                runs[last].coulombs += charge
            } else {
                runs.append((row.amperes > 0, index, charge))
            }
        }
        return runs
    }

    private static func halfCycle(
        _ record: CyclingRecord, _ isCharge: Bool, _ range: Range<Int>, _ rest: Double, _ digits: Double
    ) -> HalfCycle {
        let sign = isCharge ? 1.0 : -1.0
        let before = max(range.lowerBound - 1, 0)
        var charge = 0.0
        var throughput = 0.0
        var weighted = 0.0
        var otherReading = 0.0
        var seconds = 0.0
        var lastActive = range.lowerBound
        for index in range {
            let row = record.rows[index]
            let step = row.amperes * row.intervalSeconds
            charge += sign * step
            throughput += abs(step)
            weighted += abs(row.amperes * step)
            seconds += row.intervalSeconds
            let previous = index > 0 ? record.rows[index - 1].rowAmperes : row.rowAmperes
            let other = record.currentMeaning == .mean ? (previous + row.rowAmperes) / 2 : row.rowAmperes
            otherReading += sign * other * row.intervalSeconds
            if sign * row.rowAmperes > rest { lastActive = index }
        }
        let last = record.rows[range.upperBound - 1].recordedAmpereHours
        let recorded = (last - record.rows[before].recordedAmpereHours) * 3600 * sign
        return HalfCycle(
            isCharge: isCharge, rows: range, coulombs: charge,
            uncertaintyCoulombs: abs(otherReading - charge) + digits * seconds,
            recordedCoulombs: recorded.isNaN ? nil : recorded,
            amperes: throughput > 0 ? weighted / throughput : 0, startVolts: record.rows[before].volts,
            endVolts: record.rows[lastActive].volts)
    }
}

import Foundation

/// What the monitor's voltage model has beside the curve, followed through a record: V = U(y) + R·I + R_s·i + h·m.
///
/// y is the state of charge at the particles' surface, i the current through the slow resistance, m the hysteresis: +1 on
/// the branch of charge, −1 on that of discharge.
/// Source: Crank, The Mathematics of Diffusion, eq. 6.45: three modes by themselves and all others as one, in sum 1/15; the
/// equations of the monitor's own model.
enum Followed {
    /// Lead of the surface in state of charge at each row, for a diffusion time in seconds.
    static func lead(_ rows: ArraySlice<CyclingRecord.Row>, diffusionSeconds: Double, coulombs: Double) -> [Double] {
        guard diffusionSeconds > 0 else { return Array(repeating: 0, count: rows.count) }
        let gains = [0.033_018_5, 0.011_170_7, 0.005_607_0, 0.016_870_5]
        let rates = [20.190_7, 59.679_5, 118.899_8, 481]
        var leads = [0.0, 0.0, 0.0, 0.0]
        return rows.map { row in
            let full = row.amperes / coulombs * diffusionSeconds
            for mode in leads.indices {
                let way = full * gains[mode] - leads[mode]
                leads[mode] += way * -expm1(-rates[mode] / diffusionSeconds * row.intervalSeconds)
            }
            return leads.reduce(0, +)
        }
    }

    /// Current through the slow resistance at each row, in amperes.
    static func slowAmperes(_ rows: ArraySlice<CyclingRecord.Row>, seconds: Double) -> [Double] {
        var slow = 0.0
        return rows.map { row in
            slow += (row.amperes - slow) * -expm1(-row.intervalSeconds / max(seconds, 1e-3))
            return slow
        }
    }

    /// Hysteresis at each row, −1…1, for the span in state of charge over which it turns.
    static func hysteresis(_ rows: ArraySlice<CyclingRecord.Row>, span: Double, coulombs: Double) -> [Double] {
        var state = (rows.first { $0.amperes != 0 }?.amperes ?? 0) < 0 ? -1.0 : 1.0
        return rows.map { row in
            let way = row.amperes * row.intervalSeconds / coulombs
            state += ((way < 0 ? -1 : 1) - state) * -expm1(-abs(way) / span)
            return state
        }
    }
}

/// Points in order of their state of charge, read between by straight lines.
struct Line {
    private var x: [Double] = []
    private var y: [[Double]] = []

    /// Columns of values over `x`; points that do not go on to the right are left out.
    init(_ points: [(x: Double, y: [Double])]) {
        for point in points.sorted(by: { $0.x < $1.x }) where !point.y.contains(where: \.isNaN) {
            if let last = x.last, point.x <= last { continue }
            x.append(point.x)
            y.append(point.y)
        }
    }

    /// From the least to the greatest x; nil for fewer than two points.
    var range: ClosedRange<Double>? {
        guard x.count > 1, let first = x.first, let last = x.last else { return nil }
        return first...last
    }

    /// The columns at `position`; nil outside.
    func at(_ position: Double) -> [Double]? {
        guard let range, range.contains(position) else { return nil }
        var low = 0
        var high = x.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if x[middle] <= position { low = middle } else { high = middle }
        }
        let share = (position - x[low]) / (x[high] - x[low])
        return zip(y[low], y[high]).map { $0 + ($1 - $0) * share }
    }
}

/// A step of the current, and what the voltage did at it.
public struct CurrentStep: Equatable, Sendable {
    /// Row before the step, and the first at the new current.
    public var before: Int
    /// See `before`.
    public var after: Int
    /// Change of the current, in amperes.
    public var amperes: Double
    /// What answered at once, in ohms: between the two rows.
    public var ohms: Double
    /// How far `ohms` may be wrong: the digits of voltage and current, and what the voltage moved by itself meanwhile.
    public var uncertaintyOhms: Double
    /// True when the current after the step is that of a rest.
    public var isToRest: Bool
}

extension CurrentStep {
    /// A step that takes longer than this from row to row is not one, in seconds.
    static let longestSeconds = 10.0
    /// Least change, as a share of the typical current.
    static let leastShare = 0.3

    /// All steps of the record.
    static func all(_ record: CyclingRecord, restAmperes: Double) -> [CurrentStep] {
        let rows = record.rows
        let least = record.typicalAmperes * leastShare
        let voltDigits = record.resolution { $0.volts.isNaN ? 0 : $0.volts }
        var steps: [CurrentStep] = []
        var index = 1
        while index + 1 < rows.count {
            defer { index += 1 }
            guard abs(rows[index].rowAmperes - rows[index - 1].rowAmperes) > least * 0.2 else { continue }
            // A mean current over the interval of the step lies between the two levels: pass on to where it stays.
            var after = index
            while after + 1 < rows.count,
                abs(rows[after + 1].rowAmperes - rows[after].rowAmperes) > least * 0.2,
                rows[after].seconds - rows[index - 1].seconds < longestSeconds
            { after += 1 }
            if let step = step(rows, index - 1, after, least, voltDigits, restAmperes) { steps.append(step) }
            index = after
        }
        return steps
    }

    private static func step(
        _ rows: [CyclingRecord.Row], _ before: Int, _ after: Int, _ least: Double, _ voltDigits: Double, _ rest: Double
    ) -> CurrentStep? {
        let change = rows[after].rowAmperes - rows[before].rowAmperes
        let volts = rows[after].volts - rows[before].volts
        let seconds = rows[after].seconds - rows[before].seconds
        guard abs(change) > least, seconds <= longestSeconds, !volts.isNaN, volts * change > 0 else { return nil }
        // By how much the voltage goes on in as long a time again.
        var later = after
        while later + 1 < rows.count, rows[later].seconds - rows[after].seconds < max(seconds, 0.1) { later += 1 }
        // Diffusion goes with the root of time: in the first such time it moved 1/(√2 − 1) as much.
        let drift = abs(rows[later].volts - rows[after].volts) * 2.414
        return CurrentStep(
            before: before, after: after, amperes: change, ohms: volts / change,
            uncertaintyOhms: (voltDigits + (drift.isNaN ? 0 : drift)) / abs(change),
            isToRest: abs(rows[after].rowAmperes) <= rest)
    }
}

/// What a voltage relaxed by after the current stopped.
public struct Relaxation: Equatable, Sendable {
    /// Length that was followed, in seconds: to the end of the rest, ten minutes at most.
    public var seconds: Double
    /// Change after the step over the step's current, in ohms: after 60 s, nil for a shorter rest, and at the end.
    public var ohmsAfterMinute: Double?
    /// See `ohmsAfterMinute`.
    public var ohms: Double
    /// Time by which 1 − 1/e of it has come, in seconds.
    public var timeConstantSeconds: Double

    /// Follows the rest behind a step; nil when it lasts less than a minute.
    init?(_ step: CurrentStep, _ record: CyclingRecord, restAmperes: Double) {
        let rows = record.rows
        guard step.isToRest else { return nil }
        var end = step.after
        while end + 1 < rows.count, abs(rows[end + 1].rowAmperes) <= restAmperes,
            rows[end].seconds - rows[step.after].seconds < 600
        { end += 1 }
        seconds = rows[end].seconds - rows[step.after].seconds
        let start = rows[step.after].volts
        let total = rows[end].volts - start
        guard seconds >= 60, !total.isNaN else { return nil }
        ohms = max(total / step.amperes, 0)
        let minute = rows[step.after...end].first { $0.seconds - rows[step.after].seconds >= 60 }
        ohmsAfterMinute = minute.map { ($0.volts - start) / step.amperes }
        let reached = rows[step.after...end].first { abs($0.volts - start) >= abs(total) * 0.632 }
        timeConstantSeconds = max((reached?.seconds ?? 0) - rows[step.after].seconds, 0.1)
    }
}

/// The two branches of a cycle brought together: diffusion, hysteresis and the middle curve.
///
/// Diffusion moves what the curve shows (its steps) along the state of charge, to the left on charge and to the right on
/// discharge; hysteresis moves it up and down. So the diffusion time and the span over which the hysteresis turns are
/// those with which the branches differ least; h follows by linear regression. Nothing but the chosen cycle enters.
struct BranchFit {
    /// A half cycle with the rows from the record's start on that it is followed through.
    struct Input {
        var record: CyclingRecord
        var charge: HalfCycle
        var discharge: HalfCycle
        /// Of the profile: that of the discharge.
        var coulombs: Double
        var seriesOhms: Double
        var slowOhms: Double
        var slowSeconds: Double
    }

    /// Lead of the surface at the discharge's current, in state of charge; the greatest that is looked for is 0.1.
    private(set) var lead = 0.0
    /// R²/D of the profile, in seconds.
    private(set) var diffusionSeconds = 0.0
    /// Half distance of the branches, in volts, and its standard error.
    private(set) var hysteresisVolts = 0.0
    private(set) var hysteresisError = 0.0
    /// Change of state of charge over which it turns.
    private(set) var hysteresisSpan = 0.05
    /// What is left between the branches at states of charge 0.1…0.9, half of it, in volts: root mean square, and 95 %.
    private(set) var residualVolts = 0.0
    private(set) var residual95Volts = 0.0
    /// Half distance of the branches before anything but the series resistance is taken off, mean at 0.1…0.9, in volts.
    private(set) var halfDistanceVolts = 0.0
    /// The middle curve at 65 states of charge, in volts, rising.
    private(set) var volts: [Double] = []

    /// The slow resistance that was taken off, in ohms.
    var slowOhms: Double { input.slowOhms }

    private let input: Input
    private let start: Int
    private let end: Int
    private let slow: [Double]

    /// Diffusion is taken for found only if it makes the branches differ by this much less than without.
    private static let leastImprovement = 0.8
    /// Neighbouring points of a branch err alike, over some 0.08 of the state of charge: so many count for the standard error.
    private static let independentPoints = 10.0
    /// Changes of state of charge over which a hysteresis may turn.
    private static let spans = [0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1]

    /// Cost: some 60 passes over the rows up to the end of the cycle.
    init?(_ input: Input) {
        self.input = input
        start = 0
        end = max(input.charge.rows.upperBound, input.discharge.rows.upperBound)
        slow = Followed.slowAmperes(input.record.rows[start..<end], seconds: input.slowSeconds)
        guard search() else { return nil }
        makeCurve()
        guard volts.count == 65 else { return nil }
    }

    /// A grid is enough: the branches' residual is a smooth bowl in both, and steps of 0.0025 and 20 % are below what a
    /// record resolves.
    private mutating func search() -> Bool {
        let rows = input.record.rows[start..<end]
        let states = BranchFit.spans.map { Followed.hysteresis(rows, span: $0, coulombs: input.coulombs) }
        var best: (residual: Double, lead: Double)?
        var without = Double.infinity
        for step in 0...40 {
            let lead = Double(step) * 0.0025
            let leads = Followed.lead(rows, diffusionSeconds: seconds(lead), coulombs: input.coulombs)
            let residual = states.compactMap { distance(leads, $0, 0.05...0.95)?.residual }.min() ?? .infinity
            if step == 0 { without = residual }
            if residual < best?.residual ?? .infinity { best = (residual, lead) }
        }
        guard let best else { return false }
        lead = best.residual > without * BranchFit.leastImprovement ? 0 : best.lead
        diffusionSeconds = seconds(lead)
        let leads = Followed.lead(rows, diffusionSeconds: diffusionSeconds, coulombs: input.coulombs)
        // The turn to the discharge shows in the upper half; the lower end, where the curve falls, would hide it.
        let turns = states.map { distance(leads, $0, 0.5...0.98)?.residual ?? .infinity }
        guard let turn = turns.indices.min(by: { turns[$0] < turns[$1] }) else { return false }
        hysteresisSpan = BranchFit.spans[turn]
        guard let middle = distance(leads, states[turn], 0.1...0.9),
            let plain = distance(Array(repeating: 0, count: rows.count), states[0], 0.1...0.9)
        else { return false }
        hysteresisVolts = middle.half
        hysteresisError = middle.error
        residualVolts = middle.residual
        residual95Volts = middle.residual95
        halfDistanceVolts = plain.meanHalf
        return true
    }

    /// The mean lead of a sphere's surface is τ·J/15.
    private func seconds(_ lead: Double) -> Double {
        input.discharge.amperes > 0 ? 15 * lead * input.coulombs / input.discharge.amperes : 0
    }

    private struct Distance {
        var half: Double
        var error: Double
        var residual: Double
        var residual95: Double
        var meanHalf: Double
    }

    /// h from g = W_c − W_d = h·(m_c − m_d), and half of what is left.
    private func distance(_ leads: [Double], _ states: [Double], _ range: ClosedRange<Double>) -> Distance? {
        let charge = branch(input.charge, leads, states)
        let discharge = branch(input.discharge, leads, states)
        var pairs: [(gap: Double, turn: Double)] = []
        for index in 0...192 {
            let place = Double(index) / 192
            guard range.contains(place), let upper = charge.at(place), let lower = discharge.at(place) else { continue }
            pairs.append((upper[0] - lower[0], upper[1] - lower[1]))
        }
        guard pairs.count > 40 else { return nil }
        let count = Double(pairs.count)
        let square = pairs.map { $0.turn * $0.turn }.reduce(0, +)
        guard square > 0 else { return nil }
        let half = max(pairs.map { $0.gap * $0.turn }.reduce(0, +) / square, 0)
        let left = pairs.map { abs($0.gap - half * $0.turn) / 2 }
        let residual = (left.map { $0 * $0 }.reduce(0, +) / count).squareRoot()
        return Distance(
            half: half, error: 2 * residual / (BranchFit.independentPoints * square / count).squareRoot(),
            residual: residual,
            residual95: left.sorted()[Int(0.95 * (count - 1))], meanHalf: pairs.map(\.gap).reduce(0, +) / count / 2)
    }

    /// Voltage without what the resistances take, and hysteresis, over the state of charge at the surface.
    private func branch(_ half: HalfCycle, _ leads: [Double], _ states: [Double]) -> Line {
        var points: [(x: Double, y: [Double])] = []
        var passed = 0.0
        let sign = half.isCharge ? 1.0 : -1.0
        for index in half.rows {
            let row = input.record.rows[index]
            passed += sign * row.amperes * row.intervalSeconds
            // A row whose interval holds the turn itself belongs to neither branch; a rest shows other things.
            guard sign * row.rowAmperes > 0.05 * half.amperes else { continue }
            let share = passed / half.coulombs
            let place = (half.isCharge ? share : 1 - share) + leads[index - start]
            let volts = row.volts - input.seriesOhms * row.rowAmperes - input.slowOhms * slow[index - start]
            points.append((place, [volts, states[index - start]]))
        }
        return Line(points)
    }

    private mutating func makeCurve() {
        let rows = input.record.rows[start..<end]
        let leads = Followed.lead(rows, diffusionSeconds: diffusionSeconds, coulombs: input.coulombs)
        let states = Followed.hysteresis(rows, span: hysteresisSpan, coulombs: input.coulombs)
        let branches = [branch(input.charge, leads, states), branch(input.discharge, leads, states)]
        let found = (0...64).map { index -> Double? in
            let values = branches.compactMap { $0.at(Double(index) / 64) }.map { $0[0] - hysteresisVolts * $0[1] }
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
        guard let curve = Rising.curve(found) else { return }
        volts = curve
    }
}

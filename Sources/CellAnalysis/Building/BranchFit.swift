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
    /// Half distance of the branches, in volts, mean over the state of charge, and its standard error.
    private(set) var hysteresisVolts = 0.0
    private(set) var hysteresisError = 0.0
    /// The same at states of charge 0, 1/16 … 1.
    private(set) var hysteresisTable: [Double] = []
    /// Change of state of charge over which it turns.
    private(set) var hysteresisSpan = 0.05
    /// What is left between the branches at states of charge 0.1…0.9, half of it, in volts: root mean square, and 95 %.
    private(set) var residualVolts = 0.0
    private(set) var residual95Volts = 0.0
    /// Half distance of the branches before anything but the series resistance is taken off, mean at 0.1…0.9, in volts.
    private(set) var halfDistanceVolts = 0.0
    /// The middle curve at 65 states of charge, in volts, rising.
    private(set) var volts: [Double] = []

    /// Where on the curve the charge stands.
    private(set) var map: ChargeMap

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
    /// Rows of less than this share of the half cycle's mean current are left out.
    private static let leastCurrent = 0.8
    /// Changes of state of charge over which a hysteresis may turn.
    private static let spans = [0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1]

    /// Cost: some 60 passes over the rows up to the end of the cycle.
    init?(_ input: Input) {
        self.input = input
        map = ChargeMap(whole: input.charge.coulombs / input.coulombs)
        start = 0
        end = max(input.charge.rows.upperBound, input.discharge.rows.upperBound)
        slow = Followed.slowAmperes(input.record.rows[start..<end], seconds: input.slowSeconds)
        guard search() else { return nil }
        makeCurve()
        guard volts.count == 65, hysteresisTable.count == 17 else { return nil }
    }

    /// A grid is enough: the branches' residual is a smooth bowl in both, and steps of 0.0025 and 20 % are below what a
    /// record resolves.
    private mutating func search() -> Bool {
        let rows = input.record.rows[start..<end]
        let states = BranchFit.spans.map { Followed.hysteresis(rows, span: $0, coulombs: input.coulombs) }
        chooseMap(rows, states[3])
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

    /// A charge that lost more than 2 %: where on its way, together with a coarse lead.
    private mutating func chooseMap(_ rows: ArraySlice<CyclingRecord.Row>, _ states: [Double]) {
        let whole = input.charge.coulombs / input.coulombs
        guard whole > 1.02 else { return }
        let uniform = map
        let leads = (0...10).map {
            Followed.lead(rows, diffusionSeconds: seconds(Double($0) * 0.01), coulombs: input.coulombs)
        }
        var best: (residual: Double, map: ChargeMap)?
        for candidate in [uniform] + ChargeMap.candidates(whole: whole) {
            map = candidate
            let residual = leads.compactMap { distance($0, states, 0.05...0.95)?.residual }.min() ?? .infinity
            if best == nil {
                best = (residual * BranchFit.leastImprovement, candidate)
            } else if residual < best?.residual ?? 0 {
                best = (residual, candidate)
            }
        }
        map = best?.map ?? uniform
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
            // A row whose interval holds the turn itself belongs to neither branch; a rest shows other things, and so does a
            // charge at constant voltage, where what is slow in the cell lets go.
            guard sign * row.rowAmperes > BranchFit.leastCurrent * half.amperes else { continue }
            let share = passed / half.coulombs
            let place = (half.isCharge ? map.place(share) : 1 - share) + leads[index - start]
            let volts = row.volts - input.seriesOhms * row.rowAmperes - input.slowOhms * slow[index - start]
            points.append((place, [volts, states[index - start]]))
        }
        return Line(points)
    }

    /// Half distance at each place, smoothed over 1/16 of the state of charge to either side, and the curve that lies in
    /// the middle of what is left.
    private mutating func makeCurve() {
        let rows = input.record.rows[start..<end]
        let leads = Followed.lead(rows, diffusionSeconds: diffusionSeconds, coulombs: input.coulombs)
        let states = Followed.hysteresis(rows, span: hysteresisSpan, coulombs: input.coulombs)
        let charge = branch(input.charge, leads, states)
        let discharge = branch(input.discharge, leads, states)
        let pairs = (0...192).compactMap { index -> (place: Double, gap: Double, turn: Double)? in
            let place = Double(index) / 192
            guard let upper = charge.at(place), let lower = discharge.at(place) else { return nil }
            return (place, upper[0] - lower[0], upper[1] - lower[1])
        }
        hysteresisTable = (0...16).map { halfDistance(at: Double($0) / 16, pairs) }
        smoothEnd(0, 0...8, charge, discharge)
        smoothEnd(16, 56...64, charge, discharge)
        let ends = (hysteresisTable[0] + hysteresisTable[16]) / 2
        hysteresisVolts = (hysteresisTable.reduce(0, +) - ends) / 16
        let left = pairs.filter { (0.1...0.9).contains($0.place) }.map {
            abs($0.gap - table(at: $0.place) * $0.turn) / 2
        }
        residualVolts = (left.map { $0 * $0 }.reduce(0, +) / Double(max(left.count, 1))).squareRoot()
        residual95Volts = left.sorted()[Int(0.95 * Double(left.count - 1))]
        // Both branches must rise as well, and a smaller distance moves their middle.
        var curve: [Double]?
        for _ in 0..<4 {
            curve = middle(charge, discharge)
            limitDistance(curve ?? [])
        }
        volts = curve ?? []
    }

    /// Where the load turned, only one branch is there and says little of the distance to the other; but while the
    /// hysteresis turns the voltage has a kink, which the middle has not. So of what was found that share is taken with
    /// which the middle bends least.
    private mutating func smoothEnd(_ end: Int, _ entries: ClosedRange<Int>, _ charge: Line, _ discharge: Line) {
        let found = hysteresisTable[end]
        var best: (roughness: Double, volts: Double)?
        for tenths in 0...10 {
            hysteresisTable[end] = found * Double(tenths) / 10
            let values = entries.compactMap { middleVolts($0, charge, discharge) }
            let steps = zip(values.dropFirst(), values).map { $0 - $1 }
            let roughness = zip(steps.dropFirst(), steps).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
            if roughness < best?.roughness ?? .infinity { best = (roughness, hysteresisTable[end]) }
        }
        hysteresisTable[end] = best?.volts ?? found
    }

    /// Limits the change of the distance to what lets both branches rise: from the middle outwards, for the ends are known
    /// less.
    private mutating func limitDistance(_ curve: [Double]) {
        guard curve.count == 65 else { return }
        for index in Array(8..<16) + (0..<8).reversed() {
            let steps = (4 * index..<4 * index + 4).map { curve[$0 + 1] - curve[$0] }
            let most = 4 * 0.9 * (steps.min() ?? 0)
            let (known, next) = index < 8 ? (index + 1, index) : (index, index + 1)
            let change = hysteresisTable[next] - hysteresisTable[known]
            hysteresisTable[next] = max(hysteresisTable[known] + min(max(change, -most), most), 0)
        }
    }

    /// The curve that both branches lie about, at 65 states of charge.
    private func middle(_ charge: Line, _ discharge: Line) -> [Double]? {
        Rising.curve((0...64).map { middleVolts($0, charge, discharge) })
    }

    private func middleVolts(_ index: Int, _ charge: Line, _ discharge: Line) -> Double? {
        let place = Double(index) / 64
        let values = [charge, discharge].compactMap { $0.at(place) }.map { $0[0] - table(at: place) * $0[1] }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Where the branches meet at a turn they say little of their distance: that of the mean counts there a little.
    private func halfDistance(at place: Double, _ pairs: [(place: Double, gap: Double, turn: Double)]) -> Double {
        var square = 0.0
        var product = 0.0
        for pair in pairs {
            let weight = max(0, 1 - abs(pair.place - place) * 16)
            square += weight * pair.turn * pair.turn
            product += weight * pair.gap * pair.turn
        }
        return max((product + hysteresisVolts * 0.1) / (square + 0.1), 0)
    }

    private func table(at place: Double) -> Double {
        let row = min(Int(place * 16), 15)
        return hysteresisTable[row] + (hysteresisTable[row + 1] - hysteresisTable[row]) * (place * 16 - Double(row))
    }
}

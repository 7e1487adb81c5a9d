import CellCore

extension ProfileFile {
    /// `[open_circuit]`: the middle curve, or the branches of charge and discharge, of which it is the middle.
    static func curve(_ root: ProfileTableReader) throws(ConfigurationError) -> OpenCircuitCurve? {
        guard let table = try root.table(ifPresent: "open_circuit") else { return nil }
        let points = try branch("points", table)
        let charge = try branch("charge", table)
        let discharge = try branch("discharge", table)
        let middle: [Double]
        let key: String
        var hysteresis = try hysteresis(table)
        switch (points, charge, discharge) {
        case (let points?, nil, nil):
            (middle, key) = (table65(points), "points")
        case (nil, let charge?, let discharge?):
            let upper = table65(charge)
            let lower = table65(discharge)
            (middle, key) = (zip(upper, lower).map { ($0 + $1) / 2 }, "charge")
            guard zip(upper, lower).map({ $0 - $1 }).reduce(0, +) >= 0 else {
                throw table.table.error(at: "charge", "expected the branch of charge above that of discharge")
            }
            // At the ends measured branches may cross.
            hysteresis = hysteresis ?? InlineArray { Float(max(upper[4 * $0] - lower[4 * $0], 0) / 2) }
        default:
            throw table.table.error(
                at: "points",
                "expected either points, or charge and discharge in [open_circuit], each as pairs [[soc, volt], …]")
        }
        var volts: InlineArray<65, Float> = InlineArray(repeating: 0)
        for index in volts.indices { volts[index] = Float(middle[index]) }
        guard
            let curve = OpenCircuitCurve(
                volts: volts, toleranceVolts: try table.float("tolerance_volt", in: ProfileRange.toleranceVolts),
                hysteresisVolts: hysteresis ?? InlineArray(repeating: 0),
                hysteresisSpan: try table.float(ifPresent: "hysteresis_span", in: ProfileRange.hysteresisSpan) ?? 0.05,
                voltsPerKelvin: try entropy(table), lowerTail: try tail("lower_bend", table),
                upperTail: try tail("upper_bend", table))
        else {
            throw table.table.error(
                at: key, "expected branches that rise by more than 0.1 µV in each 1/64 of the state of charge")
        }
        return curve
    }

    /// One value for all states of charge, or pairs of state of charge and volts.
    private static func hysteresis(
        _ table: ProfileTableReader
    ) throws(ConfigurationError) -> InlineArray<17, Float>? {
        let same = try table.float(ifPresent: "hysteresis_volt", in: ProfileRange.toleranceVolts)
        guard let pairs = try socPairs("hysteresis", table, ProfileRange.toleranceVolts) else {
            return same.map { InlineArray(repeating: $0) }
        }
        guard same == nil else {
            throw table.table.error(at: "hysteresis", "expected either hysteresis_volt or hysteresis, not both")
        }
        return InlineArray { Float(interpolate(pairs, at: Double($0) / 16)) }
    }

    private static func tail(_ name: String, _ table: ProfileTableReader) throws(ConfigurationError) -> CurveTail {
        let volts = try table.float(ifPresent: "\(name)_volt", in: ProfileRange.tailVolts)
        let perUnit = try table.float(ifPresent: "\(name)_per_soc", in: ProfileRange.tailPerUnit)
        guard let volts, let perUnit else {
            guard volts == nil, perUnit == nil else {
                let missing = volts == nil ? "\(name)_volt" : "\(name)_per_soc"
                throw table.table.error(at: missing, "expected both \(name)_volt and \(name)_per_soc, or neither")
            }
            return .none
        }
        return CurveTail(volts: volts, perUnit: perUnit) ?? .none
    }

    /// Pairs of state of charge and voltage, from 0 to 1, rising in both.
    private static func branch(
        _ key: String, _ table: ProfileTableReader
    ) throws(ConfigurationError) -> [(x: Double, y: Double)]? {
        guard let pairs = try socPairs(key, table, ProfileRange.volts) else { return nil }
        for index in 1..<pairs.count where pairs[index].y <= pairs[index - 1].y {
            throw table.table.error(
                at: key, element: index,
                "expected a voltage above \(pairs[index - 1].y) in \(key), found \(pairs[index].y)")
        }
        return pairs
    }

    private static func entropy(_ table: ProfileTableReader) throws(ConfigurationError) -> InlineArray<17, Float> {
        var result: InlineArray<17, Float> = InlineArray(repeating: 0)
        let key = "entropy_volt_per_kelvin"
        guard let pairs = try socPairs(key, table, ProfileRange.voltsPerKelvin) else { return result }
        for index in result.indices { result[index] = Float(interpolate(pairs, at: Double(index) / 16)) }
        return result
    }

    private static func socPairs(
        _ key: String, _ table: ProfileTableReader, _ range: ClosedRange<Float>
    ) throws(ConfigurationError) -> [(x: Double, y: Double)]? {
        guard let pairs = try table.table.pairs(ifPresent: key) else { return nil }
        guard pairs.count >= 2 else {
            throw table.table.error(at: key, "expected at least two pairs in \(key), found \(pairs.count)")
        }
        for (index, pair) in pairs.enumerated() {
            guard range.contains(Float(pair.y)) else {
                throw table.table.error(
                    at: key, element: index,
                    "expected \(range.lowerBound)…\(range.upperBound) in \(key), found \(pair.y)")
            }
            let isEnd = index == 0 || index == pairs.count - 1
            let expected = index == 0 ? 0.0 : 1.0
            if isEnd, pair.x != expected {
                throw table.table.error(
                    at: key, element: index,
                    "expected the state of charge \(expected) at the \(index == 0 ? "start" : "end")"
                        + " of \(key), found \(pair.x)")
            }
            if index > 0, pair.x <= pairs[index - 1].x {
                throw table.table.error(
                    at: key, element: index,
                    "expected a state of charge above \(pairs[index - 1].x) in \(key), found \(pair.x)")
            }
        }
        return pairs
    }

    private static func table65(_ pairs: [(x: Double, y: Double)]) -> [Double] {
        (0...64).map { interpolate(pairs, at: Double($0) / 64) }
    }

    /// On the straight line between the two pairs around `x`; a pair's own value where it stands.
    private static func interpolate(_ pairs: [(x: Double, y: Double)], at x: Double) -> Double {
        guard let above = pairs.firstIndex(where: { $0.x >= x }) else { return pairs.last?.y ?? 0 }
        let high = pairs[above]
        guard above > 0, high.x > x else { return high.y }
        let low = pairs[above - 1]
        return low.y + (high.y - low.y) * ((x - low.x) / (high.x - low.x))
    }
}

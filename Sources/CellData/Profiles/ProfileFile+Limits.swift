import CellCore

extension ProfileFile {
    /// `[limits]`: three levels of each quantity, and what the sensors can say at all; nil without the table.
    static func limits(_ root: ProfileTableReader) throws(ConfigurationError) -> CellLimits? {
        guard let table = try root.table(ifPresent: "limits") else { return nil }
        let reader = LimitReader(table: table.table)
        let voltageAbove = try reader.levels(.voltageAbove)
        let voltageBelow = try reader.levels(.voltageBelow)
        try reader.check(.voltageBelow, voltageBelow.operating, isBelow: .voltageAbove, voltageAbove.operating)
        let temperatureAbove = try reader.levels(.temperatureAbove)
        let temperatureBelow = try reader.levels(.temperatureBelow)
        try reader.check(
            .temperatureBelow, temperatureBelow.operating, isBelow: .temperatureAbove, temperatureAbove.operating)
        let volts = try reader.pair(.plausibleVoltage)
        let ohms = try reader.pair(.plausibleOhms)
        let step = try reader.number(.plausibleStep)
        let steady = try reader.number(.plausibleSteady)
        try reader.check(.plausibleSteady, steady, isBelow: .plausibleStep, step)
        let limits = CellLimits(
            voltageAbove: voltageAbove, voltageBelow: voltageBelow,
            voltageHysteresis: try reader.number(.voltageHysteresis), chargeAbove: try reader.levels(.chargeAbove),
            dischargeAbove: try reader.levels(.dischargeAbove),
            currentHysteresis: try reader.number(.currentHysteresis), temperatureAbove: temperatureAbove,
            temperatureBelow: temperatureBelow, temperatureHysteresis: try reader.number(.temperatureHysteresis),
            temperatureRateAbove: try reader.levels(.temperatureRate),
            voltageRateAbove: try reader.levels(.voltageRate),
            plausible: PlausibleRange(
                lowerNanovolts: volts.lower, upperNanovolts: volts.upper, mostOhms: ohms.upper, leastOhms: ohms.lower,
                stepPicoamperes: step, steadyPicoamperes: steady))
        guard let limits else { throw root.table.error(at: "limits", "expected sound limits in [limits]") }
        return limits
    }
}

/// Reads the numbers of `[limits]` as whole units.
private struct LimitReader {
    let table: ConfigurationTable

    func number(_ field: LimitField) throws(ConfigurationError) -> Int64 {
        let number = try table.number(field.rawValue, in: -1e300...1e300)
        guard let units = field.units(number) else {
            throw table.error(at: field.rawValue, outOfRange(field, number))
        }
        return units
    }

    func levels(_ field: LimitField) throws(ConfigurationError) -> LimitLevels {
        let numbers = try numbers(field, count: 3, what: "operating, recommended, safety")
        for index in 1..<3 {
            let (before, found) = (numbers[index - 1], numbers[index])
            guard field.isFalling ? found < before : found > before else {
                throw table.error(
                    at: field.rawValue, element: index,
                    "expected \(field.isFalling ? "less" : "more") than \(field.text(before)), the level before it, "
                        + "in \(field.rawValue), found \(field.text(found))")
            }
        }
        return LimitLevels(numbers[0], numbers[1], numbers[2])
    }

    func pair(_ field: LimitField) throws(ConfigurationError) -> (lower: Int64, upper: Int64) {
        let numbers = try numbers(field, count: 2, what: "least, most")
        guard numbers[0] < numbers[1] else {
            throw table.error(
                at: field.rawValue, element: 1,
                "expected more than the least, \(field.text(numbers[0])), in \(field.rawValue), "
                    + "found \(field.text(numbers[1]))")
        }
        return (numbers[0], numbers[1])
    }

    func check(
        _ field: LimitField, _ units: Int64, isBelow other: LimitField, _ otherUnits: Int64
    ) throws(ConfigurationError) {
        guard units < otherUnits else {
            throw table.error(
                at: field.rawValue,
                "expected less than \(other.rawValue), \(other.text(otherUnits)), in \(field.rawValue), "
                    + "found \(field.text(units))")
        }
    }

    private func numbers(_ field: LimitField, count: Int, what: String) throws(ConfigurationError) -> [Int64] {
        let numbers = try table.numbers(field.rawValue, count: count, what: what)
        var result: [Int64] = []
        for (index, number) in numbers.enumerated() {
            guard let units = field.units(number) else {
                throw table.error(at: field.rawValue, element: index, outOfRange(field, number))
            }
            result.append(units)
        }
        return result
    }

    private func outOfRange(_ field: LimitField, _ number: Double) -> String {
        "expected \(field.text(field.range.lowerBound))…\(field.text(field.range.upperBound)) in \(field.rawValue), "
            + "found \(number)"
    }
}

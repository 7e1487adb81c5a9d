import CellCore

extension ProfileFile {
    /// The profile as TOML, with a comment above a table where `comments` has one under the table's name (`""` for the
    /// file's head). Every number has as many digits as it takes to read the same bits.
    public static func text(_ profile: CellProfile, comments: [String: [String]] = [:]) -> String {
        var writer = ProfileWriter(comments: comments)
        writer.head()
        writer.line("format", "\(format)")
        writer.line("name", "\"\(profile.name.text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"")
        if let nanocoulombs = profile.capacityNanocoulombs {
            writer.table("capacity")
            writer.line("coulomb", DecimalText.string(nanocoulombs, places: 9))
            writer.line("tolerance", profile.capacityTolerance)
            writer.line("first_cycle_loss", profile.firstCycleLoss)
            writer.line("charge_efficiency", profile.chargeEfficiency.share)
            writer.line("charge_efficiency_tolerance", profile.chargeEfficiency.tolerance)
            if profile.selfDischargeOhms > 0 { writer.line("self_discharge_ohm", profile.selfDischargeOhms) }
        }
        writer.table("current")
        writer.line("nominal_ampere", DecimalText.string(profile.nominalCurrentPicoamperes, places: 12))
        writer.line("maximum_ampere", DecimalText.string(profile.maximumCurrentPicoamperes, places: 12))
        if let window = profile.window {
            writer.table("window")
            writer.line("lower_volt", window.lowerVolts)
            writer.line("upper_volt", window.upperVolts)
        }
        if let polarisation = profile.polarisation { write(polarisation, to: &writer) }
        writer.table("rest")
        writer.line("current_ampere", DecimalText.string(profile.rest.currentPicoamperes, places: 12))
        writer.line("second", DecimalText.string(Int64(clamping: profile.rest.microseconds), places: 6))
        writer.line("slope_volt_per_second", profile.rest.voltsPerSecond)
        writer.table("sensor")
        writer.line("current_gain", profile.sensor.currentGain)
        writer.line("current_offset_ampere", profile.sensor.currentOffsetAmperes)
        writer.line("voltage_offset_volt", profile.sensor.voltageOffsetVolts)
        writer.table("short")
        writer.line("hard_ohm", profile.hardShortOhms)
        if let limits = profile.limits { write(limits, to: &writer) }
        if let curve = profile.curve { write(curve, to: &writer) }
        return writer.text
    }

    private static func write(_ load: Polarisation, to writer: inout ProfileWriter) {
        writer.table("polarisation")
        for (name, part) in [
            ("electrolyte", load.electrolyte), ("interface", load.interface), ("kinetics", load.kinetics),
        ] {
            writer.line("\(name)_ohm", part.ohms)
            writer.line("\(name)_activation_electronvolt", part.electronvolts)
        }
        writer.line("interface_growth_ohm", load.interfaceGrowthOhms)
        writer.line("diffusion_second", load.diffusionSeconds)
        writer.line("diffusion_activation_electronvolt", load.diffusionElectronvolts)
        writer.line("tolerance", load.tolerance)
        if load.activationTolerance > 0 { writer.line("activation_tolerance", load.activationTolerance) }
        let coating = load.coating
        guard coating != .none else { return }
        writer.table("coating")
        writer.line("electrodes", "\(Int(coating.electrodeCount))")
        writer.line("dielectric_ohm", coating.dielectricOhms)
        writer.line("fresh_film_ohm", coating.freshFilmOhms)
        writer.line("activated_film_ohm", coating.activatedFilmOhms)
        writer.line("exchange_ampere", coating.exchangeAmperes)
        writer.line("capacitance_farad", coating.farads)
        writer.line("least_activation", coating.leastActivation)
        writer.line("most_activation", coating.mostActivation)
        writer.line("activation_electronvolt", coating.electronvolts)
    }

    private static func write(_ limits: CellLimits, to writer: inout ProfileWriter) {
        writer.table("limits")
        writer.line(.voltageAbove, limits.voltageAbove)
        writer.line(.voltageBelow, limits.voltageBelow)
        writer.line(.voltageHysteresis, limits.voltageHysteresis)
        writer.line(.chargeAbove, limits.chargeAbove)
        writer.line(.dischargeAbove, limits.dischargeAbove)
        writer.line(.currentHysteresis, limits.currentHysteresis)
        writer.line(.temperatureAbove, limits.temperatureAbove)
        writer.line(.temperatureBelow, limits.temperatureBelow)
        writer.line(.temperatureHysteresis, limits.temperatureHysteresis)
        writer.line(.temperatureRate, limits.temperatureRateAbove)
        writer.line(.voltageRate, limits.voltageRateAbove)
        let plausible = limits.plausible
        writer.line(.plausibleVoltage, [plausible.lowerNanovolts, plausible.upperNanovolts])
        writer.line(.plausibleOhms, [plausible.leastOhms, plausible.mostOhms])
        writer.line(.plausibleStep, plausible.stepPicoamperes)
        writer.line(.plausibleSteady, plausible.steadyPicoamperes)
    }

    private static func write(_ curve: OpenCircuitCurve, to writer: inout ProfileWriter) {
        writer.table("open_circuit")
        writer.line("tolerance_volt", curve.toleranceVolts)
        let hysteresis = curve.hysteresisVolts
        if hysteresis.indices.allSatisfy({ hysteresis[$0] == hysteresis[0] }) {
            writer.line("hysteresis_volt", hysteresis[0])
        } else {
            writer.pairs("hysteresis", hysteresis.indices.map { (Double($0) / 16, hysteresis[$0]) })
        }
        writer.line("hysteresis_span", curve.hysteresisSpan)
        for (name, tail) in [("lower_bend", curve.lowerTail), ("upper_bend", curve.upperTail)] where tail != .none {
            writer.line("\(name)_volt", tail.volts)
            writer.line("\(name)_per_soc", tail.perUnit)
        }
        var isZero = true
        for index in curve.voltsPerKelvin.indices where curve.voltsPerKelvin[index] != 0 { isZero = false }
        if !isZero {
            writer.pairs(
                "entropy_volt_per_kelvin",
                curve.voltsPerKelvin.indices.map { (Double($0) / 16, curve.voltsPerKelvin[$0]) })
        }
        writer.pairs("points", (0...64).map { (Double($0) / 64, curve[$0] ?? 0) })
    }
}

/// Lines of TOML, table by table.
private struct ProfileWriter {
    private(set) var text = ""
    private let comments: [String: [String]]

    init(comments: [String: [String]]) { self.comments = comments }

    mutating func head() { comment("") }

    mutating func table(_ name: String) {
        text += "\n"
        comment(name)
        text += "[\(name)]\n"
    }

    mutating func line(_ key: String, _ value: String) { text += "\(key) = \(value)\n" }

    mutating func line(_ key: String, _ value: Float) { line(key, "\(value)") }

    mutating func line(_ field: LimitField, _ units: Int64) { line(field.rawValue, field.text(units)) }

    mutating func line(_ field: LimitField, _ units: [Int64]) {
        line(field.rawValue, "[\(units.map(field.text).joined(separator: ", "))]")
    }

    mutating func line(_ field: LimitField, _ levels: LimitLevels) {
        line(field, [levels.operating, levels.recommended, levels.safety])
    }

    mutating func pairs(_ key: String, _ pairs: [(x: Double, y: Float)]) {
        text += "\(key) = [\n"
        for pair in pairs { text += "    [\(pair.x), \(pair.y)],\n" }
        text += "]\n"
    }

    private mutating func comment(_ name: String) {
        for line in comments[name] ?? [] { text += line.isEmpty ? "#\n" : "# \(line)\n" }
    }
}

import CellCore

/// A profile as a file of TOML; `Docs/Profiles.md` describes every key.
///
/// ```swift
/// let profile = try ProfileFile.profile(text: text, file: "cell.toml")
/// print(ProfileFile.text(profile))
/// ```
/// Writing and reading again gives the same profile, bit for bit.
public enum ProfileFile {
    /// The value of the key `format`; another one is refused.
    public static let format = 1

    /// Reads and checks a profile.
    ///
    /// - Throws: `ConfigurationError` with line and column for what is missing, unknown or out of range.
    public static func profile(text: String, file: String) throws(ConfigurationError) -> CellProfile {
        let root = ProfileTableReader(try ConfigurationTable(text: text, file: file))
        let found = try root.table.integer(ifPresent: "format", in: 0...Int.max)
        guard let found, found == format else {
            throw root.table.error(
                at: "format", "expected format = \(format)" + (found.map { ", found \($0)" } ?? ""))
        }
        let name = try root.table.text("name")
        guard let profileName = ProfileName(text: name), !name.isEmpty else {
            throw root.table.error(
                at: "name", "expected 1 to \(ProfileName.capacity) printable ASCII characters without blanks in name")
        }
        let curve = try curve(root)
        let capacity = try capacity(root, hasCurve: curve != nil)
        let current = try root.required("current", why: "what flows at most decides how far a gap widens the bounds")
        let profile = CellProfile(
            name: profileName, capacityNanocoulombs: capacity.nanocoulombs, capacityTolerance: capacity.tolerance,
            firstCycleLoss: capacity.firstCycleLoss, chargeEfficiency: capacity.chargeEfficiency,
            selfDischargeOhms: capacity.selfDischargeOhms,
            window: try window(root),
            nominalCurrentPicoamperes: try current.picoamperes("nominal_ampere", from: 0),
            maximumCurrentPicoamperes: try current.picoamperes("maximum_ampere", from: 1),
            curve: curve, polarisation: try polarisation(root), rest: try rest(root), sensor: try sensor(root),
            hardShortOhms: try root.required("short", why: "it says what short is hard")
                .float("hard_ohm", in: ProfileRange.positiveOhms), limits: try limits(root))
        try root.table.finish()
        do throws(ProfileFault) {
            try profile.check()
        } catch {
            throw root.table.error(at: "name", "expected a sound profile, found a wrong \(error)")
        }
        return profile
    }

    private static func capacity(
        _ root: ProfileTableReader, hasCurve: Bool
    ) throws(ConfigurationError) -> (
        nanocoulombs: Int64?, tolerance: Float, firstCycleLoss: Float, chargeEfficiency: ChargeEfficiency,
        selfDischargeOhms: Float
    ) {
        guard let table = try root.table(ifPresent: "capacity") else {
            guard !hasCurve else {
                throw root.table.error(
                    at: "open_circuit",
                    "expected a table [capacity] beside [open_circuit]: a state of charge needs both")
            }
            return (nil, 0, 0, .whole, 0)
        }
        guard hasCurve else {
            throw root.table.error(
                at: "capacity", "expected a table [open_circuit] beside [capacity]: a state of charge needs both")
        }
        return (
            try table.integer("coulomb", unitsPerOne: 1e9, in: ProfileRange.capacityNanocoulombs),
            try table.float("tolerance", in: ProfileRange.capacityTolerance),
            try table.float(ifPresent: "first_cycle_loss", in: ProfileRange.firstCycleLoss) ?? 0,
            ChargeEfficiency(
                share: try table.float(ifPresent: "charge_efficiency", in: ProfileRange.chargeEfficiency) ?? 1,
                tolerance: try table.float(
                    ifPresent: "charge_efficiency_tolerance", in: ProfileRange.chargeEfficiencyTolerance) ?? 0),
            try table.float(ifPresent: "self_discharge_ohm", in: ProfileRange.selfDischargeOhms) ?? 0
        )
    }

    private static func window(_ root: ProfileTableReader) throws(ConfigurationError) -> VoltageWindow? {
        guard let table = try root.table(ifPresent: "window") else { return nil }
        let lower = try table.float("lower_volt", in: ProfileRange.volts)
        let upper = try table.float("upper_volt", in: ProfileRange.volts)
        guard let window = VoltageWindow(lowerVolts: lower, upperVolts: upper) else {
            throw table.table.error(at: "upper_volt", "expected more than lower_volt, \(lower), found \(upper)")
        }
        return window
    }

    private static func rest(_ root: ProfileTableReader) throws(ConfigurationError) -> RestCriterion {
        guard let table = try root.table(ifPresent: "rest") else { return .tenMinutes }
        return RestCriterion(
            currentPicoamperes: try table.picoamperes("current_ampere", from: 0),
            microseconds: UInt64(
                try table.integer(
                    "second", unitsPerOne: 1e6,
                    in: Int64(
                        ProfileRange.restMicroseconds.lowerBound)...Int64(
                            ProfileRange.restMicroseconds.upperBound))),
            voltsPerSecond: try table.float("slope_volt_per_second", in: ProfileRange.voltsPerSecond))
    }

    private static func sensor(_ root: ProfileTableReader) throws(ConfigurationError) -> SensorErrors {
        guard let table = try root.table(ifPresent: "sensor") else { return .ina228With68Ohms }
        return SensorErrors(
            currentGain: try table.float("current_gain", in: ProfileRange.currentGain),
            currentOffsetAmperes: try table.float("current_offset_ampere", in: ProfileRange.offsetAmperes),
            voltageOffsetVolts: try table.float("voltage_offset_volt", in: ProfileRange.toleranceVolts))
    }
}

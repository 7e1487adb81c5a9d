import ArgumentParser
import CellCore
import CellData
import Foundation

struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Checks, shows and builds profiles: what a monitor knows of a cell beforehand.",
        subcommands: [ProfileCheck.self, ProfileShow.self, ProfileBuild.self])
}

struct ProfileCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Says whether a profile is sound, and compiles it for a device.",
        discussion: "A mistake is told with file, line and column, and ends with exit code 65.")

    @Argument(help: "The profile: a file of TOML or a compiled one, or the name of one that is built in.")
    var file: String

    @Option(help: ArgumentHelp("Write the compiled profile, the device's table, to this file.", valueName: "out"))
    var binary: String?

    @OptionGroup var format: OutputOptions

    func run() throws {
        let profile = try ProfileChoice.named(file)
        let compiled = profile.bytes
        if let binary {
            guard binary != "-", !FileKind.isSame(binary, file) else {
                throw CommandFailure.usage("--binary takes the name of another file, not \(binary)")
            }
            try OutputFile.write((0..<compiled.count).map { compiled[$0] }, to: binary)
        }
        let output = StandardOutput()
        if format.json {
            var line = JSONLine(type: "profile")
            line.add("name", profile.name.text)
            line.add("capacity_coulomb", profile.capacityNanocoulombs.map { Double($0) / 1e9 })
            line.add("nominal_current_ampere", Double(profile.nominalCurrentPicoamperes) / 1e12)
            line.add("has_soc", profile.curve != nil)
            line.add("has_limits", profile.limits != nil)
            line.add("compiled_bytes", compiled.count)
            line.add("compiled_version", CellProfile.bytesVersion)
            try output.line(line.text)
        } else {
            var table = TwoColumns()
            table.add("Profile", profile.name.text, .bold)
            table.add(
                "Capacity",
                profile.capacityNanocoulombs.map { Wording.charge(coulombs: Double($0) / 1e9) }
                    ?? "none: no state of charge")
            table.add("Nominal current", Measure.text(Double(profile.nominalCurrentPicoamperes) / 1e12, "A"))
            table.add("Open circuit", ProfileCheck.range(profile.curve))
            table.add("Limits", ProfileCheck.limits(profile.limits))
            table.add("Compiled", "\(compiled.count) bytes, version \(CellProfile.bytesVersion)")
            table.add("Check", "sound", .good)
            try table.print(to: output)
        }
        try output.flush()
    }

    /// The operating level of voltage, current and temperature.
    private static func limits(_ limits: CellLimits?) -> String {
        guard let limits else { return "none: the cell and its sensors are held to nothing" }
        let volts = { (nanovolts: Int64) in Measure.text(Double(nanovolts) / 1e9, "V") }
        let celsius = { (millikelvin: Int64) in String(format: "%g", Double(millikelvin - 273_150) / 1e3) }
        let charge = Measure.text(Double(limits.chargeAbove.operating) / 1e12, "A")
        let discharge = Measure.text(Double(limits.dischargeAbove.operating) / 1e12, "A")
        return "\(volts(limits.voltageBelow.operating)) … \(volts(limits.voltageAbove.operating)), "
            + (charge == discharge ? "±\(charge)" : "\(discharge) discharge, \(charge) charge")
            + ", \(celsius(limits.temperatureBelow.operating)) … \(celsius(limits.temperatureAbove.operating)) °C"
    }

    private static func range(_ curve: OpenCircuitCurve?) -> String {
        guard let curve, let low = curve[0], let high = curve[OpenCircuitCurve.intervalCount] else { return "none" }
        let hysteresis = Measure.text(Double(curve.meanHysteresisVolts), "V")
        return "\(Measure.text(Double(low), "V", digits: 4)) … \(Measure.text(Double(high), "V", digits: 4)), "
            + "hysteresis ±\(hysteresis)"
    }
}

struct ProfileShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Prints a profile as TOML, to read or to change.",
        discussion: "What it prints, cellmon profile check takes, and it is the same profile.")

    @Argument(help: "The profile: the name of one that is built in, or a file.")
    var profile: String

    func run() throws {
        let output = StandardOutput()
        output.write(ProfileFile.text(try ProfileChoice.named(profile)))
        try output.flush()
    }
}

/// Files that a command writes whole.
enum OutputFile {
    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { close(descriptor) }
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if count >= 0 { start += count } else if errno != EINTR { throw failure(path, errno) }
        }
    }

    private static func failure(_ path: String, _ code: Int32) -> CommandFailure {
        CommandFailure(RecordError.system(file: path, action: .write, code: code))
    }
}

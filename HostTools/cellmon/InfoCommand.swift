import ArgumentParser
import CellData
import CellWire
import USBHost

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Prints which monitor this is, its firmware, its cell and how its parts are.")

    @OptionGroup var device: DeviceOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        let session = try device.open()
        defer { session.close() }
        let info = try Failing.session { () throws(SessionError) in try session.info() }
        var values: [ConfigurationKey: Int64] = [:]
        if info.capabilities.contains(.configuration) {
            for key in [.capacityNanocoulombs, .nominalCurrentPicoamperes] as [ConfigurationKey] {
                values[key] = try Failing.session { () throws(SessionError) in try value(of: key, session) }
            }
        }
        var parts: PartsReport?
        if info.capabilities.contains(.health) {
            parts = PartsReport(try Failing.session { () throws(SessionError) in try session.health() })
        }
        let output = StandardOutput()
        if format.json {
            var line = json(info, values, session)
            line.add("health", parts?.json)
            try output.line(line.text)
        } else {
            var table = table(info, values, session)
            parts?.add(to: &table)
            try table.print(to: output)
        }
        try output.flush()
    }

    /// Nil also for a key that an older device does not know.
    private func value(of key: ConfigurationKey, _ session: MonitorSession) throws(SessionError) -> Int64? {
        do throws(SessionError) {
            return try session.configuration(key)
        } catch {
            if error.refusal == .unknownKey { return nil }
            throw error
        }
    }

    private func json(_ info: InfoReply, _ values: [ConfigurationKey: Int64], _ session: MonitorSession) -> JSONLine {
        var line = JSONLine(type: "info")
        line.add("serial", info.serialNumber.text)
        line.add("firmware_version", info.firmwareVersion)
        line.add("source_revision", info.sourceRevision.text)
        line.add("protocol_version", WireFormat.protocolVersion)
        line.add("profile", info.profile.text)
        line.add("uptime_second", MonitorReport.seconds(info.uptimeMicroseconds))
        line.add("sample_period_second", MonitorReport.seconds(info.samplePeriodMicroseconds))
        line.add("capacity_coulomb", values[.capacityNanocoulombs].map { Double($0) / 1e9 })
        line.add("nominal_current_ampere", values[.nominalCurrentPicoamperes].map { Double($0) / 1e12 })
        line.add("path", session.path)
        return line
    }

    private func table(
        _ info: InfoReply, _ values: [ConfigurationKey: Int64], _ session: MonitorSession
    ) -> TwoColumns {
        var table = TwoColumns()
        table.add("Serial number", info.serialNumber.text, .bold)
        table.add("Path", session.path)
        table.add("Firmware", "\(info.firmwareVersion) (source \(info.sourceRevision.text))")
        table.add("Protocol", "version \(WireFormat.protocolVersion)")
        table.add("Up for", Wording.time(info.uptimeMicroseconds))
        table.add("Samples", "every \(Measure.text(MonitorReport.seconds(info.samplePeriodMicroseconds), "s"))")
        table.add("Cell profile", info.profile.text)
        table.add(
            "Capacity",
            values[.capacityNanocoulombs].map { Wording.charge(coulombs: Double($0) / 1e9) } ?? Wording.unknown)
        let nominal = values[.nominalCurrentPicoamperes].flatMap { $0 == 0 ? nil : Double($0) / 1e12 }
        table.add("Nominal current", Measure.text(nominal, "A"))
        return table
    }
}

extension InfoReply {
    var firmwareVersion: String { "\(firmwareMajor).\(firmwareMinor).\(firmwarePatch)" }
}

import ArgumentParser
import CellCore
import CellData
import USBHost

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Prints the state of the cell: charge, bounds, and the verdict on shorts.")

    @OptionGroup var device: DeviceOptions
    @OptionGroup var format: OutputOptions

    @Flag(help: "Exit with code 2 when the cell has a soft or a hard short.")
    var check = false

    func run() throws {
        let session = try device.open()
        let status = try Failing.session { () throws(SessionError) in
            defer { session.close() }
            return try session.status().status
        }
        let output = StandardOutput()
        if format.json {
            try output.line(MonitorReport.json(status).text)
        } else {
            try printText(status, to: output)
        }
        try output.flush()
        if check, status.short.shortClass.isAlarm { throw ExitCode(2) }
    }

    private func printText(_ status: CellStatus, to output: StandardOutput) throws(CommandFailure) {
        let short = status.short
        var table = TwoColumns()
        table.add("Time", Wording.time(status.timeMicroseconds))
        table.add("Voltage", Wording.voltage(status))
        let direction = Wording.direction(status)
        table.add("Current", Wording.current(status) + (direction.isEmpty ? "" : " (\(direction))"))
        table.add("Temperature", Wording.temperature(status))
        table.add("Net charge", Wording.netCharge(status))
        table.add("State of charge", Wording.stateOfCharge(status.stateOfCharge))
        table.add("Short", short.shortClass.name, short.shortClass.style)
        table.add("Short resistance", Wording.resistance(short.resistanceOhms))
        table.add("Short since", short.sinceMicroseconds.map(Wording.time) ?? Wording.unknown)
        table.add("Evidence", Wording.evidence(short))
        table.add("Not measured", Wording.time(status.uncoveredMicroseconds))
        let refused = Wording.count(status.refusedSampleCount)
        table.add("Samples", "\(Wording.count(status.sampleCount)), \(refused) refused")
        if let details = status.state { DetailsReport(details).add(to: &table) }
        try table.print(to: output)
    }
}

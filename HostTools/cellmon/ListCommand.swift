import ArgumentParser
import CellData
import USBHost

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the monitors that are plugged in, usable or not.",
        discussion: "None found is not a failure: nothing is printed, and the exit code is 0.")

    @OptionGroup var device: DeviceOptions
    @OptionGroup var format: OutputOptions

    func run() throws {
        let selector = try device.selector()
        let candidates: [DeviceCandidate]
        do throws(USBHostError) {
            candidates = try DeviceFinder.list(selector)
        } catch {
            throw CommandFailure(error)
        }
        let output = StandardOutput()
        if format.json {
            for candidate in candidates { try output.line(json(candidate).text) }
        } else {
            try printTable(candidates, to: output)
        }
        try output.flush()
        if candidates.isEmpty {
            Notice.write("no cell monitor found; plug one in, or give --usbip HOST[:PORT] for a simulated one")
        }
        for problem in candidates.compactMap(\.problem) { Notice.write(problem.description) }
    }

    private func json(_ candidate: DeviceCandidate) -> JSONLine {
        var line = JSONLine(type: "device")
        line.add("vid", DeviceIdentity.digits(candidate.vendorID))
        line.add("pid", DeviceIdentity.digits(candidate.productID))
        line.add("serial", candidate.serial)
        line.add("path", candidate.path)
        line.add("usable", candidate.usable)
        line.add("reason", candidate.reason)
        return line
    }

    private func printTable(_ candidates: [DeviceCandidate], to output: StandardOutput) throws(CommandFailure) {
        let names = candidates.map { candidate -> String in
            let identity = DeviceIdentity(
                vendorID: candidate.vendorID, productID: candidate.productID, serial: candidate.serial)
            return Printable.text("\(identity)")
        }
        let nameWidth = (names.map(\.count).max() ?? 0) + 2
        let pathWidth = (candidates.map(\.path.count).max() ?? 0) + 2
        for (name, candidate) in zip(names, candidates) {
            var line = StyledText(name, .bold)
            line.pad(to: nameWidth)
            line.add(candidate.path)
            line.pad(to: nameWidth + pathWidth)
            line.add(candidate.usable ? "ready" : "not usable", candidate.usable ? .good : .caution)
            try output.line(line.rendered())
        }
    }
}

import ArgumentParser
import CellData
import Foundation
import HILSimulator

/// `cellsim serve`
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a simulated monitor as a USB device over USB/IP, until interrupted.",
        discussion: """
            Attach it with "cellmon watch --usbip HOST:PORT", or on Linux as root with "usbip attach -r HOST -b 1-1". \
            SIGUSR1 pulls the plug, and the next one puts it in again.
            """)

    @Option(help: "Cell to simulate when no scenario is given, such as symmetric-bare; the default is alucone-tis2.")
    var cell: String?

    @Option(help: "Scenario, by name or path; the default is a healthy cell under its nominal load.")
    var scenario: String?

    @Option(
        help: ArgumentHelp(
            "The monitor's profile, if another than the cell's: a built-in one's name, or a file.",
            valueName: "name|file"))
    var profile: String?

    @Option(help: "Virtual seconds a real second, 0.001…100000.")
    var speed = 1.0

    @Option(help: "Address and port; port 0 takes a free one. Anything but loopback lets the network in.")
    var listen = "127.0.0.1:3240"

    @Option(help: "The monitor's body; native is the only one so far.")
    var firmware = "native"

    @Flag(help: "Print one JSON line once it serves.")
    var json = false

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        try Failure.handled {
            guard firmware == "native" else {
                throw Failure(64, "--firmware: expected native, found \"\(firmware)\"")
            }
            guard speed >= 0.001, speed <= 100_000 else {
                throw Failure(64, "--speed: expected 0.001…100000, found \(speed)")
            }
            let address: ListenAddress
            do {
                address = try ListenAddress(parsing: listen)
            } catch {
                throw Failure(64, "--listen: \(error)")
            }
            var simulated = try chosenScenario()
            simulated.profile = try Failure.profile(profile)
            // Before anybody can know that it serves: an early signal must not end it in the wrong way.
            Signals.watch()
            let server = try started(simulated, address)
            announce(server)
            while !Signals.isEnding {
                if Signals.takePlug() { server.isPlugged ? server.unplug() : server.plug() }
                try server.turn()
            }
            server.close()
        }
    }

    private func started(_ scenario: Scenario, _ address: ListenAddress) throws -> SimulationServer {
        do {
            return try SimulationServer(scenario, speed: speed, listen: address)
        } catch {
            guard case .server(.system(_, let code)) = error, code == EADDRINUSE else { throw error }
            throw Failure(
                74,
                "another program listens on \(address) already; end it, or choose another port with --listen ADDR:PORT")
        }
    }

    private func chosenScenario() throws -> Scenario {
        if let scenario {
            guard cell == nil else {
                throw Failure(64, "give --cell or --scenario, not both: a scenario names its cell")
            }
            return try ScenarioStore.load(scenario)
        }
        do {
            return try Scenario.nominal(cell: cell ?? "alucone-tis2")
        } catch {
            throw Failure(64, "--cell: \(error.message)")
        }
    }

    private func announce(_ server: SimulationServer) {
        if json {
            var line = JSONLine(type: "serving")
            line.add("listen", server.address.description)
            line.add("busid", USBIPServer.busID)
            Output.line(line.text)
        } else {
            Output.line("serving a simulated monitor at \(server.address), bus id \(USBIPServer.busID)")
            Output.line("look at it:  cellmon watch --usbip \(server.address)")
            Output.line("end with Ctrl-C")
        }
    }
}

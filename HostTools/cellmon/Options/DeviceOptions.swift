import ArgumentParser
import CellData
import Foundation
import USBHost

/// Which device: the same options for every command that talks to one.
struct DeviceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The device, as 'list' prints it; the only one found unless given.", valueName: "vid:pid[:serial]"))
    var device: String?

    @Option(
        help: ArgumentHelp(
            "Reach the device over USB/IP, such as one that 'cellsim serve' simulates; port 3240 unless given.",
            valueName: "host[:port]"))
    var usbip: String?

    /// The choice; the environment variable counts only when neither option is given.
    func selector() throws(CommandFailure) -> DeviceSelector {
        do throws(USBHostError) {
            return try DeviceSelector(
                device: device, usbip: usbip, environment: ProcessInfo.processInfo.environment["CELLMON_DEVICE"])
        } catch {
            throw CommandFailure(error)
        }
    }

    func open() throws(CommandFailure) -> MonitorSession {
        let selector = try selector()
        return try Failing.session { () throws(SessionError) in try MonitorSession.open(selector) }
    }
}

/// Turns the errors of the modules below into the command's own.
enum Failing {
    static func session<Value>(_ body: () throws(SessionError) -> Value) throws(CommandFailure) -> Value {
        do throws(SessionError) {
            return try body()
        } catch {
            throw CommandFailure(error)
        }
    }

    static func record<Value: ~Copyable>(_ body: () throws(RecordError) -> Value) throws(CommandFailure) -> Value {
        do throws(RecordError) {
            return try body()
        } catch {
            throw CommandFailure(error)
        }
    }
}

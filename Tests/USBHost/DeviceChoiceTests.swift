import Testing
import USBHost

@Suite struct DeviceChoiceTests {
    private func candidate(_ serial: String?, _ path: String, _ problem: USBHostError? = nil) -> DeviceCandidate {
        DeviceCandidate(vendorID: 0x1209, productID: 1, serial: serial, path: path, problem: problem)
    }

    private func chosen(_ candidates: [DeviceCandidate]) throws(USBHostError) -> String {
        try DeviceFinder.choose(from: candidates, for: DeviceSelector()).path
    }

    @Test func oneDevice() throws {
        let stranger = candidate(nil, "usb:1-1", .notAMonitor(path: "usb:1-1", interfaceName: "cellmon"))
        #expect(try chosen([candidate("A", "usb:1-2")]) == "usb:1-2")
        #expect(try chosen([stranger, candidate("A", "usb:1-2")]) == "usb:1-2")
        #expect((#expect(throws: USBHostError.self) { try chosen([stranger]) })?.exitCode == 76)
        #expect((#expect(throws: USBHostError.self) { try chosen([]) })?.exitCode == 69)
    }

    @Test func severalDevicesAreListed() {
        let error = #expect(throws: USBHostError.self) {
            try chosen([candidate("A", "usb:1-2"), candidate("B", "usb:1-3")])
        }
        #expect(error?.exitCode == 64)
        #expect(
            error?.description == """
                2 devices fit: 1209:0001:A at usb:1-2, 1209:0001:B at usb:1-3; \
                choose one with --device VID:PID:SERIAL
                """)
    }

    @Test func aDeviceThatCannotBeOpenedSaysHowToMendIt() {
        let problem = USBHostError.permissionDenied(path: "usb:1-2", vendorID: 0x1209, productID: 1)
        let error = #expect(throws: USBHostError.self) { try chosen([candidate(nil, "usb:1-2", problem)]) }
        #expect(error?.exitCode == 77)
        #expect(
            error?.advice.contains(
                #"SUBSYSTEM=="usb", ATTR{idVendor}=="1209", ATTR{idProduct}=="0001", MODE="0660", TAG+="uaccess""#)
                == true)
        #expect(error?.advice.contains("/etc/udev/rules.d/60-cellmon.rules") == true)
        #expect(candidate(nil, "usb:1-2", problem).reason == "no permission to open usb:1-2")
    }

    /// The table of exit codes that scripts rely on.
    @Test func exitCodes() {
        let codes: [(USBHostError, Int32)] = [
            (.selector(text: "", source: "", expected: ""), 64), (.noDevice(place: "USB", wanted: []), 69),
            (.usbUnavailable(""), 69), (.unreachable(address: "", message: ""), 69), (.busy(path: ""), 69),
            (.unplugged(operation: ""), 74), (.transferFailed(operation: "", reason: ""), 74),
            (.timedOut(operation: "", milliseconds: 1), 75), (.stalled(operation: ""), 76),
            (.descriptor(.type(0), path: ""), 76), (.protocolMismatch(address: "", detail: ""), 76),
        ]
        for (error, code) in codes {
            #expect(error.exitCode == code, "\(error)")
            #expect(!error.description.contains("\n"))
        }
    }

    /// Passes with and without USB: a list or a reason, never a crash.
    @Test func libusbLists() {
        do throws(USBHostError) {
            for candidate in try LibUSBTransport.list() { #expect(candidate.path.hasPrefix("usb:")) }
        } catch {
            guard case .usbUnavailable = error else {
                Issue.record("\(error)")
                return
            }
        }
        let error = #expect(throws: USBHostError.self) { try LibUSBTransport(path: "usb:99-1") }
        #expect(error?.exitCode == 69)
    }
}

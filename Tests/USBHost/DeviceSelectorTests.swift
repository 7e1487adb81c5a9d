import Testing
import USBHost

@Suite struct DeviceSelectorTests {
    @Test func identities() {
        #expect(DeviceIdentity(parsing: "1209:0001") == DeviceIdentity(vendorID: 0x1209, productID: 1))
        #expect(DeviceIdentity(parsing: "CaFe:1")?.description == "cafe:0001")
        #expect(DeviceIdentity(parsing: "1209:0001:A:1")?.serial == "A:1")
        for text in [
            "", ":", "1209", "1209:", ":0001", "12090:1", "1209:g", "1209:-1", "1209:+1", "0x1209:1", "1209:1:",
        ] {
            #expect(DeviceIdentity(parsing: text) == nil, "\(text)")
        }
    }

    @Test func addresses() {
        #expect(USBIPAddress(parsing: "host") == USBIPAddress(host: "host", port: 3240))
        #expect(USBIPAddress(parsing: "10.0.2.2:5") == USBIPAddress(host: "10.0.2.2", port: 5))
        #expect(USBIPAddress(parsing: "[::1]") == USBIPAddress(host: "::1", port: 3240))
        #expect(USBIPAddress(parsing: "[fe80::1%eth0]:99")?.description == "[fe80::1%eth0]:99")
        #expect(USBIPAddress(parsing: "") == USBIPAddress(host: "127.0.0.1", port: 3240))
        #expect(USBIPAddress(parsing: ":99") == USBIPAddress(host: "127.0.0.1", port: 99))
        for text in [
            "::1", "a:b:1", "host:", "host:0", "host:65536", "host:-1", "host:+1", "[::1", "[::1]x", "[host]", "a b",
        ] {
            #expect(USBIPAddress(parsing: text) == nil, "\(text)")
        }
    }

    @Test func options() throws {
        #expect(try DeviceSelector(device: nil, usbip: nil, environment: nil) == DeviceSelector())
        #expect(try DeviceSelector(device: nil, usbip: nil, environment: "") == DeviceSelector())
        let both = try DeviceSelector(device: "1209:1:S", usbip: "h:1", environment: "rubbish")
        #expect(both.route == .usbip(USBIPAddress(host: "h", port: 1)))
        #expect(both.identity?.serial == "S")
        let variable = try DeviceSelector(device: nil, usbip: nil, environment: "usbip:[::1]:7")
        #expect(variable == DeviceSelector(route: .usbip(USBIPAddress(host: "::1", port: 7))))
        let identity = try DeviceSelector(device: nil, usbip: nil, environment: "1209:0001")
        #expect(identity == DeviceSelector(identity: DeviceIdentity(vendorID: 0x1209, productID: 1)))
    }

    @Test func errorsSayWhatWasExpected() {
        let error = #expect(throws: USBHostError.self) {
            try DeviceSelector(device: "monitor", usbip: nil, environment: nil)
        }
        #expect(
            error?.description
                == "--device: \"monitor\" is not VID:PID[:SERIAL], such as 1209:0001; write it in this form")
        #expect(error?.exitCode == 64)
        #expect(throws: USBHostError.self) { try DeviceSelector(device: nil, usbip: "::1", environment: nil) }
        #expect(throws: USBHostError.self) { try DeviceSelector(device: nil, usbip: nil, environment: "usbip:h:x") }
        #expect(throws: USBHostError.self) { try DeviceSelector(device: nil, usbip: nil, environment: "x") }
    }
}

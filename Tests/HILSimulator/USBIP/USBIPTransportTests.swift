import HILSimulator
import TestSupport
import Testing
import USBHost
import USBIPWire

/// The user-space client against the server, over loopback.
@Suite(.serialized) struct USBIPTransportTests {
    private func open(_ server: RunningServer) throws -> any DeviceTransport {
        try DeviceFinder.open(DeviceSelector(route: .usbip(server.address)))
    }

    @Test func lists() throws {
        try RunningServer.with { server in
            let selector = DeviceSelector(route: .usbip(server.address))
            let candidates = try DeviceFinder.list(selector)
            #expect(
                candidates == [
                    DeviceCandidate(
                        vendorID: 0x1209, productID: 0x0001, serial: EchoPort.serial,
                        path: "usbip:127.0.0.1:\(server.port)/1-1")
                ])
            let holder = try open(server)
            let busy = try #require(try DeviceFinder.list(selector).first)
            #expect(!busy.usable)
            #expect(busy.reason == "\(holder.path) is in use by another program")
            holder.close()
        }
    }

    @Test func selectsByIdentityAndSerial() throws {
        try RunningServer.with { server in
            func selector(_ device: String) throws -> DeviceSelector {
                try DeviceSelector(device: device, usbip: "127.0.0.1:\(server.port)", environment: nil)
            }
            let monitor = try DeviceFinder.open(selector("1209:1:\(EchoPort.serial)"))
            #expect(monitor.interface.serial == EchoPort.serial)
            monitor.close()
            for wrong in ["1209:1:other", "1209:2"] {
                let error = #expect(throws: USBHostError.self) { _ = try DeviceFinder.open(selector(wrong)) }
                #expect(error?.exitCode == 69)
            }
            let other = #expect(throws: USBHostError.self) {
                _ = try DeviceFinder.open(selector("1209:1"), interfaceName: "something else")
            }
            #expect(other?.exitCode == 76)
        }
    }

    @Test func findsTheInterfaceBehindTheHID() throws {
        try RunningServer.with { server in
            let monitor = try open(server)
            #expect(monitor.interface.number == 1)
            #expect(monitor.interface.name == "cellmon monitor interface")
            #expect(monitor.interface.inEndpoint == 0x82)
            #expect(monitor.interface.outEndpoint == 0x02)
            #expect(server.perform { _, device in device.configuration } == 1)
            monitor.close()
        }
    }

    @Test func controlTransfers() throws {
        try RunningServer.with { server in
            let monitor = try open(server)
            let status = ControlSetup(requestType: 0x80, request: 0, length: 2)
            #expect(try monitor.control(status, timeoutMilliseconds: 2000) == [0, 0])
            let output = ControlSetup(requestType: 0x40, request: 0x55, length: 3)
            #expect(try monitor.control(output, data: [1, 2, 3], timeoutMilliseconds: 2000) == [])
            let unknown = ControlSetup(requestType: 0xC0, request: 0x99, length: 4)
            let error = #expect(throws: USBHostError.self) {
                _ = try monitor.control(unknown, timeoutMilliseconds: 2000)
            }
            #expect(error == .stalled(operation: "control request 153 of type 0xc0"))
            #expect(throws: USBHostError.self) {
                _ = try monitor.control(output, data: [], timeoutMilliseconds: 2000)
            }
            #expect(try monitor.control(status, timeoutMilliseconds: 2000) == [0, 0])
            monitor.close()
        }
    }

    @Test func bulkBothWays() throws {
        try RunningServer.with { server in
            let monitor = try open(server)
            var random = SeededGenerator(seed: 5)
            for length in [1, 63, 64, 65, 127, 128, 4095, 4096, 4097, 200_000] {
                let sent = (0..<length).map { _ in UInt8.random(in: 0...0x7F, using: &random) }
                try monitor.bulkOut(sent, timeoutMilliseconds: 5000)
                #expect(try monitor.bulkIn(maxLength: length, timeoutMilliseconds: 5000) == sent, "\(length)")
            }
            for number in 0..<200 as Range<UInt8> {
                try monitor.bulkOut([number % 128], timeoutMilliseconds: 2000)
                #expect(try monitor.bulkIn(maxLength: 64, timeoutMilliseconds: 2000) == [number % 128])
            }
            monitor.close()
        }
    }

    @Test func stallIsReportedAndCleared() throws {
        try RunningServer.with { server in
            let monitor = try open(server)
            try monitor.bulkOut([EchoPort.halt], timeoutMilliseconds: 2000)
            let error = #expect(throws: USBHostError.self) {
                _ = try monitor.bulkIn(maxLength: 64, timeoutMilliseconds: 2000)
            }
            #expect(error == .stalled(operation: "receiving"))
            try monitor.bulkOut([5], timeoutMilliseconds: 2000)
            #expect(try monitor.bulkIn(maxLength: 64, timeoutMilliseconds: 2000) == [5])
            monitor.close()
        }
    }

    @Test func aLateTransferIsTakenBack() throws {
        try RunningServer.with { server in
            let monitor = try open(server)
            try monitor.bulkOut([EchoPort.silence], timeoutMilliseconds: 2000)
            for _ in 0..<3 {
                let error = #expect(throws: USBHostError.self) {
                    _ = try monitor.bulkIn(maxLength: 64, timeoutMilliseconds: 20)
                }
                #expect(error == .timedOut(operation: "receiving", milliseconds: 20))
                #expect(error?.exitCode == 75)
            }
            #expect(server.perform { server, _ in server.counters.unlinks } == 3)
            try monitor.bulkOut([6], timeoutMilliseconds: 2000)
            #expect(try monitor.bulkIn(maxLength: 64, timeoutMilliseconds: 2000) == [6])
            monitor.close()
        }
    }

    @Test func aSecondClientIsRefused() throws {
        try RunningServer.with { server in
            let monitor = try open(server)
            let error = #expect(throws: USBHostError.self) { _ = try open(server) }
            #expect(error == .busy(path: monitor.path))
            monitor.close()
            for _ in 0..<20 {
                let next = try open(server)
                next.close()
            }
        }
    }

    @Test func unplugDuringARead() throws {
        try RunningServer.with { server in
            let monitor = try open(server)
            let unplugger = Unplugger(server)
            let error = #expect(throws: USBHostError.self) {
                _ = try monitor.bulkIn(maxLength: 64, timeoutMilliseconds: 20_000)
            }
            unplugger.wait()
            #expect(error == .unplugged(operation: "receiving"))
            #expect(error?.exitCode == 74)
            #expect(throws: USBHostError.unplugged(operation: "sending")) {
                try monitor.bulkOut([1], timeoutMilliseconds: 1000)
            }
            let gone = #expect(throws: USBHostError.self) { _ = try open(server) }
            #expect(gone?.exitCode == 69)
            monitor.close()
        }
    }
}

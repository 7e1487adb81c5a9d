import CellCore
import CellWire
import Foundation
import TestSupport
import Testing
import USBIPWire

/// Devices and servers that are not there or not what they should be: the right exit code, one sentence, no hang.
@Suite(.serialized) struct BadDeviceTests {
    private static let commands = [["info"], ["status"], ["watch", "--count", "1"]]

    private func expect(
        _ code: Int32, _ sentence: String, from options: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for command in Self.commands {
            let outcome = try Cellmon.run(command + options + ["--json"], limit: 20)
            #expect(outcome.code == code, "\(command): \(outcome.notices)", sourceLocation: sourceLocation)
            #expect(outcome.notices.hasPrefix("cellmon: "), sourceLocation: sourceLocation)
            #expect(outcome.notices.contains(sentence), "\(outcome.notices)", sourceLocation: sourceLocation)
            #expect(outcome.notices.split(separator: "\n").count == 1, sourceLocation: sourceLocation)
            #expect(outcome.output == "", sourceLocation: sourceLocation)
        }
    }

    @Test func noServer() throws {
        // A port that was free a moment ago.
        let port = ScriptedServer([]).port
        try expect(69, "no USB/IP server answers", from: ["--usbip", "127.0.0.1:\(port)"])
        #expect(try Cellmon.run(["list", "--usbip", "127.0.0.1:\(port)"]).code == 69)
    }

    @Test func noDevice() throws {
        try DeviceBench.with { bench in
            bench.unplug()
            usleep(50_000)
            try expect(69, "no cell monitor", from: bench.options)
            let list = try Cellmon.run(["list", "--json"] + bench.options)
            #expect(list.code == 0)
            #expect(list.output == "")
        }
    }

    @Test func anotherSerialNumber() throws {
        try DeviceBench.with { bench in
            try expect(69, "1209:0001:OTHER", from: bench.options + ["--device", "1209:0001:OTHER"])
        }
    }

    @Test func aServerThatNeverAnswers() throws {
        let server = ScriptedServer([[.hold], [.hold], [.hold]])
        try expect(75, "within 2000 ms", from: ["--usbip", "127.0.0.1:\(server.port)"])
    }

    @Test func somethingElseThatListens() throws {
        let answer = Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)
        let server = ScriptedServer(Array(repeating: [.send(answer), .hold], count: 3))
        try expect(76, "does not speak USB/IP", from: ["--usbip", "127.0.0.1:\(server.port)"])
    }

    /// Two devices of the kind that are both in use: which one is meant cannot be told.
    @Test func severalDevices() throws {
        let entries = (1...2).map { number in
            USBIPDeviceListReply.Entry(
                device: USBIPDevice(
                    path: "/x", busID: "1-\(number)", bus: 1, device: UInt32(number), speed: .full, vendorID: 0x1209,
                    productID: 1, release: 0x100, configurationValue: 1, configurationCount: 1, interfaceCount: 0),
                interfaces: [])
        }
        let list: [ScriptedServer.Step] = [.read(8), .send(USBIPDeviceListReply(entries: entries).encoded)]
        let refusal: [ScriptedServer.Step] = [.read(40), .send(USBIPImportReply.refused(.deviceBusy).encoded)]
        let script = [list, list, refusal, refusal]
        let server = ScriptedServer(script + script + script)
        let base = "1209:0001 at usbip:127.0.0.1:\(server.port)/1-"
        try expect(64, "2 devices fit: \(base)1, \(base)2", from: ["--usbip", "127.0.0.1:\(server.port)"])
    }

    /// The answer of a firmware of the future: the same frame but for its version, which is 2.
    @Test func anotherProtocolVersion() throws {
        let reply = Frame(ErrorReply(reason: .notAFrame, rawRequestType: 0, detail: 2), sequence: 0)
        var bytes = (0..<reply.bytes.count).map { reply.bytes[$0] }
        bytes[2] = 2
        let answer = bytes
        try DeviceBench.with({ ParrotDevice(answer) }) { bench in
            try expect(
                76, "speaks protocol version 2, this program version 1; update this program", from: bench.options)
        }
    }

    @Test func aDeviceThatTalksNonsense() throws {
        let answer = Array("Hello, I am a serial adapter.\r\n".utf8)
        try DeviceBench.with({ ParrotDevice(answer) }) { bench in
            try expect(76, "bytes that are no message", from: bench.options)
        }
    }

    @Test func aDeviceThatNeverAnswers() throws {
        try DeviceBench.with({ ParrotDevice([]) }) { bench in
            try expect(75, "request within 2000 ms", from: bench.options)
        }
    }
}

import CellWire
import USBHost

/// `usbip`: what the user-space transport takes, with the device on another thread of this process.
enum USBIPBenchmark {
    private static let limit = 2_000

    static func section() throws -> Section {
        var section = Section(name: "usbip", title: "USB/IP in user space over loopback, device on a second thread")
        try LoopbackDevice.with(speed: 1) { transport in
            let count = 500
            let setup = ControlSetup(requestType: 0x80, request: 0x06, value: 0x0100, index: 0, length: 18)
            let control = try Stopwatch.measure {
                for _ in 0..<count { consume(try transport.control(setup, timeoutMilliseconds: limit)) }
            }
            section.figures.append(
                Figure("control transfer, 18 bytes in", .seconds, control.map { $0.wall / Double(count) }))
            let status = try Stopwatch.measure {
                for index in 0..<count { try exchange(StatusRequest(), UInt16(index), transport) }
            }
            section.figures.append(
                Figure("status request and its reply", .seconds, status.map { $0.wall / Double(count) }))
            try bulk(transport, &section)
        }
        section.peers = [Peer("control transfer over USB/IP", .seconds, 31e-6, nil, "user space, loopback")]
        section.text = [
            "Time that passed, not processor time: two threads take part, and the device answers each request."
        ]
        return section
    }

    /// Replies to eight status requests that were sent as one transfer; as many as the device keeps for its host.
    private static func bulk(_ transport: USBIPTransport, _ section: inout Section) throws {
        let request = bytes(of: StatusRequest(), 1)
        let length = try exchange(StatusRequest(), 1, transport)
        let requests = (0..<8).flatMap { _ in request }
        let rounds = 100
        let times = try Stopwatch.measure {
            for _ in 0..<rounds {
                try transport.bulkOut(requests, timeoutMilliseconds: limit)
                var received = 0
                while received < 8 * length {
                    received += try transport.bulkIn(maxLength: 4_096, timeoutMilliseconds: limit).count
                }
            }
        }
        section.figures.append(
            Figure("replies, eight a transfer", .bytesPerSecond, times.map { Double(rounds * 8 * length) / $0.wall }))
    }

    /// Sends a request and takes its reply, whose length it returns.
    @discardableResult
    private static func exchange<Request: WireMessage>(
        _ request: Request, _ sequence: UInt16, _ transport: USBIPTransport
    ) throws -> Int {
        try transport.bulkOut(bytes(of: request, sequence), timeoutMilliseconds: limit)
        let reply = try transport.bulkIn(maxLength: WireFormat.maximumFrameLength, timeoutMilliseconds: limit)
        // The type of a frame is its fourth byte; that of a reply is its request's and 0x80.
        guard reply.count > 3, reply[3] == Request.type.rawValue | 0x80 else {
            throw Unexpected("the device sent \(reply.count) bytes that are no reply")
        }
        return reply.count
    }

    private static func bytes<Request: WireMessage>(of request: Request, _ sequence: UInt16) -> [UInt8] {
        let frame = Frame(request, sequence: sequence)
        return (0..<frame.bytes.count).map { frame.bytes[$0] }
    }
}

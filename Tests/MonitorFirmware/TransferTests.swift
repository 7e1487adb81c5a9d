import CellCore
import CellWire
import MonitorFirmware
import Testing
import USBDevice

/// Requests as USB brings them: cut, joined, cut short, and more than a device has room for.
@Suite struct TransferTests {
    @Test func `two requests in a transfer are answered in order`() throws {
        let bench = try FirmwareBench()
        bench.send(bench.frame(InfoRequest()) + bench.frame(StatusRequest()))
        #expect(try bench.readFrames().map(\.rawType) == [0x81, 0x82])
        // Seven requests of 18 bytes are two packets with one cut.
        bench.send((0..<7).flatMap { _ in bench.frame(StatusRequest()) })
        #expect(try bench.readFrames().count == 7)
        try bench.expectAlive()
    }

    @Test(arguments: [10, 45, 46, 47, 100, 110, 174, 238, 476, 494])
    func `a request of any length is answered once, with and without a packet of length zero`(_ length: Int) throws {
        let bench = try FirmwareBench()
        // 46, 110, 174, 238 and 494 make frames of 64 · n bytes.
        let request = rawFrame(type: 0x02, payload: [UInt8](repeating: 0xAA, count: length))
        for endsTransfer in [true, false, false, true] {
            bench.send(request, endsTransfer: endsTransfer)
            #expect(try bench.readFrames().map(\.rawType) == [0x82])
        }
        try bench.expectAlive()
    }

    @Test func `packets of length zero alone are nothing`() throws {
        let bench = try FirmwareBench()
        for _ in 0..<5 { bench.send([]) }
        #expect(bench.readTransfer() == nil)
        try bench.expectAlive()
    }

    @Test(arguments: [1, 2, 17, 63, 64, 65, 128, 500])
    func `bytes that are no frame are answered once`(_ length: Int) throws {
        let bench = try FirmwareBench()
        for pattern in [[0x00], [0x43, 0x4D], [0x43, 0x4D, 0x01], [0x43]] as [[UInt8]] {
            let bytes = Array((0..<length).flatMap { _ in pattern }.prefix(length))
            #expect(
                try bench.error(for: bytes) == ErrorReply(reason: .notAFrame, rawRequestType: 0, detail: 1))
        }
        try bench.expectAlive()
    }

    @Test func `a request behind bytes that are no frame is answered too`() throws {
        let bench = try FirmwareBench()
        bench.send(bench.frame(InfoRequest()) + [1, 2, 3] + bench.frame(StatusRequest()) + [9])
        #expect(try bench.readFrames().map(\.rawType) == [0x81, 0xFF, 0x82, 0xFF])
    }

    @Test func `a request cut short does not spoil the next`() throws {
        let bench = try FirmwareBench()
        let request = rawFrame(type: 0x02, payload: [UInt8](repeating: 0, count: 100))
        for length in 1..<request.count {
            let reply = try bench.error(for: Array(request.prefix(length)))
            #expect(reply.reason == .notAFrame)
        }
        try bench.expectAlive()
    }

    @Test func `a request cut at a packet without an end does not hide the next`() throws {
        let bench = try FirmwareBench()
        let request = rawFrame(type: 0x02, payload: [UInt8](repeating: 0, count: 400))
        for packets in 1...6 {
            bench.send(Array(request.prefix(64 * packets)), endsTransfer: false)
            bench.send(bench.frame(InfoRequest()))
            #expect(try bench.readFrames().map(\.rawType) == [0xFF, 0x81])
        }
        try bench.expectAlive()
    }

    @Test func `a promise of 494 bytes anywhere in a packet never stops the device`() throws {
        let bench = try FirmwareBench()
        let liar: [UInt8] = [0x43, 0x4D, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0xEE, 0x01]
        for lead in 0..<3 {
            let head = (0..<lead).flatMap { _ in bench.frame(StatusRequest()) }
            for pad in stride(from: 0, through: 63, by: 9) {
                let transfer = head + [UInt8](repeating: 0, count: pad) + liar + [UInt8](repeating: 0, count: 700)
                #expect(bench.send(transfer))
                _ = try bench.readFrames()
            }
        }
        try bench.expectAlive()
    }

    @Test func `a host that asks and does not read loses no reply`() throws {
        let bench = try FirmwareBench()
        for _ in 0..<80 {
            _ = bench.submit(
                .init(id: 0, endpoint: 2, isInput: false, data: bench.frame(InfoRequest())))
        }
        bench.settle()
        #expect(bench.port.takeCompletions().count < 80)
        let replies = try bench.readFrames(room: 64)
        #expect(replies.map(\.sequence) == (101...180).map { UInt16($0) })
        #expect(replies.allSatisfy { $0.type == .infoReply })
        try bench.expectAlive()
    }

    @Test func `a bus reset in the middle of a reply drops the rest of it`() throws {
        let bench = try FirmwareBench()
        bench.feedEvents(20)
        bench.send(bench.frame(EventsRequest(afterSequence: 0)))
        #expect(bench.readTransfer(room: 128)?.count == 128)
        bench.port.reset()
        bench.settle()
        try bench.configure()
        #expect(bench.readTransfer() == nil)
        try bench.expectAlive()
    }

    @Test func `a bus reset in the middle of a request drops the rest of it`() throws {
        let bench = try FirmwareBench()
        let request = rawFrame(type: 0x02, payload: [UInt8](repeating: 0, count: 200))
        bench.send(Array(request.prefix(128)), endsTransfer: false)
        bench.port.reset()
        bench.settle()
        try bench.configure()
        try bench.expectAlive()
    }

    @Test func `clearing a halt drops half a request`() throws {
        let bench = try FirmwareBench()
        let request = rawFrame(type: 0x02, payload: [UInt8](repeating: 0, count: 200))
        bench.send(Array(request.prefix(128)), endsTransfer: false)
        _ = bench.submit(.init(id: 0, endpoint: 0, isInput: false, setup: [0x02, 1, 0, 0, 0x02, 0, 0, 0]))
        bench.settle()
        _ = bench.port.takeCompletions()
        try bench.expectAlive()
    }
}

import CellCore
import CellWire
import MonitorFirmware
import Testing
import USBDevice

@Suite struct EventsRequestTests {
    /// All events after a number, page by page.
    private func page(_ bench: FirmwareBench, after start: UInt32) throws -> (pages: [Int], events: [MonitorEvent]) {
        var pages: [Int] = []
        var events: [MonitorEvent] = []
        var last = start
        for _ in 0..<20 {
            let reply = try bench.ask(EventsRequest(afterSequence: last)).decode(EventsReply.self)
            #expect(reply.newestSequence == bench.referenceEvents.last?.sequence ?? 0)
            pages.append(Int(reply.count))
            if reply.count == 0 { break }
            for index in 0..<Int(reply.count) { events.append(try #require(reply[index]?.event)) }
            last = try #require(events.last).sequence
        }
        return (pages, events)
    }

    @Test func `a device without a sample has no event`() throws {
        let bench = try FirmwareBench()
        let found = try page(bench, after: 0)
        #expect(found.pages == [0])
    }

    @Test func `events come in pages of 16, oldest first`() throws {
        let bench = try FirmwareBench()
        bench.feedEvents(40)
        let all = bench.referenceEvents
        let found = try page(bench, after: 0)
        #expect(found.events == all)
        #expect(found.pages == [16, 16, all.count - 32, 0])
        #expect(try page(bench, after: 7).events == Array(all.dropFirst(7)))
        #expect(try page(bench, after: .max).events == [])
        try bench.expectAlive()
    }

    @Test(arguments: [63, 64, 65, 127, 128, 129, 255, 256, 257, 300])
    func `the last 64 are kept`(_ count: Int) throws {
        let bench = try FirmwareBench()
        bench.feedEvents(count)
        let found = try page(bench, after: 0)
        #expect(found.events == Array(bench.referenceEvents.suffix(64)))
        #expect(found.events.first?.sequence == UInt32(max(bench.referenceEvents.count - 63, 1)))
    }
}

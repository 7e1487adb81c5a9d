import CellCore
import CellWire
import TestSupport
import Testing

@Suite struct FrameAssemblerTests {
    static let status = RawFrame(type: 0x02).bytes
    static let events = RawFrame(type: 0x04, payload: [41, 0, 0, 0]).bytes

    @Test func `two frames cut at any two places are found`() {
        let bytes = Self.status + Self.events
        for first in 0...bytes.count {
            for second in first...bytes.count {
                #expect(assemble(bytes, ends: [first, second]) == [.frame(Self.status), .frame(Self.events)])
            }
        }
    }

    @Test func `frames of all lengths are found however they are cut`() {
        var random = RandomMessages(seed: 11, purpose: "splits")
        for _ in 0..<40 {
            let frames = (0..<12).map { _ in bytes(of: random.frame()) }
            let stream = frames.flatMap { $0 }
            let ends = random.ends(within: stream.count, longest: 130)
            #expect(assemble(stream, ends: ends) == frames.map(Found.frame))
        }
    }

    @Test(arguments: [0, 1, 46, 110, 476, 493, 494])
    func `a payload of this length passes`(_ length: Int) {
        let bytes = RawFrame(type: 0x3F, payload: (0..<length).map { UInt8(truncatingIfNeeded: $0) }).bytes
        #expect(assemble(bytes) == [.frame(bytes)])
    }

    @Test(arguments: [495, 496, 512, 65_535])
    func `a stated length beyond the limit is refused`(_ length: Int) {
        let bytes = RawFrame(type: 0x02, statedLength: length).bytes
        #expect(assemble(bytes + Self.events) == [.error(.payloadTooLong(length)), .frame(Self.events)])
    }

    @Test func `another magic, version and check value are refused, with what stood there`() {
        var frame = RawFrame(type: 0x02)
        frame.magic = [0x58, 0x4D]
        #expect(assemble(frame.bytes + Self.events) == [.error(.notAFrame(0x4D58)), .frame(Self.events)])
        frame = RawFrame(type: 0x02)
        frame.version = 2
        #expect(assemble(frame.bytes + Self.events) == [.error(.protocolVersion(2)), .frame(Self.events)])
        frame = RawFrame(type: 0x02)
        frame.checkError = 0x100
        let stored = RawFrame.crc32(Array(frame.bytes.dropLast(4))) ^ 0x100
        #expect(assemble(frame.bytes + Self.events) == [.error(.damaged(stored)), .frame(Self.events)])
    }

    @Test func `any single wrong bit costs the frame it is in and no other`() {
        for bit in 0..<(Self.events.count * 8) {
            var bytes = Self.events
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            // A length that grew swallows what follows, until the check value tells; so enough follows.
            let stream = Self.status + bytes + (0..<30).flatMap { _ in Self.status }
            let found = assemble(stream)
            #expect(found.filter { $0 == .frame(Self.status) }.count == 31, "bit \(bit)")
            #expect(!found.contains(.frame(Self.events)), "bit \(bit)")
        }
    }

    @Test func `a truncated frame does not hide the next one`() {
        // Its length may be read from what follows; so enough follows.
        let rest = [Self.status, Self.events] + (0..<30).map { _ in Self.status }
        for length in 1..<Self.events.count {
            let found = assemble(Array(Self.events.prefix(length) + rest.flatMap { $0 }))
            #expect(found.suffix(32) == rest.map(Found.frame)[...], "after \(length) bytes")
        }
    }

    @Test func `garbage that ends in half a magic does not hide the next frame`() {
        #expect(assemble([0x00, 0x43] + Self.status).last == .frame(Self.status))
        #expect(assemble([0x43] + Self.status).last == .frame(Self.status))
        #expect(assemble([0x43, 0x43, 0x43] + Self.status).last == .frame(Self.status))
        #expect(assemble([0x4D] + Self.status).last == .frame(Self.status))
    }

    @Test func `a whole packet finds room whenever no frame is left`() {
        // A header that promises 494 bytes at every place of a packet boundary.
        let liar = Array(RawFrame(type: 0x02, statedLength: 494).bytes.prefix(14)) + [UInt8](repeating: 1, count: 700)
        for lead in 0..<64 {
            var assembler = FrameAssembler()
            var stream = Array(Self.status + [UInt8](repeating: 0, count: lead) + liar + Self.events)
            while !stream.isEmpty {
                #expect(assembler.freeCount >= 64)
                let packet = Array(stream.prefix(64))
                stream.removeFirst(packet.count)
                _ = assemble(packet, with: &assembler)
            }
        }
    }

    @Test func `a frame that is given up makes way for one inside it`() throws {
        var assembler = FrameAssembler()
        let liar = Array(RawFrame(type: 0x02, statedLength: 400).bytes.prefix(14))
        let found = assemble(liar + Self.events, with: &assembler)
        #expect(found == [])
        assembler.skip()
        let frame = try #require(try assembler.next())
        #expect(bytes(of: frame) == Self.events)
        #expect(!assembler.isInsideFrame)
        assembler.skip()
        #expect(assembler.heldCount == 0)
    }

    @Test func `a start outside of the bytes takes nothing`() {
        var assembler = FrameAssembler()
        var pushed = 0
        pushed = assembler.push(Self.status.span, from: -1)
        #expect(pushed == 0)
        pushed = assembler.push(Self.status.span, from: Self.status.count)
        #expect(pushed == 0)
        pushed = assembler.push(Self.status.span, from: Self.status.count + 1)
        #expect(pushed == 0)
        pushed = assembler.push([UInt8]().span)
        #expect(pushed == 0)
        pushed = assembler.push(Self.status.span, from: 3)
        #expect(pushed == Self.status.count - 3)
    }

    @Test func `a reset forgets what is held`() {
        var assembler = FrameAssembler()
        _ = assemble(Array(Self.status.prefix(10)), with: &assembler)
        #expect(assembler.heldCount == 10)
        assembler.reset()
        #expect(assembler.heldCount == 0)
        let found = assemble(Self.events, with: &assembler)
        #expect(found == [.frame(Self.events)])
    }
}

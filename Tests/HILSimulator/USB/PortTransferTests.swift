import HILSimulator
import Testing
import USBDevice

@Suite struct PortTransferTests {
    static func pattern(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) } }

    /// Every length to 130, then around each multiple of the packet length.
    static let lengths = Array(0...130) + (3...64).flatMap { [64 * $0 - 1, 64 * $0, 64 * $0 + 1] }

    @Test func echoOfEveryLength() throws {
        let bench = try PortBench.ready()
        for length in Self.lengths {
            let data = Self.pattern(length)
            let completion = try bench.echo(data, room: 8192)
            #expect(completion.status == .completed)
            #expect(completion.data == data, "length \(length)")
        }
        #expect(Self.lengths.max() == 4097)
        bench.expectNoViolation()
    }

    @Test func inputEndsWhenAllBytesHaveCome() throws {
        let bench = try PortBench.ready()
        let completion = try bench.echo(Self.pattern(128), room: 128)
        #expect(completion.data.count == 128)
        // What ends the device's transfer is still to come.
        let id = bench.submitIn(64)
        bench.settle()
        let rest = bench.port.takeCompletions()
        #expect(rest.map(\.id) == [id] && rest.allSatisfy { $0.status == .completed && $0.data.isEmpty })
        bench.expectNoViolation()
    }

    @Test func inputWaitsWhileThereIsNothing() throws {
        let bench = try PortBench.ready()
        let id = bench.submitIn(64)
        #expect(bench.settle())
        #expect(bench.port.takeCompletions().isEmpty)
        _ = bench.submitOut([1, 2, 3])
        bench.settle()
        #expect(bench.port.takeCompletions().first { $0.id == id }?.data == [1, 2, 3])
    }

    @Test func outputWaitsWhileTheApplicationIsFull() throws {
        let bench = try PortBench.ready()
        bench.function.isAsleep = true
        // One packet fits into the endpoint, which was armed before.
        let id = bench.submitOut(Self.pattern(200))
        bench.settle()
        #expect(bench.port.takeCompletions().isEmpty)
        bench.function.isAsleep = false
        let back = bench.submitIn(256)
        bench.settle()
        let completions = bench.port.takeCompletions()
        #expect(completions.map(\.id) == [id, back])
        #expect(completions.last?.data == Self.pattern(200))
        bench.expectNoViolation()
    }

    @Test func transfersOfAPipeEndInOrder() throws {
        let bench = try PortBench.ready()
        let reads = (0..<5).map { _ in bench.submitIn(64) }
        for length in 1...5 { _ = bench.submitOut(Self.pattern(length)) }
        bench.settle()
        let completions = bench.port.takeCompletions().filter { reads.contains($0.id) }
        #expect(completions.map(\.id) == reads)
        #expect(completions.map(\.actualLength) == [1, 2, 3, 4, 5])
    }

    @Test func moreThanAskedForIsAnOverflow() throws {
        let bench = try PortBench.ready()
        let completion = try bench.echo(Self.pattern(20), room: 10)
        #expect(completion.status == .stalled && completion.fault == .overflow)
        #expect(completion.data.isEmpty)
        // The packet was not acknowledged, so the next transfer brings it.
        let id = bench.submitIn(64)
        bench.settle()
        #expect(bench.port.takeCompletions().first { $0.id == id }?.data == Self.pattern(20))
        bench.expectNoViolation()
    }

    @Test func unlinkedTransferLeavesNoTrace() throws {
        let bench = try PortBench.ready()
        let first = bench.submitIn(64)
        let second = bench.submitIn(64)
        bench.settle()
        #expect(bench.port.unlink(first))
        #expect(!bench.port.unlink(first))
        #expect(!bench.port.unlink(9999))
        _ = bench.submitOut([5])
        bench.settle()
        #expect(bench.port.takeCompletions().filter { $0.id == first || $0.id == second }.map(\.id) == [second])
        #expect(!bench.port.unlink(second))
    }

    @Test func unlinkInTheMiddleOfAControlTransfer() throws {
        for turns in 0..<12 {
            let bench = try PortBench.ready()
            let id = bench.submitControl([0xC0, 0x20, 0, 0, 7, 0, 0xFF, 0])
            for _ in 0..<turns where !bench.port.service() { _ = bench.pollDevice() }
            _ = bench.port.unlink(id)
            #expect(try bench.control([0x80, 6, 0, 1, 0, 0, 18, 0]).data.count == 18)
            bench.expectNoViolation()
        }
    }

    @Test func zeroLengthPacketOfAControlReply() throws {
        let bench = try PortBench.ready(serialNumber: String(repeating: "7", count: 31))
        for (limit, count) in [(63, 63), (64, 64), (65, 64), (255, 64)] {
            let completion = try bench.control([0x80, 6, 3, 3, 9, 4, UInt8(limit), 0])
            #expect(completion.status == .completed && completion.actualLength == count)
        }
        #expect(try bench.control([0x80, 6, 0, 1, 0, 0, 0, 0]).status == .completed)
        bench.expectNoViolation()
    }

    @Test func unknownRequestsStallAndTheNextIsAnswered() throws {
        let bench = try PortBench.ready()
        for setup: [UInt8] in [
            [0xC0, 0x77, 0, 0, 0, 0, 64, 0], [0x40, 0x77, 0, 0, 0, 0, 0, 0], [0x21, 9, 0, 2, 0, 0, 8, 0],
        ] {
            let data = [UInt8](repeating: 0, count: setup[0] & 0x80 == 0 ? Int(setup[6]) : 0)
            let completion = try bench.control(setup, data: data)
            #expect(completion.status == .stalled && completion.fault == nil)
            #expect(try bench.control([0x80, 8, 0, 0, 0, 0, 1, 0]).data == [1])
        }
        bench.expectNoViolation()
    }

    @Test func malformedRequestsDoNotReachTheDevice() throws {
        let bench = try PortBench.ready()
        #expect(try bench.control([0x00, 5, 9, 0, 0, 0, 0, 0]).fault == .malformed)
        #expect(try bench.control([0x40, 1, 0, 0, 0, 0, 4, 0], data: [1]).fault == .malformed)
        #expect(try bench.echo([1], room: 64).data == [1])
        _ = bench.submit(USBRequestBlock(id: 0, endpoint: 5, isInput: true, length: 64))
        _ = bench.submit(USBRequestBlock(id: 0, endpoint: 200, isInput: false, data: [1]))
        #expect(bench.port.takeCompletions().map(\.fault) == [.noResponse, .noResponse])
        bench.expectNoViolation()
    }

    @Test func bulkBeforeConfigurationHasNoAnswer() throws {
        let bench = try PortBench.ready(isConfigured: false)
        _ = bench.submitIn(64)
        bench.settle()
        #expect(bench.port.takeCompletions().map(\.fault) == [.noResponse])
        bench.expectNoViolation()
    }

    /// The toggles start over on both sides whichever way a pipe is reset; an odd number of packets went before.
    @Test(
        arguments: [
            [0x02, 1, 0, 0, 0x82, 0, 0, 0], [0x02, 1, 0, 0, 0x02, 0, 0, 0], [0x01, 11, 0, 0, 0, 0, 0, 0],
            [0x00, 9, 1, 0, 0, 0, 0, 0],
        ] as [[UInt8]])
    func togglesStartOver(request: [UInt8]) throws {
        let bench = try PortBench.ready()
        for _ in 0..<3 {
            #expect(try bench.echo([1], room: 64).data == [1])
            #expect(try bench.control(request).status == .completed)
        }
        #expect(try bench.echo(Self.pattern(300), room: 512).data == Self.pattern(300))
        bench.expectNoViolation()
    }

    @Test func haltAndRecovery() throws {
        let bench = try PortBench.ready()
        #expect(try bench.echo([1], room: 64).data == [1])
        for endpoint: UInt8 in [0x82, 0x02] {
            #expect(try bench.control([0x02, 3, 0, 0, endpoint, 0, 0, 0]).status == .completed)
            #expect(try bench.control([0x82, 0, 0, 0, endpoint, 0, 2, 0]).data == [1, 0])
            let id = endpoint == 0x82 ? bench.submitIn(64) : bench.submitOut([1])
            bench.settle()
            #expect(bench.port.takeCompletions().first { $0.id == id }?.status == .stalled)
            #expect(try bench.control([0x02, 1, 0, 0, endpoint, 0, 0, 0]).status == .completed)
            #expect(try bench.control([0x82, 0, 0, 0, endpoint, 0, 2, 0]).data == [0, 0])
            #expect(try bench.echo(Self.pattern(65), room: 128).data == Self.pattern(65))
        }
        bench.expectNoViolation()
    }

    @Test func resetInTheMiddleOfATransferDropsIt() throws {
        for turns in 0..<40 {
            let bench = try PortBench.ready()
            _ = bench.submitOut(Self.pattern(500))
            _ = bench.submitIn(512)
            for _ in 0..<turns where !bench.port.service() { _ = bench.pollDevice() }
            bench.port.reset()
            bench.settle()
            _ = try bench.control([0x00, 9, 1, 0, 0, 0, 0, 0])
            #expect(try bench.echo([4, 2], room: 64).data == [4, 2], "after \(turns) turns")
            bench.expectNoViolation()
        }
    }
}

import HILSimulator
import Testing
import USBDevice

@Suite struct EnumerationTests {
    @Test func summaryOfTheDevice() throws {
        let bench = try PortBench.ready(isConfigured: false)
        let vendor = USBDeviceSummary.Interface(interfaceClass: 0xFF, interfaceSubclass: 0, interfaceProtocol: 0)
        #expect(
            bench.port.summary
                == USBDeviceSummary(
                    vendorID: 0x1209, productID: 0x0001, deviceRelease: 0x0100, deviceClass: 0, deviceSubclass: 0,
                    deviceProtocol: 0, configurationValue: 1, configurationCount: 1, interfaces: [vendor]))
        #expect(bench.state == .addressed)
        bench.expectNoViolation()
    }

    @Test func nothingHappensBeforeThePullUp() {
        let bench = PortBench()
        #expect(!bench.port.service())
        #expect(bench.port.summary == nil)
        _ = bench.submitIn(1)
        #expect(bench.port.takeCompletions().map(\.status) == [.disconnected])
    }

    @Test func portWaitsForADeviceThatIsNotPolled() {
        let bench = PortBench()
        bench.device.connect()
        _ = bench.port.service()
        for _ in 0..<10 { #expect(!bench.port.service()) }
        bench.settle()
        #expect(bench.port.isReady)
        bench.expectNoViolation()
    }

    @Test func transferSubmittedDuringEnumerationWaits() throws {
        let bench = PortBench()
        bench.device.connect()
        _ = bench.port.service()
        let completion = try bench.control([0x80, 8, 0, 0, 0, 0, 1, 0])
        #expect(completion.data == [0])
    }

    @Test func resetGivesTheAddressAgain() throws {
        let bench = try PortBench.ready()
        _ = bench.submitIn(64)
        bench.port.reset()
        #expect(!bench.port.isReady)
        #expect(bench.port.summary != nil)
        bench.settle()
        #expect(bench.port.takeCompletions().isEmpty)
        #expect(bench.state == .addressed)
        #expect(try bench.control([0x80, 8, 0, 0, 0, 0, 1, 0]).data == [0])
        bench.expectNoViolation()
    }

    /// A reset after any number of turns, so at every step of the enumeration and of a control transfer.
    @Test func resetAtEveryTurn() throws {
        for turns in 0..<60 {
            let bench = PortBench()
            bench.device.connect()
            _ = bench.port.service()
            _ = bench.submitControl([0xC0, 0x20, 0, 0, 7, 0, 0xFF, 0])
            for _ in 0..<turns where !bench.port.service() { _ = bench.pollDevice() }
            bench.port.reset()
            bench.settle()
            #expect(bench.port.isReady, "after \(turns) turns")
            #expect(try bench.control([0x80, 6, 0, 1, 0, 0, 18, 0]).data.count == 18)
            bench.expectNoViolation()
        }
    }

    @Test func unplugEndsEveryTransfer() throws {
        let bench = try PortBench.ready()
        let ids = [bench.submitIn(64), bench.submitIn(64), bench.submitControl([0x80, 8, 0, 0, 0, 0, 1, 0])]
        bench.port.disconnect()
        let completions = bench.port.takeCompletions()
        #expect(Set(completions.map(\.id)) == Set(ids))
        #expect(completions.allSatisfy { $0.status == .disconnected && $0.fault == nil })
        #expect(bench.port.summary == nil)
        bench.settle()
        #expect(bench.state == .powered)
        #expect(!bench.function.isConfigured)
        bench.port.connect()
        bench.settle()
        #expect(bench.port.summary != nil)
        bench.expectNoViolation()
    }

    @Test func deviceThatGoesAndComesBackAtOnceIsNoticed() throws {
        let bench = try PortBench.ready()
        let id = bench.submitIn(64)
        bench.device.disconnect(application: &bench.function)
        bench.device.connect()
        bench.settle()
        #expect(bench.port.takeCompletions().map(\.id) == [id])
        #expect(bench.port.isReady)
        #expect(bench.state == .addressed)
        bench.expectNoViolation()
    }

    @Test func suspendHoldsTransfers() throws {
        let bench = try PortBench.ready()
        bench.port.suspend()
        let id = bench.submitControl([0x80, 8, 0, 0, 0, 0, 1, 0])
        bench.settle()
        #expect(bench.isSuspended)
        #expect(bench.port.takeCompletions().isEmpty)
        bench.port.resume()
        bench.settle()
        #expect(!bench.isSuspended)
        #expect(bench.port.takeCompletions().map(\.id) == [id])
    }

    /// A walk over all descriptors that shares nothing with the stack or the port.
    @Test func descriptorsAddUp() throws {
        let bench = try PortBench.ready()
        func lengths(_ bytes: [UInt8]) throws -> [(type: UInt8, length: Int)] {
            var found: [(UInt8, Int)] = []
            var rest = bytes[...]
            while let length = rest.first.map(Int.init) {
                try #require(length >= 2 && length <= rest.count)
                found.append((rest[rest.startIndex + 1], length))
                rest = rest.dropFirst(length)
            }
            return found
        }
        let configuration = try bench.control([0x80, 6, 0, 2, 0, 0, 0xFF, 0xFF]).data
        #expect(Int(configuration[2]) + 256 * Int(configuration[3]) == configuration.count)
        let parts = try lengths(configuration)
        #expect(parts.map(\.type) == [2, 4, 5, 5])
        #expect(parts.map(\.length) == [9, 9, 7, 7])

        let store = try bench.control([0x80, 6, 0, 15, 0, 0, 0xFF, 0xFF]).data
        #expect(Int(store[2]) + 256 * Int(store[3]) == store.count)
        #expect(try lengths(store).count == 1 + Int(store[4]))

        let set = try bench.control([0xC0, store[31], 0, 0, 7, 0, 0xFF, 0xFF]).data
        #expect(set.count == Int(store[29]) + 256 * Int(store[30]))
        #expect(Int(set[8]) + 256 * Int(set[9]) == set.count)
        var offset = 0
        while offset < set.count {
            try #require(offset + 4 <= set.count)
            let length = Int(set[offset]) + 256 * Int(set[offset + 1])
            try #require(length >= 4 && offset + length <= set.count)
            offset += length
        }
        bench.expectNoViolation()
    }
}

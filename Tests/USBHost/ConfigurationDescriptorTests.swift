import TestSupport
import Testing
import USBHost

/// Layouts from the Universal Serial Bus Specification 2.0, tables 9-10, 9-12, 9-13, 9-15 and 9-16.
@Suite struct ConfigurationDescriptorTests {
    private let good: [UInt8] = [
        9, 2, 57, 0, 2, 1, 0, 0x80, 50,
        9, 4, 0, 0, 1, 3, 0, 0, 0,
        9, 0x21, 0x11, 1, 0, 1, 0x22, 32, 0,
        7, 5, 0x81, 3, 8, 0, 10,
        9, 4, 1, 0, 2, 0xFF, 0, 0, 4,
        7, 5, 0x02, 2, 64, 0, 0,
        7, 5, 0x82, 2, 0x40, 0x18, 0,
    ]

    @Test func decodes() throws {
        let configuration = try ConfigurationDescriptor(decoding: good)
        #expect(configuration.value == 1)
        #expect(configuration.interfaces.map(\.number) == [0, 1])
        #expect(configuration.interfaces.map(\.interfaceClass) == [3, 0xFF])
        #expect(configuration.interfaces[1].nameIndex == 4)
        let endpoints = configuration.interfaces[1].endpoints
        #expect(endpoints.map(\.address) == [0x02, 0x82])
        #expect(endpoints.map(\.isInput) == [false, true])
        #expect(endpoints.map(\.isBulk) == [true, true])
        // Bits 11 and 12 are transactions a microframe, not length.
        #expect(endpoints.map(\.packetLength) == [64, 64])
    }

    private func refused(_ change: (inout [UInt8]) -> Void) -> DescriptorError? {
        var bytes = good
        change(&bytes)
        do throws(DescriptorError) {
            _ = try ConfigurationDescriptor(decoding: bytes)
            return nil
        } catch { return error }
    }

    @Test func refuses() {
        #expect(refused { $0 = [] } == .length(have: 0, need: 9))
        #expect(refused { $0.removeLast() } == .length(have: 56, need: 57))
        #expect(refused { $0.append(0) } == .length(have: 58, need: 57))
        #expect(refused { $0[0] = 8 } == .length(have: 8, need: 9))
        #expect(refused { $0[1] = 1 } == .type(1))
        #expect(refused { $0[2] = 3 } == .length(have: 3, need: 9))
        #expect(refused { $0[9] = 0 } == .length(have: 0, need: 2))
        #expect(refused { $0[9] = 1 } == .length(have: 1, need: 2))
        #expect(refused { $0[50] = 8 } == .length(have: 7, need: 8))
        #expect(refused { $0[10] = 5 } == .endpoint(address: 0))
        #expect(refused { $0[10] = 2 } == .type(2))
        #expect(refused { $0[29] = 0x10 } == .endpoint(address: 0x10))
        #expect(refused { $0[4] = 3 } == .interfaceCount(have: 2, said: 3))
        #expect(refused { $0[13] = 2 } == .endpointCount(interface: 0))
        #expect(refused { $0[36] = 0 } == .repeatedInterface(0))
    }

    @Test func strings() throws {
        #expect(try StringDescriptor.language(decoding: [4, 3, 0x09, 0x04]) == 0x0409)
        #expect(try StringDescriptor.text(decoding: [8, 3, 0x41, 0, 0xE9, 0, 0xAC, 0x20]) == "Aé€")
        #expect(try StringDescriptor.text(decoding: [6, 3, 0x1B, 0, 0x41, 0]) == "?A")
        #expect(try StringDescriptor.text(decoding: [2, 3]) == "")
        for bytes in [[], [3], [4, 3, 1], [3, 3, 1], [4, 2, 1, 2], [6, 3, 1, 2]] as [[UInt8]] {
            #expect(throws: DescriptorError.self, "\(bytes)") { try StringDescriptor.text(decoding: bytes) }
        }
        #expect(throws: DescriptorError.self) { try StringDescriptor.language(decoding: [2, 3]) }
    }

    @Test(arguments: [31, 32, 33] as [UInt64]) func rubbishNeverCrashes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<5000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0...bytes.count, using: &random)) }
            // Most changes would end at the total length.
            if bytes.count > 3, Bool.random(using: &random) { (bytes[2], bytes[3]) = (UInt8(bytes.count), 0) }
            if let configuration = try? ConfigurationDescriptor(decoding: bytes) {
                #expect(configuration.interfaces.flatMap(\.endpoints).allSatisfy { $0.packetLength < 2048 })
            }
            _ = try? StringDescriptor.text(decoding: bytes)
            _ = try? StringDescriptor.language(decoding: bytes)
        }
    }
}

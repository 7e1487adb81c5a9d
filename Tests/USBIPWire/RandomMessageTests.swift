import TestSupport
import Testing
import USBIPWire

/// Seeded: decode ∘ encode is the identity, and no bytes at all crash a decoder.
@Suite struct RandomMessageTests {
    private func text(_ limit: Int, using random: inout SeededGenerator) -> String {
        String(
            (0..<Int.random(in: 0...limit, using: &random)).map { _ in "a-1é/".randomElement(using: &random) ?? "a" })
    }

    private func device(using random: inout SeededGenerator) -> USBIPDevice {
        USBIPDevice(
            path: text(100, using: &random), busID: text(15, using: &random),
            bus: .random(in: 0...UInt32.max, using: &random),
            device: .random(in: 0...UInt32.max, using: &random),
            speed: USBIPSpeed(rawValue: .random(in: 0...UInt32.max, using: &random)),
            vendorID: .random(in: 0...UInt16.max, using: &random),
            productID: .random(in: 0...UInt16.max, using: &random),
            release: .random(in: 0...UInt16.max, using: &random), configurationValue: 1, configurationCount: 1,
            interfaceCount: .random(in: 0...5, using: &random))
    }

    private func submit(using random: inout SeededGenerator) -> USBIPSubmit {
        let setup = USBIPSetup(
            requestType: .random(in: 0...255, using: &random), request: .random(in: 0...255, using: &random),
            value: .random(in: 0...UInt16.max, using: &random), index: .random(in: 0...UInt16.max, using: &random),
            length: .random(in: 0...UInt16.max, using: &random))
        let sequence = UInt32.random(in: 0...UInt32.max, using: &random)
        let endpoint = UInt8.random(in: 0...15, using: &random)
        let flags = USBIPTransferFlags(rawValue: .random(in: 0...UInt32.max, using: &random))
        let length = Int.random(in: 0...5000, using: &random)
        guard Bool.random(using: &random) else {
            return USBIPSubmit(
                output: random.bytes(length), sequence: sequence, deviceID: 7, endpoint: endpoint, setup: setup,
                flags: flags)
        }
        return USBIPSubmit(
            input: length, sequence: sequence, deviceID: 7, endpoint: endpoint, setup: setup, flags: flags)
    }

    private func messages(using random: inout SeededGenerator) -> [[UInt8]] {
        let one = device(using: &random)
        let entry = USBIPDeviceListReply.Entry(
            device: one,
            interfaces: (0..<one.interfaceCount).map {
                .init(interfaceClass: $0, interfaceSubclass: 1, interfaceProtocol: 2)
            })
        return [
            USBIPDeviceListRequest().encoded, USBIPDeviceListReply(entries: [entry, entry]).encoded,
            USBIPImportRequest(busID: one.busID).encoded, USBIPImportReply.accepted(one).encoded,
            USBIPImportReply.refused(.noDevice).encoded, submit(using: &random).encoded,
            USBIPSubmitReply(sequence: 5, status: .done, data: random.bytes(100)).encoded,
            USBIPUnlink(victim: 4, sequence: 6, deviceID: 7).encoded,
            USBIPUnlinkReply(sequence: 6, status: .unlinked).encoded,
        ]
    }

    /// Decodes as everything; what is accepted must encode to something that decodes to the same.
    private func decodeAsEverything(_ bytes: ArraySlice<UInt8>) {
        if let list = try? USBIPDeviceListReply(decoding: bytes) {
            #expect((try? USBIPDeviceListReply(decoding: list.encoded[...])) == list)
        }
        if let request = try? USBIPImportRequest(decoding: bytes) { #expect(request.encoded[...] == bytes) }
        if let reply = try? USBIPImportReply(decoding: bytes) { #expect(reply.encoded[...] == bytes) }
        if let submit = try? USBIPSubmit(decoding: bytes) { #expect(submit.encoded[...] == bytes) }
        for isInput in [false, true] {
            if let reply = try? USBIPSubmitReply(decoding: bytes, isInput: isInput) {
                #expect((try? USBIPSubmitReply(decoding: reply.encoded[...], isInput: isInput)) == reply)
            }
            _ = try? USBIPSubmitReply.dataLength(afterHeader: bytes, isInput: isInput)
        }
        if let unlink = try? USBIPUnlink(decoding: bytes) {
            #expect((try? USBIPUnlink(decoding: unlink.encoded[...])) == unlink)
        }
        if let reply = try? USBIPUnlinkReply(decoding: bytes) {
            #expect((try? USBIPUnlinkReply(decoding: reply.encoded[...])) == reply)
        }
        _ = try? USBIPDeviceListRequest(decoding: bytes)
        _ = try? USBIPOperationHeader(decoding: bytes)
        _ = try? USBIPHeader(decoding: bytes)
        _ = try? USBIPSubmit.dataLength(afterHeader: bytes)
        _ = try? USBIPDeviceListReply.bytesMissing(in: bytes)
        _ = try? USBIPImportReply.bytesMissing(in: bytes)
    }

    @Test(arguments: [11, 12, 13] as [UInt64]) func decodeAfterEncodeIsTheSame(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let command = submit(using: &random)
            #expect(try USBIPSubmit(decoding: command.encoded[...]) == command, "seed \(seed)")
            let imported = device(using: &random)
            #expect(
                try USBIPImportReply(decoding: USBIPImportReply.accepted(imported).encoded[...]) == .accepted(imported))
            // A decoder must not depend on a slice that starts at 0.
            let shifted = [0, 0, 0] + command.encoded
            #expect(try USBIPSubmit(decoding: shifted[3...]) == command, "seed \(seed)")
        }
    }

    @Test(arguments: [21, 22, 23, 24] as [UInt64]) func mutationsNeverCrash(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            for message in messages(using: &random) {
                var bytes = message
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    switch Int.random(in: 0...3, using: &random) {
                    case 0 where !bytes.isEmpty: bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
                    case 1: bytes += random.bytes(Int.random(in: 0...60, using: &random))
                    case _ where !bytes.isEmpty:
                        bytes[Int.random(in: 0..<min(bytes.count, 48), using: &random)] = .random(
                            in: 0...255, using: &random)
                    default: break
                    }
                }
                decodeAsEverything(bytes[...])
            }
            decodeAsEverything(random.bytes(Int.random(in: 0...400, using: &random))[...])
        }
    }
}

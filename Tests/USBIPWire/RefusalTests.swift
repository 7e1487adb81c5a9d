import Testing
import USBIPWire

@Suite struct RefusalTests {
    private func patched(_ bytes: [UInt8], word: UInt32, at offset: Int) -> [UInt8] {
        var bytes = bytes
        for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32(index))) }
        return bytes
    }

    private let submit = USBIPSubmit(output: [1, 2, 3], sequence: 9, deviceID: 0x10002, endpoint: 2).encoded

    @Test func operationHeaders() {
        #expect(throws: USBIPError.version(0x0100)) {
            try USBIPDeviceListRequest(decoding: hex("0100800500000000")[...])
        }
        #expect(throws: USBIPError.operation(0x8003)) {
            try USBIPDeviceListRequest(decoding: hex("0111800300000000")[...])
        }
        #expect(throws: USBIPError.operation(0x1234)) {
            try USBIPOperationHeader(decoding: hex("0111123400000000")[...])
        }
        #expect(throws: USBIPError.status(1)) { try USBIPDeviceListRequest(decoding: hex("0111800500000001")[...]) }
        #expect(throws: USBIPError.truncated(have: 7, need: 8)) {
            try USBIPDeviceListRequest(decoding: hex("01118005000000")[...])
        }
        #expect(throws: USBIPError.trailingBytes(1)) {
            try USBIPDeviceListRequest(decoding: hex("011180050000000000")[...])
        }
    }

    @Test func busIDs() {
        let open = hex("0111800300000000") + [UInt8](repeating: 0x31, count: 32)
        #expect(throws: USBIPError.text(fieldLength: 32)) { try USBIPImportRequest(decoding: open[...]) }
        var rubbish = USBIPImportRequest(busID: "1-1").encoded
        rubbish[39] = 1
        #expect(throws: USBIPError.text(fieldLength: 32)) { try USBIPImportRequest(decoding: rubbish[...]) }
        var notText = USBIPImportRequest(busID: "1-1").encoded
        notText[8] = 0xFF
        #expect(throws: USBIPError.text(fieldLength: 32)) { try USBIPImportRequest(decoding: notText[...]) }
    }

    @Test func submits() {
        #expect(throws: USBIPError.command(5)) { try USBIPSubmit(decoding: patched(submit, word: 5, at: 0)[...]) }
        #expect(throws: USBIPError.command(2)) { try USBIPSubmit(decoding: patched(submit, word: 2, at: 0)[...]) }
        #expect(throws: USBIPError.direction(2)) { try USBIPSubmit(decoding: patched(submit, word: 2, at: 12)[...]) }
        #expect(throws: USBIPError.endpoint(16)) { try USBIPSubmit(decoding: patched(submit, word: 16, at: 16)[...]) }
        #expect(throws: USBIPError.transferLength(0xFFFF_FFFF)) {
            try USBIPSubmit(decoding: patched(submit, word: 0xFFFF_FFFF, at: 24)[...])
        }
        #expect(throws: USBIPError.transferLength(0x10_0001)) {
            try USBIPSubmit.dataLength(afterHeader: patched(submit, word: 0x10_0001, at: 24)[...])
        }
        #expect(throws: USBIPError.isochronous(packets: 8)) {
            try USBIPSubmit(decoding: patched(submit, word: 8, at: 32)[...])
        }
        #expect(throws: USBIPError.truncated(have: 51, need: 52)) {
            try USBIPSubmit(decoding: patched(submit, word: 4, at: 24)[...])
        }
        #expect(throws: USBIPError.trailingBytes(1)) { try USBIPSubmit(decoding: (submit + [0])[...]) }
    }

    @Test func replies() {
        let reply = USBIPSubmitReply(sequence: 1, status: .done, data: [1, 2, 3]).encoded
        #expect(throws: USBIPError.dataLength(claimed: 3, have: 2)) {
            try USBIPSubmitReply(decoding: reply.dropLast()[...], isInput: true)
        }
        #expect(throws: USBIPError.trailingBytes(3)) { try USBIPSubmitReply(decoding: reply[...], isInput: false) }
        #expect(throws: USBIPError.transferLength(0x7FFF_FFFF)) {
            try USBIPSubmitReply.dataLength(afterHeader: patched(reply, word: 0x7FFF_FFFF, at: 24)[...], isInput: true)
        }
        #expect(throws: USBIPError.deviceCount(0x100_0000)) {
            try USBIPDeviceListReply(decoding: hex("011100050000000001000000")[...])
        }
    }

    @Test func missingBytes() throws {
        #expect(try USBIPImportReply.bytesMissing(in: []) == 8)
        #expect(try USBIPImportReply.bytesMissing(in: hex("0111000300000000")[...]) == 312)
        #expect(try USBIPImportReply.bytesMissing(in: hex("0111000300000001")[...]) == 0)
        #expect(try USBIPDeviceListReply.bytesMissing(in: hex("011100050000000000000000")[...]) == 0)
    }
}

import Testing
import USBIPWire

/// Offsets and values from the tables of Linux `Documentation/usb/usbip_protocol.rst`.
@Suite struct LayoutTests {
    let device = USBIPDevice(
        path: "/sys/devices/pci0000:00/0000:00:1d.1/usb3/3-2", busID: "3-2", bus: 3, device: 2, speed: .full,
        vendorID: 0x1209, productID: 0x0001, release: 0x0100, deviceClass: 0xEF, deviceSubclass: 2, deviceProtocol: 1,
        configurationValue: 1, configurationCount: 1, interfaceCount: 2)

    @Test func deviceList() throws {
        #expect(USBIPDeviceListRequest().encoded == hex("0111 8005 00000000"))
        _ = try USBIPDeviceListRequest(decoding: hex("0111800500000000")[...])

        let entry = USBIPDeviceListReply.Entry(
            device: device,
            interfaces: [
                .init(interfaceClass: 3, interfaceSubclass: 0, interfaceProtocol: 0),
                .init(interfaceClass: 0xFF, interfaceSubclass: 1, interfaceProtocol: 2),
            ])
        let bytes = USBIPDeviceListReply(entries: [entry]).encoded
        #expect(bytes.count == 12 + 312 + 2 * 4)
        #expect(bytes[..<12] == hex("0111 0005 00000000 00000001")[...])
        #expect(bytes[0x0C..<0x11] == Array("/sys/".utf8)[...])
        #expect(bytes[0x10C..<0x110] == hex("332d3200")[...])
        #expect(bytes[0x12C..<0x144] == hex("00000003 00000002 00000002 1209 0001 0100 ef 02 01 01 01 02")[...])
        #expect(bytes[0x144...] == hex("03000000 ff010200")[...])
        #expect(try USBIPDeviceListReply(decoding: bytes[...]) == USBIPDeviceListReply(entries: [entry]))
        #expect(USBIPDeviceListReply(entries: []).encoded == hex("0111 0005 00000000 00000000"))
    }

    @Test func importing() throws {
        let request = USBIPImportRequest(busID: "1-1").encoded
        #expect(request == hex("0111 8003 00000000 312d31") + [UInt8](repeating: 0, count: 29))
        #expect(try USBIPImportRequest(decoding: request[...]).busID == "1-1")

        let accepted = USBIPImportReply.accepted(device).encoded
        #expect(accepted.count == 320)
        #expect(accepted[..<8] == hex("0111 0003 00000000")[...])
        #expect(accepted[0x128..<0x140] == hex("00000003 00000002 00000002 1209 0001 0100 ef 02 01 01 01 02")[...])
        #expect(try USBIPImportReply(decoding: accepted[...]) == .accepted(device))

        let refused = USBIPImportReply.refused(.deviceBusy).encoded
        #expect(refused == hex("0111 0003 00000002"))
        #expect(try USBIPImportReply(decoding: refused[...]) == .refused(.deviceBusy))
    }

    /// GET_DESCRIPTOR of the device descriptor (USB 2.0, 9.4.3): the SETUP packet stays little-endian.
    @Test func controlTransfer() throws {
        let setup = USBIPSetup(requestType: 0x80, request: 6, value: 0x0100, index: 0, length: 18)
        var submit = USBIPSubmit(input: 18, sequence: 1, deviceID: 0x0001_0002, endpoint: 0, setup: setup)
        submit.interval = 0
        #expect(
            submit.encoded
                == hex(
                    """
                    00000001 00000001 00010002 00000001 00000000 00000200 00000012 00000000 ffffffff 00000000
                    8006000100001200
                    """))
        #expect(try USBIPSubmit(decoding: submit.encoded[...]) == submit)
    }

    @Test func stallAndUnlink() throws {
        let stall = USBIPSubmitReply(sequence: 7, status: .stalled).encoded
        #expect(stall.prefix(24) == hex("00000003 00000007 00000000 00000000 00000000 ffffffe0")[...])
        let unlink = USBIPUnlink(victim: 7, sequence: 8, deviceID: 0x0001_0002).encoded
        #expect(unlink.prefix(24) == hex("00000002 00000008 00010002 00000000 00000000 00000007")[...])
        #expect(unlink.count == 48)
        let reply = USBIPUnlinkReply(sequence: 8, status: .unlinked).encoded
        #expect(reply.prefix(24) == hex("00000004 00000008 00000000 00000000 00000000 ffffff98")[...])
        #expect(reply.count == 48)
        #expect(try USBIPUnlinkReply(decoding: reply[...]).status == .unlinked)
        #expect(try USBIPUnlink(decoding: unlink[...]).victim == 7)
    }

    @Test func textThatDoesNotFitIsCut() throws {
        let long = String(repeating: "9", count: 40)
        #expect(try USBIPImportRequest(decoding: USBIPImportRequest(busID: long).encoded[...]).busID.count == 31)
    }
}

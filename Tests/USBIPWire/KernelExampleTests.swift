import Testing
import USBIPWire

/// The capture at the end of Linux `Documentation/usb/usbip_protocol.rst`, "EXAMPLE".
///
/// Its commands carry 0 packets and a start frame of all ones; the tables of the same document would have it the other way round.
@Suite struct KernelExampleTests {
    static let inputCommand = hex(
        """
        00000001 00000d05 0001000f 00000001 00000001 00000200 00000040 ffffffff 00000000 00000004 00000000 00000000
        """)
    static let outputCommand = hex(
        """
        00000001 00000d06 0001000f 00000000 00000001 00000000 00000040 ffffffff 00000000 00000004 00000000 00000000
        ffffffff860008a784ce5ae212376300000000000000000000000000000000000000000000000000000000000000000000000000
        000000000000000000000000
        """)
    static let outputReply = hex(
        """
        00000003 00000d06 00000000 00000000 00000000 00000000 00000040 ffffffff 00000000 00000000 00000000 00000000
        """)
    static let inputReply = hex(
        """
        00000003 00000d05 00000000 00000000 00000000 00000000 00000040 ffffffff 00000000 00000000 00000000 00000000
        ffffffff860011a784ce5ae2123763612891b10201000004000000000000000000000000000000000000000000000000
        00000000000000000000000000000000
        """)

    @Test func inputCommand() throws {
        let submit = try USBIPSubmit(decoding: Self.inputCommand[...])
        #expect(submit.sequence == 0xD05)
        #expect(submit.deviceID == USBIP.deviceID(bus: 1, device: 15))
        #expect(submit.isInput)
        #expect(submit.endpoint == 1)
        #expect(submit.flags == .input)
        #expect(submit.length == 64)
        #expect(submit.startFrame == 0xFFFF_FFFF)
        #expect(submit.packetCount == 0)
        #expect(submit.interval == 4)
        #expect(submit.data.isEmpty)
        #expect(submit.encoded == Self.inputCommand)
    }

    @Test func outputCommand() throws {
        #expect(try USBIPSubmit.dataLength(afterHeader: Self.outputCommand[..<48]) == 64)
        let submit = try USBIPSubmit(decoding: Self.outputCommand[...])
        #expect(!submit.isInput)
        #expect(submit.data.prefix(8) == [0xFF, 0xFF, 0xFF, 0xFF, 0x86, 0x00, 0x08, 0xA7])
        #expect(submit.data.count == 64)
        #expect(submit.encoded == Self.outputCommand)
    }

    @Test func replies() throws {
        #expect(try USBIPSubmitReply.dataLength(afterHeader: Self.inputReply[..<48], isInput: true) == 64)
        let input = try USBIPSubmitReply(decoding: Self.inputReply[...], isInput: true)
        #expect(input.sequence == 0xD05)
        #expect(input.status == .done)
        #expect(input.data.count == 64)
        #expect(input.encoded == Self.inputReply)

        #expect(try USBIPSubmitReply.dataLength(afterHeader: Self.outputReply[...], isInput: false) == 0)
        let output = try USBIPSubmitReply(decoding: Self.outputReply[...], isInput: false)
        #expect(output.actualLength == 64)
        #expect(output.data.isEmpty)
        #expect(output.encoded == Self.outputReply)
    }
}

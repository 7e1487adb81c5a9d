import Testing
import USBDevice

/// Microsoft OS 2.0 Descriptors Specification; the composite form has the 0xB2 bytes known from TinyUSB's WebUSB example.
@Suite struct MicrosoftOS20Tests {
    static func utf16(_ text: String) -> [UInt8] { text.utf8.flatMap { [$0, 0] } }

    static let features: [UInt8] =
        [0x14, 0, 3, 0, 0x57, 0x49, 0x4E, 0x55, 0x53, 0x42, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        + [0x84, 0, 4, 0, 7, 0, 0x2A, 0] + utf16("DeviceInterfaceGUIDs\0")
        + [0x50, 0] + utf16("{6B2E1C54-9D0A-4F3B-8C77-2F51A0E4D936}\0\0")

    @Test func compositeForm() {
        var writer = DescriptorWriter()
        MicrosoftOS20.appendSet(isComposite: true, to: &writer)
        let expected: [UInt8] =
            [0x0A, 0, 0, 0, 0x00, 0x00, 0x03, 0x06, 0xB2, 0] + [8, 0, 1, 0, 0, 0, 0xA8, 0] + [
                8, 0, 2, 0, 0, 0, 0xA0, 0,
            ]
            + Self.features
        #expect((0..<writer.count).map { writer[$0] } == expected)
        #expect(expected.count == 0xB2)
    }

    @Test func singleInterfaceFormByVendorRequest() {
        let bench = DeviceBench()
        bench.enter(.addressed)
        let expected = [0x0A, 0, 0, 0, 0x00, 0x00, 0x03, 0x06, 0xA2, 0] + Self.features
        let packets = bench.control([0xC0, 0x20, 0, 0, 7, 0, 0xA2, 0])
        #expect(packets?.map(\.count) == [64, 64, 34])
        #expect(packets?.flatMap { $0 } == expected)
        #expect(bench.read([0xC0, 0x20, 0, 0, 7, 0, 0x0A, 0]) == Array(expected.prefix(10)))
    }

    @Test func refusesOtherVendorRequests() {
        let bench = DeviceBench()
        bench.enter(.configured)
        for bytes: [UInt8] in [
            [0xC0, 0x21, 0, 0, 7, 0, 0xA2, 0], [0xC0, 0x20, 0, 0, 8, 0, 0xA2, 0], [0xC0, 0x20, 1, 0, 7, 0, 0xA2, 0],
            [0x40, 0x20, 0, 0, 8, 0, 0, 0], [0xC1, 0x20, 0, 0, 7, 0, 0xA2, 0], [0x40, 0x20, 0, 0, 7, 0, 4, 0],
        ] { #expect(bench.control(bytes) == nil) }
    }
}

import Testing
import USBDevice

/// Bytes laid out by hand from the tables of the specifications.
@Suite struct DescriptorTests {
    let bench = DeviceBench()

    func descriptor(_ type: UInt8, _ index: UInt8 = 0, language: UInt16 = 0) -> [UInt8]? {
        bench.read([0x80, 6, index, type, UInt8(language & 0xFF), UInt8(language >> 8), 0xFF, 0xFF])
    }

    /// USB 2.0, table 9-8.
    @Test func device() {
        bench.enter(.unaddressed)
        #expect(
            descriptor(1) == [
                18, 1, 0x10, 0x02, 0, 0, 0, 64, 0x09, 0x12, 0x01, 0x00, 0x00, 0x01, 1, 2, 3, 1,
            ])
    }

    /// USB 2.0, tables 9-10, 9-12 and 9-13.
    @Test func configuration() {
        bench.enter(.unaddressed)
        #expect(
            descriptor(2) == [
                9, 2, 32, 0, 1, 1, 0, 0x80, 50,
                9, 4, 0, 0, 2, 0xFF, 0, 0, 4,
                7, 5, 0x82, 2, 64, 0, 0,
                7, 5, 0x02, 2, 64, 0, 0,
            ])
    }

    /// USB 3.2, table 9-12; Microsoft OS 2.0, table 4.
    @Test func binaryObjectStore() {
        bench.enter(.unaddressed)
        #expect(
            descriptor(15) == [
                5, 15, 33, 0, 1,
                28, 16, 5, 0,
                0xDF, 0x60, 0xDD, 0xD8, 0x89, 0x45, 0xC7, 0x4C, 0x9C, 0xD2, 0x65, 0x9D, 0x9E, 0x64, 0x8A, 0x9F,
                0x00, 0x00, 0x03, 0x06, 162, 0, 0x20, 0,
            ])
    }

    /// USB 2.0, tables 9-15 and 9-16.
    @Test func strings() {
        bench.enter(.unaddressed)
        func text(_ string: String) -> [UInt8] {
            [UInt8(2 + 2 * string.utf16.count), 3] + string.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        }
        #expect(descriptor(3, 0) == [4, 3, 0x09, 0x04])
        #expect(descriptor(3, 1, language: 0x0409) == text("cellmon"))
        #expect(descriptor(3, 2, language: 0x0409) == text("Cell Monitor"))
        #expect(descriptor(3, 3, language: 0x0409) == text("0123456789ABCDEF"))
        #expect(descriptor(3, 4, language: 0x0409) == text("cellmon monitor interface"))
        #expect(descriptor(3, 5, language: 0x0409) == nil)
        #expect(descriptor(3, 0xEE, language: 0x0409) == nil)
        #expect(descriptor(3, 1, language: 0x0407) == nil)
    }

    @Test func absentStringHasIndexZero() {
        let bench = DeviceBench(serialNumber: "")
        bench.enter(.unaddressed)
        #expect(bench.read([0x80, 6, 0, 1, 0, 0, 18, 0])?[16] == 0)
        #expect(bench.read([0x80, 6, 3, 3, 9, 4, 255, 0]) == nil)
    }

    @Test func refusesWhatAFullSpeedDeviceHasNot() {
        bench.enter(.unaddressed)
        for type: UInt8 in [0, 4, 5, 6, 7, 8, 9, 0x21, 0x22, 0xFF] { #expect(descriptor(type) == nil) }
        #expect(descriptor(1, 1) == nil)
        #expect(descriptor(2, 1) == nil)
        #expect(descriptor(15, 1) == nil)
    }

    @Test func hexadecimalSerialNumber() {
        let text = USBString(hexadecimal: 0x0123_4567_89AB_CDEF)
        #expect((0..<text.count).map { text[$0] } == Array("0123456789ABCDEF".utf8))
    }

    @Test func stringsAreCutAndCleaned() {
        let long = USBString("abcdefghijklmnopqrstuvwxyz0123456789")
        #expect(long.count == 32)
        #expect(long[31] == UInt8(ascii: "5"))
        let foreign = USBString("\u{7}ä")
        #expect((0..<foreign.count).map { foreign[$0] } == Array("???".utf8))
    }

    @Test func writerRefusesWhatDoesNotFit() {
        var writer = DescriptorWriter()
        writer.append(zeros: DescriptorWriter.capacity)
        #expect((writer.count, writer.isOverflown) == (256, false))
        writer.append(1)
        #expect((writer.count, writer.isOverflown) == (256, true))
        writer.removeAll()
        let start = writer.begin(.string)
        writer.append(zeros: 253)
        writer.end(start)
        #expect((writer[0], writer.isOverflown) == (255, false))
        writer.append(0)
        writer.end(start)
        #expect((writer[0], writer.isOverflown) == (255, true))
    }
}

/// The binary object store: one platform capability, which announces the Microsoft OS 2.0 descriptors.
///
/// No USB 2.0 extension capability: its one purpose is to announce link power management, which a full-speed device
/// without L1 does not have. Source: USB 3.2, 9.6.2; Microsoft OS 2.0 Descriptors Specification, tables 3 and 4.
public enum BinaryObjectStore {
    private static var platformCapability: UInt8 { 5 }

    /// Appends the store, 33 bytes.
    public static func append(to writer: inout DescriptorWriter) {
        let start = writer.begin(.binaryObjectStore)
        let totalLength = writer.count
        writer.append16(0)
        writer.append(1)  // bNumDeviceCaps
        writer.end(start)
        appendMicrosoftPlatform(to: &writer)
        writer.patchLength16(since: start, at: totalLength)
    }

    private static func appendMicrosoftPlatform(to writer: inout DescriptorWriter) {
        let start = writer.begin(.deviceCapability)
        writer.append(platformCapability)
        writer.append(0)  // bReserved
        // {D8DD60DF-4589-4CC7-9CD2-659D9E648A9F}: the first three groups are little-endian.
        writer.append32(0xD8DD_60DF)
        writer.append16(0x4589)
        writer.append16(0x4CC7)
        writer.append32(0x9D65_D29C)
        writer.append32(0x9F8A_649E)
        writer.append32(MicrosoftOS20.windowsVersion)
        writer.append16(MicrosoftOS20.setLength(isComposite: MicrosoftOS20.isComposite))
        writer.append(MicrosoftOS20.vendorCode)
        writer.append(0)  // bAltEnumCode: no alternate enumeration
        writer.end(start)
    }
}

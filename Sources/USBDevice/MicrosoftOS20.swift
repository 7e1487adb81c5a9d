/// The Microsoft OS 2.0 descriptor set: has Windows load WinUSB for the vendor interface without an INF file.
///
/// Configuration and function subsets are for composite devices, those whose functions Usbccgp.sys splits. With one
/// interface Windows loads no Usbccgp.sys, so the features stand directly below the set header; with several each
/// function has its subset. The form follows from the number of interfaces.
/// Source: Microsoft OS 2.0 Descriptors Specification, "Microsoft OS 2.0 descriptor set" and tables 9 to 15.
public enum MicrosoftOS20 {
    /// bMS_VendorCode: bRequest of the vendor request that reads the set; ours to choose.
    public static var vendorCode: UInt8 { 0x20 }
    /// wIndex of that request, MS_OS_20_DESCRIPTOR_INDEX.
    public static var descriptorIndex: UInt16 { 7 }
    /// dwWindowsVersion: Windows 8.1, the first that knows the set.
    public static var windowsVersion: UInt32 { 0x0603_0000 }
    /// DeviceInterfaceGUIDs: what a program on Windows opens the vendor interface by.
    public static var interfaceGUID: StaticString { "{6B2E1C54-9D0A-4F3B-8C77-2F51A0E4D936}" }
    /// True when the configuration has several interfaces.
    public static var isComposite: Bool { MonitorInterface.interfaceCount > 1 }

    private enum Kind: UInt16 {
        case setHeader = 0
        case configurationSubset = 1
        case functionSubset = 2
        case compatibleID = 3
        case registryProperty = 4
    }

    /// Appends the set: 162 bytes, or 178 in the composite form.
    public static func appendSet(isComposite: Bool, to writer: inout DescriptorWriter) {
        let set = begin(.setHeader, &writer)
        writer.append32(windowsVersion)
        let total = reserveLength(&writer)
        writer.patchLength16(since: set, at: set)
        if isComposite {
            let configuration = begin(.configurationSubset, &writer)
            writer.append(0)  // bConfigurationValue: an index from 0, not the value of chapter 9
            writer.append(0)  // bReserved
            let configurationTotal = reserveLength(&writer)
            writer.patchLength16(since: configuration, at: configuration)
            let function = begin(.functionSubset, &writer)
            writer.append(MonitorInterface.number)
            writer.append(0)  // bReserved
            let functionTotal = reserveLength(&writer)
            writer.patchLength16(since: function, at: function)
            appendFeatures(to: &writer)
            writer.patchLength16(since: function, at: functionTotal)
            writer.patchLength16(since: configuration, at: configurationTotal)
        } else {
            appendFeatures(to: &writer)
        }
        writer.patchLength16(since: set, at: total)
    }

    /// Bytes of the whole set, as the platform capability announces them.
    static func setLength(isComposite: Bool) -> UInt16 {
        var scratch = DescriptorWriter()
        appendSet(isComposite: isComposite, to: &scratch)
        return UInt16(truncatingIfNeeded: scratch.count)
    }

    private static func appendFeatures(to writer: inout DescriptorWriter) {
        let compatible = begin(.compatibleID, &writer)
        writer.append(ascii: "WINUSB")
        writer.append(zeros: 2 + 8)  // to eight bytes, then no subcompatible ID
        writer.patchLength16(since: compatible, at: compatible)

        let registry = begin(.registryProperty, &writer)
        writer.append16(7)  // REG_MULTI_SZ
        let name = reserveLength(&writer)
        writer.append(utf16: "DeviceInterfaceGUIDs")
        writer.append16(0)
        writer.patchLength16(since: name + 2, at: name)
        let data = reserveLength(&writer)
        writer.append(utf16: interfaceGUID)
        writer.append32(0)  // ends the string, then the list
        writer.patchLength16(since: data + 2, at: data)
        writer.patchLength16(since: registry, at: registry)
    }

    /// Opens a descriptor whose length and type have 16 bits each.
    private static func begin(_ kind: Kind, _ writer: inout DescriptorWriter) -> Int {
        let start = reserveLength(&writer)
        writer.append16(kind.rawValue)
        return start
    }

    private static func reserveLength(_ writer: inout DescriptorWriter) -> Int {
        let position = writer.count
        writer.append16(0)
        return position
    }
}

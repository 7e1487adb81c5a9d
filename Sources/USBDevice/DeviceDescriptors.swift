/// The device, configuration and string descriptors.
///
/// Source: USB 2.0, 9.6, tables 9-8, 9-10, 9-12, 9-13, 9-15 and 9-16.
public enum DeviceDescriptors {
    /// wLANGID of the strings: English (United States).
    public static var languageID: UInt16 { 0x0409 }

    /// Which text a string index names; a device's other descriptors refer to it by raw value.
    enum StringIndex: UInt8 {
        case languages = 0
        case manufacturer = 1
        case product = 2
        case serialNumber = 3
        case monitorInterface = 4
    }

    /// Appends the device descriptor, 18 bytes.
    public static func appendDevice(_ identity: USBIdentity, to writer: inout DescriptorWriter) {
        let start = writer.begin(.device)
        writer.append16(0x0210)  // bcdUSB 2.1: a host asks for the binary object store from here on
        writer.append(zeros: 3)  // class, subclass, protocol: each interface has its own
        writer.append(UInt8(truncatingIfNeeded: MonitorInterface.maximumPacketLength))
        writer.append16(identity.vendorID)
        writer.append16(identity.productID)
        writer.append16(identity.deviceRelease)
        writer.append(index(.manufacturer, of: identity.manufacturer))
        writer.append(index(.product, of: identity.product))
        writer.append(index(.serialNumber, of: identity.serialNumber))
        writer.append(1)  // bNumConfigurations
        writer.end(start)
    }

    /// Appends the configuration descriptor with its interface and endpoints, 32 bytes.
    public static func appendConfiguration(to writer: inout DescriptorWriter) {
        let start = writer.begin(.configuration)
        let totalLength = writer.count
        writer.append16(0)
        writer.append(MonitorInterface.interfaceCount)
        writer.append(MonitorInterface.configurationValue)
        writer.append(0)  // iConfiguration
        writer.append(0x80)  // bmAttributes: bus-powered, no remote wakeup; bit 7 is reserved and set
        writer.append(MonitorInterface.maximumPower)
        writer.end(start)
        appendMonitorInterface(to: &writer)
        writer.patchLength16(since: start, at: totalLength)
    }

    private static func appendMonitorInterface(to writer: inout DescriptorWriter) {
        let start = writer.begin(.interface)
        writer.append(MonitorInterface.number)
        writer.append(0)  // bAlternateSetting
        writer.append(2)  // bNumEndpoints
        writer.append(MonitorInterface.interfaceClass)
        writer.append(0)  // bInterfaceSubClass
        writer.append(0)  // bInterfaceProtocol
        writer.append(StringIndex.monitorInterface.rawValue)
        writer.end(start)
        appendBulkEndpoint(MonitorInterface.bulkIn, to: &writer)
        appendBulkEndpoint(MonitorInterface.bulkOut, to: &writer)
    }

    private static func appendBulkEndpoint(_ address: EndpointAddress, to writer: inout DescriptorWriter) {
        let start = writer.begin(.endpoint)
        writer.append(address.rawValue)
        writer.append(EndpointTransferType.bulk.rawValue)
        writer.append16(UInt16(truncatingIfNeeded: MonitorInterface.maximumPacketLength))
        writer.append(0)  // bInterval: ignored for full-speed bulk
        writer.end(start)
    }

    /// Appends a string descriptor; false, with nothing written, when there is none of that index and language.
    public static func appendString(
        _ descriptorIndex: UInt8, language: UInt16, identity: USBIdentity, to writer: inout DescriptorWriter
    ) -> Bool {
        guard let index = StringIndex(rawValue: descriptorIndex) else { return false }
        // Index 0 lists the languages and takes none itself (9.6.7).
        if index != .languages, language != languageID { return false }
        if text(of: index, identity).count == 0, index != .languages, index != .monitorInterface { return false }
        let start = writer.begin(.string)
        switch index {
        case .languages: writer.append16(languageID)
        case .monitorInterface: writer.append(utf16: MonitorInterface.name)
        case .manufacturer, .product, .serialNumber: writer.append(utf16: text(of: index, identity))
        }
        writer.end(start)
        return true
    }

    private static func text(of index: StringIndex, _ identity: USBIdentity) -> USBString {
        switch index {
        case .manufacturer: identity.manufacturer
        case .product: identity.product
        case .serialNumber: identity.serialNumber
        case .languages, .monitorInterface: USBString()
        }
    }

    private static func index(_ index: StringIndex, of text: USBString) -> UInt8 {
        text.count == 0 ? 0 : index.rawValue
    }
}

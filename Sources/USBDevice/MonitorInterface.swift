/// The numbers of the one configuration and its vendor interface; nothing else in the stack spells them.
///
/// A host finds the interface by its class and its string, never by its number: a HID interface will come first.
public enum MonitorInterface {
    /// bConfigurationValue of the one configuration.
    public static var configurationValue: UInt8 { 1 }
    /// bNumInterfaces of the configuration.
    public static var interfaceCount: UInt8 { 1 }
    /// bInterfaceNumber of the vendor interface.
    public static var number: UInt8 { 0 }
    /// bInterfaceClass: vendor specific. Subclass and protocol are 0.
    public static var interfaceClass: UInt8 { 0xFF }
    /// The text of iInterface, by which a host knows the interface.
    public static var name: StaticString { "cellmon monitor interface" }
    /// The bulk endpoint that receives requests.
    public static var bulkOut: EndpointAddress { EndpointAddress(rawValue: 0x02) }
    /// The bulk endpoint that sends replies.
    public static var bulkIn: EndpointAddress { EndpointAddress(rawValue: 0x82) }
    /// Bytes in a packet, of the control and of the bulk endpoints: the most at full speed (USB 2.0, 5.5.3 and 5.8.3).
    public static var maximumPacketLength: Int { 64 }
    /// Current from the bus in units of 2 mA: 100 mA, several times what a Pico 2 with its converters takes.
    public static var maximumPower: UInt8 { 50 }
}

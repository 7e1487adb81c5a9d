/// Why bytes are not a descriptor; each case carries the offending value.
public enum DescriptorError: Error, Equatable, Sendable {
    /// The descriptor is shorter than it says or than its kind has to be; lengths in bytes.
    case length(have: Int, need: Int)
    /// Another descriptor than the one asked for.
    case type(UInt8)
    /// An endpoint before any interface, or with a reserved address.
    case endpoint(address: UInt8)
    /// An interface with another number of endpoints than it says.
    case endpointCount(interface: UInt8)
    /// The same interface and alternate setting twice.
    case repeatedInterface(UInt8)
    /// Another number of interfaces than the configuration says.
    case interfaceCount(have: Int, said: UInt8)
}

/// A configuration with its interfaces and endpoints, as GET_DESCRIPTOR returns it. Descriptors of classes are skipped.
///
/// Source: Universal Serial Bus Specification 2.0, 9.6.3 (table 9-10), 9.6.5 (9-12), 9.6.6 (9-13).
public struct ConfigurationDescriptor: Equatable, Sendable {
    /// An endpoint.
    public struct Endpoint: Equatable, Sendable {
        /// bEndpointAddress: number 1…15, bit 7 set for an input.
        public var address: UInt8
        /// bmAttributes; 2 in the lower two bits is bulk.
        public var attributes: UInt8
        /// wMaxPacketSize without its upper bits, in bytes.
        public var packetLength: Int

        /// True for a bulk endpoint.
        public var isBulk: Bool { attributes & 3 == 2 }
        /// True when the data goes to the host.
        public var isInput: Bool { address & 0x80 != 0 }
    }

    /// An interface in one of its alternate settings.
    public struct Interface: Equatable, Sendable {
        /// bInterfaceNumber.
        public var number: UInt8
        /// bAlternateSetting.
        public var alternate: UInt8
        /// bInterfaceClass.
        public var interfaceClass: UInt8
        /// iInterface: which string is its name, 0 for none.
        public var nameIndex: UInt8
        /// In the order of the descriptor.
        public var endpoints: [Endpoint]
    }

    /// bConfigurationValue.
    public var value: UInt8
    /// In the order of the descriptor.
    public var interfaces: [Interface]

    /// wTotalLength of a descriptor of which the first 9 bytes at least are there.
    public static func totalLength(of bytes: [UInt8]) throws(DescriptorError) -> Int {
        guard bytes.count >= 9, bytes[0] == 9 else {
            throw .length(have: min(bytes.count, Int(bytes.first ?? 0)), need: 9)
        }
        guard bytes[1] == 2 else { throw .type(bytes[1]) }
        let total = Int(bytes[2]) | Int(bytes[3]) << 8
        guard total >= 9 else { throw .length(have: total, need: 9) }
        return total
    }

    /// Decodes exactly one configuration, with all that its total length covers.
    public init(decoding bytes: [UInt8]) throws(DescriptorError) {
        let total = try Self.totalLength(of: bytes)
        guard bytes.count == total else { throw .length(have: bytes.count, need: total) }
        value = bytes[5]
        interfaces = []
        var endpointsSaid: [Int] = []
        var rest = bytes.dropFirst(9)
        while let length = rest.first.map(Int.init) {
            guard length >= 2, length <= rest.count else {
                throw .length(have: min(length, rest.count), need: max(2, length))
            }
            let fields = Array(rest.prefix(length))
            rest = rest.dropFirst(length)
            switch fields[1] {
            case 2:
                throw .type(2)
            case 4:
                let interface = try Self.interface(fields)
                let isRepeated = interfaces.contains {
                    $0.number == interface.number && $0.alternate == interface.alternate
                }
                guard !isRepeated else { throw .repeatedInterface(interface.number) }
                interfaces.append(interface)
                endpointsSaid.append(Int(fields[4]))
            case 5:
                let endpoint = try Self.endpoint(fields)
                guard !interfaces.isEmpty else { throw .endpoint(address: endpoint.address) }
                interfaces[interfaces.count - 1].endpoints.append(endpoint)
            default:
                break
            }
        }
        for (interface, said) in zip(interfaces, endpointsSaid) where interface.endpoints.count != said {
            throw .endpointCount(interface: interface.number)
        }
        let count = Set(interfaces.map(\.number)).count
        guard count == Int(bytes[4]) else { throw .interfaceCount(have: count, said: bytes[4]) }
    }

    private static func interface(_ fields: [UInt8]) throws(DescriptorError) -> Interface {
        guard fields.count >= 9 else { throw .length(have: fields.count, need: 9) }
        return Interface(
            number: fields[2], alternate: fields[3], interfaceClass: fields[5], nameIndex: fields[8], endpoints: [])
    }

    private static func endpoint(_ fields: [UInt8]) throws(DescriptorError) -> Endpoint {
        guard fields.count >= 7 else { throw .length(have: fields.count, need: 7) }
        let address = fields[2]
        guard address & 0x70 == 0, address & 0x0F != 0 else { throw .endpoint(address: address) }
        let size = Int(fields[4]) | Int(fields[5]) << 8
        return Endpoint(address: address, attributes: fields[3], packetLength: size & 0x7FF)
    }
}

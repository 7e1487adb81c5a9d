/// Why a host gave up on a device.
public enum USBEnumerationError: Error, Equatable, Sendable {
    /// The request of this bRequest and wValue was refused.
    case refused(request: UInt8, value: UInt16)
    /// The device did not answer.
    case noResponse
    /// A device descriptor that is short or contradicts itself.
    case badDeviceDescriptor([UInt8])
    /// A configuration whose lengths or counts do not add up, with the offset of the descriptor at fault.
    case badConfiguration(offset: Int)
}

/// What a host learns from the descriptors, read with distrust.
///
/// Source: USB 2.0, 9.6, tables 9-8, 9-10, 9-12 and 9-13.
struct USBConfigurationReader {
    struct Endpoint: Equatable {
        var address: UInt8
        var maximumPacketLength: Int
    }

    private(set) var value: UInt8 = 0
    private(set) var interfaces: [USBDeviceSummary.Interface] = []
    private(set) var endpoints: [Endpoint] = []

    init(_ bytes: [UInt8]) throws(USBEnumerationError) {
        guard bytes.count >= 9, bytes[0] >= 9, bytes[1] == 2, Int(bytes[2]) | Int(bytes[3]) << 8 == bytes.count else {
            throw .badConfiguration(offset: 0)
        }
        value = bytes[5]
        var offset = Int(bytes[0])
        while offset < bytes.count {
            let length = Int(bytes[offset])
            guard length >= 2, offset + length <= bytes.count else { throw .badConfiguration(offset: offset) }
            try take(bytes[offset..<(offset + length)])
            offset += length
        }
        guard interfaces.count == Int(bytes[4]) else { throw .badConfiguration(offset: 4) }
    }

    private mutating func take(_ descriptor: ArraySlice<UInt8>) throws(USBEnumerationError) {
        let start = descriptor.startIndex
        switch descriptor[start + 1] {
        case 4:
            guard descriptor.count >= 9 else { throw .badConfiguration(offset: start) }
            guard descriptor[start + 3] == 0 else { return }
            interfaces.append(
                USBDeviceSummary.Interface(
                    interfaceClass: descriptor[start + 5], interfaceSubclass: descriptor[start + 6],
                    interfaceProtocol: descriptor[start + 7]))
        case 5:
            guard descriptor.count >= 7 else { throw .badConfiguration(offset: start) }
            let length = Int(descriptor[start + 4]) | Int(descriptor[start + 5]) << 8
            guard (1...64).contains(length), descriptor[start + 2] & 0x70 == 0, descriptor[start + 2] & 0x0F != 0 else {
                throw .badConfiguration(offset: start)
            }
            endpoints.append(Endpoint(address: descriptor[start + 2], maximumPacketLength: length))
        default: break
        }
    }
}

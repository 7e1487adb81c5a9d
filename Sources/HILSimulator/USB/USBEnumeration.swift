/// A host's first words to a device, one packet a step: eight bytes of the device descriptor at address 0 for the packet
/// length, SET_ADDRESS, then the whole device descriptor and the configuration.
///
/// Source: USB 2.0, 9.1.2. With what it knows of a device that was only reset, it sets the address and no more.
struct USBEnumeration {
    private enum Step: CaseIterable {
        case firstBytes
        case address
        case deviceDescriptor
        case configurationHeader
        case configuration
    }

    /// The address that the port gives; there is one device a port.
    static let address: UInt8 = 1

    private var step: Step
    private var exchange: ControlExchange?
    private var currentAddress: UInt8 = 0
    private var deviceDescriptor: [UInt8] = []
    private var configurationLength = 9
    private(set) var maximumPacketLength = 8
    private(set) var configuration: USBConfigurationReader?
    private let isShort: Bool

    /// Reads everything.
    init() {
        step = .firstBytes
        isShort = false
    }

    /// Only gives the address again.
    init(knownPacketLength: Int) {
        step = .address
        isShort = true
        maximumPacketLength = knownPacketLength
    }

    /// What the device showed; nil before the end and after a short enumeration.
    var summary: USBDeviceSummary? {
        guard let configuration, deviceDescriptor.count == 18 else { return nil }
        func word(_ offset: Int) -> UInt16 {
            UInt16(deviceDescriptor[offset]) | UInt16(deviceDescriptor[offset + 1]) << 8
        }
        return USBDeviceSummary(
            vendorID: word(8), productID: word(10), deviceRelease: word(12), deviceClass: deviceDescriptor[4],
            deviceSubclass: deviceDescriptor[5], deviceProtocol: deviceDescriptor[6],
            configurationValue: configuration.value, configurationCount: deviceDescriptor[17],
            interfaces: configuration.interfaces)
    }

    enum Progress: Equatable {
        case waiting
        case moved
        case done
    }

    mutating func advance(on cable: SimulatedUSBCable) throws(USBEnumerationError) -> Progress {
        if exchange == nil {
            // Reset and SET_ADDRESS recovery (7.1.7.5 and 9.2.6.3): the device gets the time to take what happened.
            guard !cable.isDeviceBehind else { return .waiting }
            exchange = nextExchange()
        }
        guard
            let progress = exchange?.step(on: cable, at: currentAddress, maximumPacketLength: maximumPacketLength),
            let setup = exchange?.setup, let input = exchange?.input
        else { return .waiting }
        switch progress {
        case .waiting: return .waiting
        case .moved: return .moved
        case .ended(.completed, _):
            exchange = nil
            return try finish(input) ? .done : .moved
        case .ended(_, .noResponse): throw .noResponse
        case .ended: throw .refused(request: setup[1], value: UInt16(setup[2]) | UInt16(setup[3]) << 8)
        }
    }

    private func nextExchange() -> ControlExchange {
        func descriptor(_ type: UInt8, _ length: Int) -> ControlExchange {
            let low = UInt8(truncatingIfNeeded: length)
            return ControlExchange(
                reading: [0x80, 6, 0, type, 0, 0, low, UInt8(truncatingIfNeeded: length >> 8)], room: length)
        }
        return switch step {
        case .firstBytes: descriptor(1, 8)
        case .address: ControlExchange(writing: [0x00, 5, Self.address, 0, 0, 0, 0, 0])
        case .deviceDescriptor: descriptor(1, 18)
        case .configurationHeader: descriptor(2, 9)
        case .configuration: descriptor(2, configurationLength)
        }
    }

    /// Takes what a step brought; true after the last.
    private mutating func finish(_ input: [UInt8]) throws(USBEnumerationError) -> Bool {
        switch step {
        case .firstBytes:
            guard input.count == 8, input[1] == 1, [8, 16, 32, 64].contains(input[7]) else {
                throw .badDeviceDescriptor(input)
            }
            maximumPacketLength = Int(input[7])
            step = .address
        case .address:
            currentAddress = Self.address
            if isShort { return true }
            step = .deviceDescriptor
        case .deviceDescriptor:
            guard input.count == 18, input[0] == 18, input[1] == 1, input[17] > 0 else {
                throw .badDeviceDescriptor(input)
            }
            deviceDescriptor = input
            step = .configurationHeader
        case .configurationHeader:
            guard input.count == 9, input[1] == 2 else { throw .badConfiguration(offset: 0) }
            configurationLength = Int(input[2]) | Int(input[3]) << 8
            guard (9...4096).contains(configurationLength) else { throw .badConfiguration(offset: 2) }
            step = .configuration
        case .configuration:
            configuration = try USBConfigurationReader(input)
            return true
        }
        return false
    }
}

/// The vendor interface through which a monitor is talked to.
public struct MonitorInterface: Equatable, Sendable {
    /// bConfigurationValue of its configuration.
    public var configuration: UInt8
    /// bInterfaceNumber.
    public var number: UInt8
    /// Its name.
    public var name: String
    /// Address of the bulk endpoint to the host.
    public var inEndpoint: UInt8
    /// Its packet length in bytes.
    public var inPacketLength: Int
    /// Address of the bulk endpoint to the device.
    public var outEndpoint: UInt8
    /// Its packet length in bytes.
    public var outPacketLength: Int
    /// The device's serial number; nil when it has none.
    public var serial: String?

    package init(
        configuration: UInt8, number: UInt8, name: String, inEndpoint: UInt8, inPacketLength: Int, outEndpoint: UInt8,
        outPacketLength: Int, serial: String?
    ) {
        self.configuration = configuration
        self.number = number
        self.name = name
        self.inEndpoint = inEndpoint
        self.inPacketLength = inPacketLength
        self.outEndpoint = outEndpoint
        self.outPacketLength = outPacketLength
        self.serial = serial
    }
}

/// Asks a device over control transfers what it is; the same for libusb and USB/IP.
struct DeviceProbe {
    typealias Control = (ControlSetup) throws(USBHostError) -> [UInt8]

    let path: String
    let interfaceName: String
    let control: Control

    /// Finds the interface by class and name, since its number is not fixed.
    func findInterface() throws(USBHostError) -> MonitorInterface {
        let device = try control(.descriptor(type: 1, length: 18))
        guard device.count == 18, device[0] == 18 else {
            throw .descriptor(.length(have: device.count, need: 18), path: path)
        }
        guard device[1] == 1 else { throw .descriptor(.type(device[1]), path: path) }
        let configuration = try readConfiguration()
        let language = try readLanguage()
        let serial = try text(device[16], language: language)
        for interface in configuration.interfaces
        where interface.interfaceClass == MonitorUSB.interfaceClass && interface.alternate == 0 {
            guard let name = try text(interface.nameIndex, language: language), name.hasPrefix(interfaceName),
                let input = interface.endpoints.first(where: { $0.isBulk && $0.isInput && $0.packetLength > 0 }),
                let output = interface.endpoints.first(where: { $0.isBulk && !$0.isInput && $0.packetLength > 0 })
            else { continue }
            return MonitorInterface(
                configuration: configuration.value, number: interface.number, name: name,
                inEndpoint: input.address, inPacketLength: input.packetLength, outEndpoint: output.address,
                outPacketLength: output.packetLength, serial: serial)
        }
        throw .notAMonitor(path: path, interfaceName: interfaceName)
    }

    private func readConfiguration() throws(USBHostError) -> ConfigurationDescriptor {
        let head = try control(.descriptor(type: 2, length: 9))
        let total = try decode { () throws(DescriptorError) in try ConfigurationDescriptor.totalLength(of: head) }
        let bytes = try control(.descriptor(type: 2, length: UInt16(clamping: total)))
        return try decode { () throws(DescriptorError) in try ConfigurationDescriptor(decoding: bytes) }
    }

    /// Nil when the device has no texts.
    private func readLanguage() throws(USBHostError) -> UInt16? {
        guard let bytes = try unlessStalled(.descriptor(type: 3, length: 255)) else { return nil }
        return try decode { () throws(DescriptorError) in try StringDescriptor.language(decoding: bytes) }
    }

    private func text(_ index: UInt8, language: UInt16?) throws(USBHostError) -> String? {
        guard index != 0, let language,
            let bytes = try unlessStalled(.descriptor(type: 3, index: index, language: language, length: 255))
        else { return nil }
        return try decode { () throws(DescriptorError) in try StringDescriptor.text(decoding: bytes) }
    }

    private func unlessStalled(_ setup: ControlSetup) throws(USBHostError) -> [UInt8]? {
        do throws(USBHostError) {
            return try control(setup)
        } catch {
            if case .stalled = error { return nil }
            throw error
        }
    }

    private func decode<Value>(_ body: () throws(DescriptorError) -> Value) throws(USBHostError) -> Value {
        do throws(DescriptorError) {
            return try body()
        } catch {
            throw .descriptor(error, path: path)
        }
    }
}

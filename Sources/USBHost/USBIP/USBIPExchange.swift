import USBIPWire

/// A request and its reply before a device is imported.
enum USBIPExchange {
    /// The devices that a server exports.
    static func deviceList(
        over connection: USBIPConnection, at address: USBIPAddress, limits: HostLimits
    ) throws(USBHostError) -> USBIPDeviceListReply {
        try run(
            USBIPDeviceListRequest().encoded, over: connection, at: address, operation: "the device list",
            limits: limits, missing: USBIPDeviceListReply.bytesMissing, decode: USBIPDeviceListReply.init(decoding:))
    }

    /// Asks for a device; when it is granted, the connection is that device's from now on.
    static func importDevice(
        _ busID: String, over connection: USBIPConnection, at address: USBIPAddress, limits: HostLimits
    ) throws(USBHostError) -> USBIPImportReply {
        try run(
            USBIPImportRequest(busID: busID).encoded, over: connection, at: address,
            operation: "the import of \(busID)", limits: limits, missing: USBIPImportReply.bytesMissing,
            decode: USBIPImportReply.init(decoding:))
    }

    private static func run<Reply>(
        _ request: [UInt8], over connection: USBIPConnection, at address: USBIPAddress, operation: String,
        limits: HostLimits, missing: (ArraySlice<UInt8>) throws(USBIPError) -> Int,
        decode: (ArraySlice<UInt8>) throws(USBIPError) -> Reply
    ) throws(USBHostError) -> Reply {
        let deadline = Deadline(milliseconds: limits.setup)
        do throws(USBIPConnection.Failure) {
            try connection.send(request, deadline: deadline)
            while true {
                let count = try connection.wire { bytes throws(USBIPError) in try missing(bytes) }
                if count == 0 { break }
                try connection.fill(to: connection.received.count + count, deadline: deadline)
            }
            let reply = try connection.wire { bytes throws(USBIPError) in try decode(bytes) }
            connection.take(connection.received.count)
            return reply
        } catch {
            connection.close()
            switch error {
            case .timedOut: throw .timedOut(operation: operation, milliseconds: deadline.milliseconds)
            case .ended: throw .connectionLost(address: "\(address)", operation: operation)
            case .system(let message): throw .connectionFailed(address: "\(address)", message: message)
            case .malformed(let error): throw .protocolMismatch(address: "\(address)", detail: "\(error)")
            }
        }
    }
}

import USBIPWire

extension USBIPServer {
    /// Answers a device list or an import as soon as all of the request is there.
    func answerOperation(of client: ClientConnection, now: ContinuousClock.Instant) throws(USBIPError) {
        let bytes = client.received
        guard bytes.count >= USBIP.operationHeaderLength else { return closeIfEnded(client) }
        let header = try USBIPOperationHeader(decoding: bytes)
        guard let length = header.operation.requestLength else { throw .operation(header.operation.rawValue) }
        guard bytes.count >= length else { return closeIfEnded(client) }
        let request = bytes.prefix(length)

        if header.operation == .importRequest {
            let busID = try USBIPImportRequest(decoding: request).busID
            // Who has gone already must not get the device in front of who comes next.
            if client.hasEnded { return client.close() }
            if mustWaitForDevice(client, now: now) { return }
            client.consume(length)
            answerImport(of: busID, by: client, now: now)
        } else {
            _ = try USBIPDeviceListRequest(decoding: request)
            if mustWaitForDevice(client, now: now) { return }
            counters.lists += 1
            client.send(USBIPDeviceListReply(entries: isAttached ? listEntries : []).encoded, now: now)
            client.beginClosing(now: now)
        }
    }

    private func answerImport(of busID: String, by client: ClientConnection, now: ContinuousClock.Instant) {
        let refusal: USBIPOperationStatus?
        if busID != Self.busID || !isAttached {
            refusal = .noDevice
        } else {
            refusal = importer == nil ? nil : .deviceBusy
        }
        if refusal == nil, let entry = listEntries.first {
            counters.imports += 1
            importer = client
            client.beginImport(now: now)
            client.send(USBIPImportReply.accepted(entry.device).encoded, now: now)
        } else {
            counters.refusedImports += 1
            client.send(USBIPImportReply.refused(refusal ?? .noDevice).encoded, now: now)
            client.beginClosing(now: now)
        }
    }

    /// After a reset the device needs a moment before it can say what it is; the request is kept meanwhile.
    private func mustWaitForDevice(_ client: ClientConnection, now: ContinuousClock.Instant) -> Bool {
        guard isAttached, device.summary == nil else { return false }
        let since = client.waitsForDeviceSince ?? now
        client.waitsForDeviceSince = since
        if now - since < limits.enumeration { return true }
        client.waitsForDeviceSince = nil
        return false
    }

    private func closeIfEnded(_ client: ClientConnection) {
        if client.hasEnded { client.close() }
    }

    private var listEntries: [USBIPDeviceListReply.Entry] {
        guard let summary = device.summary else { return [] }
        let device = USBIPDevice(
            path: "/sys/devices/cellsim/usb1/\(Self.busID)", busID: Self.busID, bus: Self.bus,
            device: Self.deviceNumber, speed: .full, vendorID: summary.vendorID, productID: summary.productID,
            release: summary.deviceRelease, deviceClass: summary.deviceClass,
            deviceSubclass: summary.deviceSubclass, deviceProtocol: summary.deviceProtocol,
            configurationValue: summary.configurationValue, configurationCount: summary.configurationCount,
            interfaceCount: 0)
        let interfaces = summary.interfaces.map {
            USBIPDeviceListReply.Interface(
                interfaceClass: $0.interfaceClass, interfaceSubclass: $0.interfaceSubclass,
                interfaceProtocol: $0.interfaceProtocol)
        }
        return [USBIPDeviceListReply.Entry(device: device, interfaces: interfaces)]
    }
}

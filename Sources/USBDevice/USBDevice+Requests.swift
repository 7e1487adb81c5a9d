/// Chapter 9, request by request. Every path ends in one of `sendReply`, `acknowledge` and `reject`.
///
/// Where chapter 9 leaves behaviour open (a request in the Default state, fields that should be zero) the request is
/// refused, except that wIndex is not looked at where GET_DESCRIPTOR has no use for it.
extension USBDevice where Controller: ~Copyable {
    mutating func answer<Application: USBVendorFunction & ~Copyable>(
        _ packet: SetupPacket, application: inout Application
    ) {
        let isDone =
            switch packet.requestType {
            case 0x80: answerDeviceRead(packet)
            case 0x81: answerInterfaceRead(packet)
            case 0x82: answerEndpointRead(packet)
            case 0x00: answerDeviceWrite(packet, application: &application)
            case 0x01: answerInterfaceWrite(packet, application: &application)
            case 0x02: answerEndpointWrite(packet, application: &application)
            case 0xC0: answerVendorRead(packet)
            default: false
            }
        guard isDone else { return control.reject(over: &controller) }
        if packet.isDeviceToHost {
            control.sendReply(limit: packet.length, over: &controller)
        } else {
            control.acknowledge(over: &controller)
        }
    }

    private var hasAddress: Bool { state == .addressed || state == .configured }

    // MARK: Reading; the reply is left in `control.reply`

    private mutating func answerDeviceRead(_ packet: SetupPacket) -> Bool {
        switch StandardRequest(rawValue: packet.request) {
        case .getDescriptor: return appendDescriptor(packet)
        case .getStatus:
            guard packet.value == 0, packet.index == 0, hasAddress else { return false }
            control.reply.append16(0)  // bus-powered, no remote wakeup (figure 9-4)
            return true
        case .getConfiguration:
            guard packet.value == 0, packet.index == 0, hasAddress else { return false }
            control.reply.append(state == .configured ? MonitorInterface.configurationValue : 0)
            return true
        default: return false
        }
    }

    private mutating func answerInterfaceRead(_ packet: SetupPacket) -> Bool {
        guard state == .configured, packet.value == 0, packet.index == UInt16(MonitorInterface.number) else {
            return false
        }
        switch StandardRequest(rawValue: packet.request) {
        case .getStatus: control.reply.append16(0)  // all bits reserved (figure 9-5)
        case .getInterface: control.reply.append(0)  // the one alternate setting
        default: return false
        }
        return true
    }

    private mutating func answerEndpointRead(_ packet: SetupPacket) -> Bool {
        guard packet.request == StandardRequest.getStatus.rawValue, packet.value == 0 else { return false }
        switch packet.index {
        case UInt16(EndpointAddress.controlOut.rawValue), UInt16(EndpointAddress.controlIn.rawValue):
            guard hasAddress else { return false }
            control.reply.append16(0)
        case UInt16(MonitorInterface.bulkOut.rawValue) where state == .configured:
            control.reply.append16(bulkOut.isHalted ? 1 : 0)
        case UInt16(MonitorInterface.bulkIn.rawValue) where state == .configured:
            control.reply.append16(bulkIn.isHalted ? 1 : 0)
        default: return false
        }
        return true
    }

    private mutating func appendDescriptor(_ packet: SetupPacket) -> Bool {
        switch DescriptorType(rawValue: packet.valueHigh) {
        case .device where packet.valueLow == 0:
            DeviceDescriptors.appendDevice(identity, to: &control.reply)
        case .configuration where packet.valueLow == 0:
            DeviceDescriptors.appendConfiguration(to: &control.reply)
        case .binaryObjectStore where packet.valueLow == 0:
            BinaryObjectStore.append(to: &control.reply)
        case .string:
            return DeviceDescriptors.appendString(
                packet.valueLow, language: packet.index, identity: identity, to: &control.reply)
        default: return false
        }
        return true
    }

    private mutating func answerVendorRead(_ packet: SetupPacket) -> Bool {
        guard packet.request == MicrosoftOS20.vendorCode, packet.value == 0,
            packet.index == MicrosoftOS20.descriptorIndex
        else { return false }
        MicrosoftOS20.appendSet(isComposite: MicrosoftOS20.isComposite, to: &control.reply)
        return true
    }

    // MARK: Writing; none has a data stage

    private mutating func answerDeviceWrite<Application: USBVendorFunction & ~Copyable>(
        _ packet: SetupPacket, application: inout Application
    ) -> Bool {
        guard packet.index == 0, packet.length == 0 else { return false }
        switch StandardRequest(rawValue: packet.request) {
        case .setAddress:
            guard packet.value <= 127, state == .unaddressed || state == .addressed else { return false }
            pendingAddress = packet.valueLow
            return true
        case .setConfiguration:
            guard packet.valueHigh == 0, hasAddress else { return false }
            return setConfiguration(packet.valueLow, application: &application)
        default: return false  // remote wakeup and the test modes do not exist here
        }
    }

    private mutating func setConfiguration<Application: USBVendorFunction & ~Copyable>(
        _ value: UInt8, application: inout Application
    ) -> Bool {
        guard value == 0 || value == MonitorInterface.configurationValue else { return false }
        // Choosing the same configuration again also clears halts and toggles (9.1.1.5).
        closePipes()
        let wasConfigured = state == .configured
        guard value != 0 else {
            state = .addressed
            if wasConfigured { application.configured(false) }
            return true
        }
        let length = MonitorInterface.maximumPacketLength
        controller.openEndpoint(MonitorInterface.bulkOut, type: .bulk, maximumPacketLength: length)
        controller.openEndpoint(MonitorInterface.bulkIn, type: .bulk, maximumPacketLength: length)
        state = .configured
        application.configured(true)
        return true
    }

    private mutating func answerInterfaceWrite<Application: USBVendorFunction & ~Copyable>(
        _ packet: SetupPacket, application: inout Application
    ) -> Bool {
        guard packet.request == StandardRequest.setInterface.rawValue, packet.length == 0, state == .configured,
            packet.index == UInt16(MonitorInterface.number), packet.value == 0
        else { return false }
        // Whoever opens the interface on Linux chooses its setting first: the one before is gone.
        restartPipe(.out, application: &application)
        restartPipe(.in, application: &application)
        application.configured(true)
        return true
    }

    private mutating func answerEndpointWrite<Application: USBVendorFunction & ~Copyable>(
        _ packet: SetupPacket, application: inout Application
    ) -> Bool {
        guard packet.length == 0, packet.value == FeatureSelector.endpointHalt.rawValue, state == .configured else {
            return false
        }
        let direction: USBDirection
        switch packet.index {
        case UInt16(MonitorInterface.bulkOut.rawValue): direction = .out
        case UInt16(MonitorInterface.bulkIn.rawValue): direction = .in
        default: return false  // a halt of the control pipe is neither required nor recommended (9.4.5)
        }
        switch StandardRequest(rawValue: packet.request) {
        case .setFeature: haltPipe(direction)
        case .clearFeature: restartPipe(direction, application: &application)
        default: return false
        }
        return true
    }

    private mutating func haltPipe(_ direction: USBDirection) {
        switch direction {
        case .out:
            bulkOut.halt()
            controller.stall(MonitorInterface.bulkOut)
        case .in:
            bulkIn.halt()
            controller.stall(MonitorInterface.bulkIn)
        }
    }

    /// Clears a halt; the toggle goes back to DATA0 even if there was none (9.4.5).
    private mutating func restartPipe<Application: USBVendorFunction & ~Copyable>(
        _ direction: USBDirection, application: inout Application
    ) {
        switch direction {
        case .out:
            controller.unstall(MonitorInterface.bulkOut)
            bulkOut.restart()
        case .in:
            controller.unstall(MonitorInterface.bulkIn)
            bulkIn.restart()
        }
        application.pipeReset(direction)
    }
}

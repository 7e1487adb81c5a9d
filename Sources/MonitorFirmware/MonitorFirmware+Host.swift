import CellCore
import CellWire
import Journal
import USBDevice

extension MonitorFirmware where B: ~Copyable {
    /// Moves the bus on and answers requests; true when something moved.
    mutating func serveHost() -> Bool {
        var hasMoved = usb.poll(application: &link)
        // A stream belongs to the host that asked for it.
        if link.takeRestart() { stream.start(.nothing) }
        while link.outbox.hasRoomForReply, let incoming = link.next() {
            answer(incoming)
            hasMoved = true
        }
        return hasMoved
    }

    private mutating func answer(_ incoming: HostLink.Incoming) {
        switch incoming {
        case .request(let frame):
            answer(frame)
        case .refused:
            let reply = ErrorReply(
                reason: .notAFrame, rawRequestType: 0, detail: UInt32(WireFormat.protocolVersion))
            _ = link.send(reply: Frame(reply, sequence: 0))
        }
    }

    private mutating func answer(_ request: Frame) {
        guard request.channel == 0 else {
            refuse(request, .unknownChannel, detail: UInt32(request.channel))
            return
        }
        do throws(WireError) {
            switch request.type {
            case .infoRequest: reply(to: request, info)
            case .statusRequest: reply(to: request, StatusReply(monitor.status))
            case .streamRequest: try startStream(request)
            case .eventsRequest:
                reply(to: request, log.events(after: try request.decode(EventsRequest.self).afterSequence))
            case .configurationRequest: try readConfiguration(request)
            case .healthRequest: reply(to: request, health)
            default: refuse(request, .unknownRequest)
            }
        } catch {
            refuse(request, .malformed)
        }
    }

    private mutating func startStream(_ request: Frame) throws(WireError) {
        let known = StreamContents.samples.union(.status).union(.events).union(.spectra)
        let asked = try request.decode(StreamRequest.self).contents
        let contents = StreamContents(rawValue: asked.rawValue & known.rawValue)
        stream.start(contents)
        reply(to: request, StreamReply(contents: contents))
    }

    private mutating func readConfiguration(_ request: Frame) throws(WireError) {
        let rawKey = try request.decode(ConfigurationRequest.self).rawKey
        guard let key = ConfigurationKey(rawValue: rawKey) else {
            refuse(request, .unknownKey, detail: UInt32(rawKey))
            return
        }
        let value = key.value(in: profile, samplePeriodMicroseconds: sensors.samplePeriodMicroseconds)
        reply(to: request, ConfigurationReply(key: key, value: value))
    }

    private mutating func reply(to request: Frame, _ message: some WireMessage) {
        _ = link.send(
            reply: Frame(
                message, sequence: request.sequence, channel: request.channel, session: request.session))
    }

    private mutating func refuse(_ request: Frame, _ reason: ErrorReply.Reason, detail: UInt32 = 0) {
        reply(to: request, ErrorReply(reason: reason, rawRequestType: request.rawType, detail: detail))
    }

    private var info: InfoReply {
        var info = InfoReply()
        let version = FirmwareIdentity.version
        info.capabilities = Capabilities.stream.union(.events).union(.configuration).union(.health)
        if impedance.condition.health != nil { info.capabilities = info.capabilities.union(.spectra) }
        info.firmwareMajor = version.major
        info.firmwareMinor = version.minor
        info.firmwarePatch = version.patch
        info.uptimeMicroseconds = board.uptimeMicroseconds
        info.samplePeriodMicroseconds = sensors.samplePeriodMicroseconds
        info.serialNumber = identity.serialNumber
        info.sourceRevision = identity.sourceRevision
        info.profile = FixedText(profile.name.bytes.span)
        return info
    }
}

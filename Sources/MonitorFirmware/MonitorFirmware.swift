import CellCore
import CellWire
import USBDevice

/// The application that is flashed: takes samples, steps the monitor, answers the host. One loop, nothing waits.
///
/// ```swift
/// var firmware = MonitorFirmware(board: board, controller: controller, profile: .aluconeTiS2, identity: identity)
/// firmware.start()
/// while true { if !firmware.poll() { sleepUntilInterrupt() } }
/// ```
public struct MonitorFirmware<B: Board & ~Copyable, Controller: USBController & ~Copyable>: ~Copyable {
    /// The board, open to the body that feeds it.
    public var board: B
    private var usb: USBDevice<Controller>
    private var link = HostLink()
    private var stream = ReportStream()
    private var log = EventLog()
    private var monitor: CellMonitor
    private let identity: FirmwareIdentity

    /// Firmware on a board; no host sees it before `start`.
    public init(
        board: consuming B, controller: consuming Controller, profile: CellProfile, identity: FirmwareIdentity
    ) {
        self.board = board
        self.identity = identity
        usb = USBDevice(controller: controller, identity: identity.usb)
        monitor = CellMonitor(profile: profile)
    }

    /// Shows the device to the host.
    public mutating func start() { usb.connect() }

    /// Does what there is to do: the sample first, then the host. False when nothing was, so that the board may sleep.
    public mutating func poll() -> Bool {
        var hasMoved = false
        while let sample = board.nextSample() {
            take(sample)
            hasMoved = true
        }
        if usb.poll(application: &link) { hasMoved = true }
        // A stream belongs to the host that asked for it.
        if link.takeRestart() { stream.start(.nothing) }
        while link.outbox.hasRoomForReply, let incoming = link.next() {
            answer(incoming)
            hasMoved = true
        }
        return hasMoved
    }

    /// What is known of the cell.
    public var status: CellStatus { monitor.status }

    /// The monitor's whole state, for a recording or a checkpoint.
    public var snapshot: SnapshotBytes { monitor.snapshot }

    private mutating func take(_ sample: Sample) {
        var events = EventList()
        monitor.step(sample, events: &events)
        for index in 0..<events.count {
            if let event = events[index] { log.append(event) }
        }
        stream.send(sample, events, monitor.status, over: &link)
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
            default: refuse(request, .unknownRequest)
            }
        } catch {
            refuse(request, .malformed)
        }
    }

    private mutating func startStream(_ request: Frame) throws(WireError) {
        let known = StreamContents.samples.union(.status).union(.events)
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
        let value = key.value(in: monitor.profile, samplePeriodMicroseconds: board.samplePeriodMicroseconds)
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
        info.capabilities = Capabilities.stream.union(.events).union(.configuration)
        info.firmwareMajor = version.major
        info.firmwareMinor = version.minor
        info.firmwarePatch = version.patch
        info.uptimeMicroseconds = board.uptimeMicroseconds
        info.samplePeriodMicroseconds = board.samplePeriodMicroseconds
        info.serialNumber = identity.serialNumber
        info.sourceRevision = identity.sourceRevision
        info.profile = FixedText(monitor.profile.name.bytes.span)
        return info
    }
}

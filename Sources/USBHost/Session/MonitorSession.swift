import CellWire

/// Time limits of a session in milliseconds; every wait has one.
public struct SessionLimits: Equatable, Sendable {
    /// From a request to its reply.
    public var reply = 2000
    /// When opening: how long the device has to be silent before what it still had to say counts as gone.
    public var silence = 10
    /// When opening: how long that silence is waited for at most.
    public var drain = 200

    /// The defaults.
    public init() {}
}

/// A conversation with a monitor: typed requests and their replies, and the reports that it streams.
///
/// ```swift
/// let session = try MonitorSession.open(DeviceSelector(device: nil, usbip: "127.0.0.1", environment: nil))
/// defer { session.close() }
/// let status = try session.status().status
/// ```
/// One thread at a time. A reply is matched by its type and sequence number; reports that come in between are kept
/// while a stream is on. After an error of USB the session is of no more use.
public final class MonitorSession {
    private static let readLength = 4096

    private let transport: any DeviceTransport
    private let limits: SessionLimits
    private var assembler = FrameAssembler()
    private var input: [UInt8] = []
    private var inputPosition = 0
    private var sequence: UInt16
    private var reports = ReportQueue()
    private var contents = StreamContents.nothing

    /// Where the device is, as `DeviceCandidate.path` has it.
    public var path: String { transport.path }
    /// The interface in use, with the serial number of the device.
    public var interface: MonitorInterface { transport.interface }

    /// Finds and opens the device that fits.
    public static func open(
        _ selector: DeviceSelector, limits: SessionLimits = SessionLimits(), hostLimits: HostLimits = HostLimits()
    ) throws(SessionError) -> MonitorSession {
        let transport: any DeviceTransport
        do throws(USBHostError) {
            transport = try DeviceFinder.open(selector, limits: hostLimits)
        } catch {
            throw .usb(error)
        }
        do throws(SessionError) {
            return try MonitorSession(transport, limits: limits)
        } catch {
            transport.close()
            throw error
        }
    }

    /// Takes over an open device and reads away what an earlier conversation has left.
    public init(_ transport: any DeviceTransport, limits: SessionLimits = SessionLimits()) throws(SessionError) {
        self.transport = transport
        self.limits = limits
        // Not the numbers of an earlier session whose late reply may still come; 0 is that of unasked errors.
        sequence = .random(in: 1...UInt16.max)
        try drain()
    }

    /// Who the device is.
    public func info() throws(SessionError) -> InfoReply {
        try perform(InfoRequest(), InfoReply.self, "the info request")
    }

    /// How the device's parts are. For a device whose capabilities hold `health`; another refuses.
    public func health() throws(SessionError) -> HealthReply {
        try perform(HealthRequest(), HealthReply.self, "the health request")
    }

    /// The state of the cell after the last sample.
    public func status() throws(SessionError) -> StatusReport {
        try perform(StatusRequest(), StatusReply.self, "the status request").report
    }

    /// Kept events after a sequence number, oldest first, up to 16; 0 asks for the oldest that are kept.
    public func events(after sequence: UInt32) throws(SessionError) -> EventsReply {
        try perform(EventsRequest(afterSequence: sequence), EventsReply.self, "the events request")
    }

    /// One value of the configuration in the unit of its key; nil where the device's profile has none.
    public func configuration(_ key: ConfigurationKey) throws(SessionError) -> Int64? {
        try perform(ConfigurationRequest(key: key), ConfigurationReply.self, "the configuration request").value
    }

    /// Starts a stream, changes or ends it; returns what the device will send. Reports not taken yet are dropped.
    @discardableResult
    public func stream(_ contents: StreamContents) throws(SessionError) -> StreamContents {
        reports.restart()
        self.contents = contents
        let reply = try perform(StreamRequest(contents: contents), StreamReply.self, "the stream request")
        self.contents = reply.request.contents
        return reply.request.contents
    }

    /// The next report of the stream; nil when none comes in time. Damaged ones count as lost.
    public func nextReport(timeoutMilliseconds: Int) throws(SessionError) -> StreamedReport? {
        let deadline = Deadline(milliseconds: timeoutMilliseconds)
        while true {
            var damage: WireError?
            while let frame = try nextFrame(during: "the stream", &damage) { keep(frame) }
            if let report = reports.next() { return report }
            guard deadline.remaining > 0, try receive(during: "the stream", deadline: deadline) else { return nil }
        }
    }

    /// Ends a stream and gives the device back; more calls are harmless.
    public func close() {
        if contents != .nothing { _ = try? stream(.nothing) }
        contents = .nothing
        transport.close()
    }

    private func perform<Request: WireMessage, Reply: WireMessage>(
        _ request: Request, _: Reply.Type, _ operation: String
    ) throws(SessionError) -> Reply {
        sequence = sequence == .max ? 1 : sequence + 1
        let deadline = Deadline(milliseconds: limits.reply)
        try send(Frame(request, sequence: sequence), during: operation)
        var damage: WireError?
        while true {
            while let frame = try nextFrame(during: operation, &damage) {
                if let reply: Reply = try reply(in: frame, during: operation) { return reply }
            }
            guard deadline.remaining > 0, try receive(during: operation, deadline: deadline) else {
                if let damage { throw .notUnderstood(path: path, operation: operation, damage) }
                throw .usb(.timedOut(operation: operation, milliseconds: limits.reply))
            }
        }
    }

    /// The reply if the frame is it; reports are kept, what belongs to no request of ours is passed over.
    private func reply<Reply: WireMessage>(
        in frame: Frame, during operation: String
    ) throws(SessionError) -> Reply? {
        switch frame.type {
        case Reply.type where frame.sequence == sequence:
            return try decode(frame, during: operation)
        case .errorReply:
            let error: ErrorReply = try decode(frame, during: operation)
            // A device that cannot read a request knows neither its number nor its type.
            let isUnread = frame.sequence == 0 && error.rawReason == ErrorReply.Reason.notAFrame.rawValue
            guard frame.sequence == sequence || isUnread else { return nil }
            if isUnread, let version = UInt8(exactly: error.detail), version != WireFormat.protocolVersion {
                throw .protocolVersion(path: path, device: version)
            }
            throw .refused(path: path, operation: operation, rawReason: error.rawReason, detail: error.detail)
        default:
            keep(frame)
            return nil
        }
    }

    private func decode<Message: WireMessage>(
        _ frame: Frame, during operation: String
    ) throws(SessionError) -> Message {
        do throws(WireError) {
            return try frame.decode(Message.self)
        } catch {
            throw .notUnderstood(path: path, operation: operation, error)
        }
    }

    private func keep(_ frame: Frame) {
        guard contents != .nothing else { return }
        // A report that cannot be decoded leaves a gap in the numbers, which counts it as lost.
        try? reports.take(frame)
    }
}

// Bytes and frames.
extension MonitorSession {
    private func send(_ frame: Frame, during operation: String) throws(SessionError) {
        let bytes = (0..<frame.bytes.count).map { frame.bytes[$0] }
        do throws(USBHostError) {
            try transport.bulkOut(bytes, timeoutMilliseconds: limits.reply)
        } catch {
            throw .usb(error.named(operation))
        }
    }

    /// The next whole frame of what has come; nil when more is needed.
    ///
    /// After a time-out the rest of a message may be missing, so damage ends nothing: it is noted, and the search goes
    /// on behind it. Another protocol version does, for nothing readable will come.
    private func nextFrame(during operation: String, _ damage: inout WireError?) throws(SessionError) -> Frame? {
        while true {
            do throws(WireError) {
                if let frame = try assembler.next() { return frame }
            } catch {
                if case .protocolVersion(let version) = error { throw .protocolVersion(path: path, device: version) }
                damage = damage ?? error
                continue
            }
            guard inputPosition < input.count else { return nil }
            inputPosition += assembler.push(input.span, from: inputPosition)
        }
    }

    /// Waits for bytes; false when none came before the deadline.
    private func receive(during operation: String, deadline: Deadline) throws(SessionError) -> Bool {
        do throws(USBHostError) {
            input = try transport.bulkIn(
                maxLength: MonitorSession.readLength, timeoutMilliseconds: Int(max(1, deadline.remaining)))
            inputPosition = 0
            return true
        } catch {
            input = []
            inputPosition = 0
            if case .timedOut = error { return false }
            throw .usb(error.named(operation))
        }
    }

    /// Reads away what an earlier host has asked for and not taken, until the device is silent or the time is over.
    private func drain() throws(SessionError) {
        let deadline = Deadline(milliseconds: limits.drain)
        while deadline.remaining > 0 {
            do throws(USBHostError) {
                _ = try transport.bulkIn(
                    maxLength: MonitorSession.readLength,
                    timeoutMilliseconds: min(limits.silence, Int(deadline.remaining)))
            } catch {
                switch error {
                // A halt that an earlier host left is cleared by the transport.
                case .timedOut, .stalled: return
                default: throw .usb(error.named("the start of the conversation"))
                }
            }
        }
    }
}

extension USBHostError {
    /// The same error with what the user wanted in place of the transfer's name.
    fileprivate func named(_ operation: String) -> USBHostError {
        switch self {
        case .unplugged: .unplugged(operation: operation)
        case .timedOut(_, let milliseconds): .timedOut(operation: operation, milliseconds: milliseconds)
        case .stalled: .stalled(operation: operation)
        case .transferFailed(_, let reason): .transferFailed(operation: operation, reason: reason)
        default: self
        }
    }
}

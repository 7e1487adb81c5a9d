import Glibc
import USBIPWire

/// Exports one simulated device over USB/IP, without a thread of its own: who owns it calls `poll` again and again.
///
/// Any number of clients may ask for the device list; one at a time has the device. A client that goes away has its
/// transfers taken back and leaves the device reset. Malformed messages cost the client its connection, no more.
///
/// ```swift
/// let server = try USBIPServer(device: port, listen: ListenAddress(host: "127.0.0.1", port: 0))
/// print(server.address.port)
/// while running {
///     if server.poll(timeoutMilliseconds: 1) { while port.service() { firmware.poll() } }
/// }
/// ```
/// Source: Linux `Documentation/usb/usbip_protocol.rst`.
public final class USBIPServer {
    /// The name that an import asks for.
    public static let busID = "1-1"
    /// Bus number of the device.
    public static let bus: UInt32 = 1
    /// Device number on its bus.
    public static let deviceNumber: UInt32 = 2

    /// Where the server listens, with the port that was bound.
    public var address: ListenAddress { listener.address }
    /// What the server has seen.
    public internal(set) var counters = USBIPServerCounters()
    /// False between `detach` and `attach`: lists are empty and imports refused.
    public private(set) var isAttached = true
    /// True while a client has the device.
    public var isImported: Bool { importer != nil }
    /// Transfers that the importer waits for.
    public var pendingTransferCount: Int { pending.count }
    /// Bytes of answers that clients have not taken yet.
    public var unreadAnswerBytes: Int { clients.reduce(0) { $0 + $1.outputCount } }

    let device: any USBPort
    let limits: USBIPServerLimits
    var importer: ClientConnection?
    var pending = PendingTransfers()
    var lastID: UInt64 = 0
    /// The device got something to do in this poll.
    var hasNewWork = false
    private let listener: ListeningSocket
    private var clients: [ClientConnection] = []
    private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

    /// Binds and listens; the errors are those of the address and of the operating system.
    public init(
        device: any USBPort, listen address: ListenAddress = ListenAddress(), limits: USBIPServerLimits = .init()
    ) throws(USBIPServerError) {
        self.listener = try ListeningSocket(address)
        self.device = device
        self.limits = limits
    }

    deinit { scratch.deallocate() }

    /// Waits until a socket has something or the time is over, and serves what there is.
    ///
    /// Answers to transfers that have ended since the last call go out first. Never waits longer than asked, and with
    /// 0 not at all. True when the device got something to do, so that its port should be serviced.
    @discardableResult public func poll(timeoutMilliseconds: Int) -> Bool {
        hasNewWork = false
        deliverCompletions(now: .now)
        flush(now: .now)

        let polled = clients
        var descriptors = [pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)]
        descriptors += polled.map { pollfd(fd: $0.descriptor, events: events(for: $0), revents: 0) }
        let wait = min(max(0, timeoutMilliseconds), millisecondsToNextLimit(now: .now))
        let ready = Glibc.poll(&descriptors, nfds_t(descriptors.count), Int32(clamping: wait))

        let now = ContinuousClock.now
        if ready > 0 {
            // All are read before any is parsed: a device that was given back is free for who asks next.
            for (client, entry) in zip(polled, descriptors.dropFirst()) where entry.revents != 0 {
                read(client, events: Int32(entry.revents))
            }
            if descriptors[0].revents != 0 { acceptConnections(now: now) }
        }
        // Messages may be left from the last poll, held back by answers that were not taken.
        for client in clients { parse(client, now: now) }
        deliverCompletions(now: now)
        flush(now: now)
        enforceLimits(now: now)
        return hasNewWork
    }

    /// Pulls the plug: pending transfers end with ESHUTDOWN, and the importer's connection is closed after that.
    public func detach() {
        guard isAttached else { return }
        isAttached = false
        guard let client = importer else { return }
        let now = ContinuousClock.now
        deliverCompletions(now: now)
        for transfer in pending.all {
            _ = device.unlink(transfer.id)
            reply(to: transfer, status: .shutDown, now: now)
        }
        pending = PendingTransfers()
        importer = nil
        client.beginClosing(now: now)
    }

    /// Plugs the device in again, after a reset.
    public func attach() {
        guard !isAttached else { return }
        isAttached = true
        device.reset()
    }

    /// Closes all connections, unlinking what is pending; the listening socket goes with the server itself.
    public func closeConnections() {
        if let importer { release(importer) }
        for client in clients { client.close() }
        clients = []
    }

    /// Takes the device from a client that has gone, for the next one.
    func release(_ client: ClientConnection) {
        client.close()
        guard client === importer else { return }
        importer = nil
        for transfer in pending.all { _ = device.unlink(transfer.id) }
        pending = PendingTransfers()
        device.reset()
        hasNewWork = true
    }

    private func events(for client: ClientConnection) -> Int16 {
        var events: Int32 = client.outputCount > 0 ? POLLOUT : 0
        switch client.phase {
        case .handshake, .closing: if !client.hasEnded { events |= POLLIN }
        case .importer:
            events |= remoteHangUp
            if hasRoomForAnswer(to: client) { events |= POLLIN }
        case .closed: break
        }
        return Int16(truncatingIfNeeded: events)
    }

    private func read(_ client: ClientConnection, events: Int32) {
        if client === importer, events & (remoteHangUp | POLLHUP | POLLERR | POLLNVAL) != 0 {
            return release(client)
        }
        if events & (POLLIN | POLLHUP | POLLERR) != 0 { client.receive(into: scratch) }
        if client === importer, client.phase == .closed || client.hasEnded { release(client) }
    }

    private func acceptConnections(now: ContinuousClock.Instant) {
        for _ in 0..<16 {
            guard let descriptor = listener.accept() else { return }
            counters.connections += 1
            if clients.count >= limits.clients, let oldest = clients.firstIndex(where: { $0 !== importer }) {
                counters.expired += 1
                clients.remove(at: oldest).close()
            }
            clients.append(ClientConnection(descriptor: descriptor, now: now))
        }
    }

    private func parse(_ client: ClientConnection, now: ContinuousClock.Instant) {
        do throws(USBIPError) {
            if client.phase == .handshake { try answerOperation(of: client, now: now) }
            if client.phase == .importer { try performCommands(of: client, now: now) }
        } catch {
            counters.malformed += 1
            release(client)
        }
    }

    private func flush(now: ContinuousClock.Instant) {
        for client in clients where client.outputCount > 0 { client.flush(now: now) }
        if let importer, importer.phase == .closed { release(importer) }
    }

    private func enforceLimits(now: ContinuousClock.Instant) {
        for client in clients {
            if client.hasFinishedClosing { client.close() }
            guard let limit = limit(for: client), now - client.lastProgress >= limit else { continue }
            if client.phase != .closing { counters.expired += 1 }
            release(client)
        }
        clients.removeAll { $0.phase == .closed }
    }

    /// How long the client may go on without progress; nil for as long as it likes.
    private func limit(for client: ClientConnection) -> Duration? {
        switch client.phase {
        case .handshake: limits.handshake
        case .importer: client.outputCount > 0 ? limits.unreadAnswers : nil
        case .closing: limits.linger
        case .closed: nil
        }
    }

    private func millisecondsToNextLimit(now: ContinuousClock.Instant) -> Int {
        var wait = Duration.seconds(3600)
        for client in clients {
            if let limit = limit(for: client) { wait = min(wait, limit - (now - client.lastProgress)) }
            // The enumeration of the device is no event of a socket.
            if client.waitsForDeviceSince != nil { wait = min(wait, .milliseconds(5)) }
        }
        return max(0, Int(wait / .milliseconds(1)) + 1)
    }
}

/// The other end will send nothing more (`POLLRDHUP`, which is not imported).
private let remoteHangUp: Int32 = 0x2000

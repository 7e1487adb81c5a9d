import Glibc
import USBIPWire

/// One client of the server: its socket, what has come and is not yet a message, what has to go and is not yet taken.
final class ClientConnection {
    enum Phase {
        /// Before a list or an import.
        case handshake
        /// The device is its own.
        case importer
        /// Answers are still going out; nothing that comes is heard.
        case closing
        case closed
    }

    let descriptor: Int32
    private(set) var phase = Phase.handshake
    /// The other end has sent all that it will.
    private(set) var hasEnded = false
    /// When the phase began, or while answers wait, when the client last took some.
    private(set) var lastProgress: ContinuousClock.Instant
    /// When a request began to wait for the device's enumeration.
    var waitsForDeviceSince: ContinuousClock.Instant?
    private var input: [UInt8] = []
    private var consumed = 0
    private var output: [UInt8] = []
    private var written = 0
    private var hasShutDown = false

    /// One message of the greatest length; what is more stays in the operating system's buffer.
    static let inputLimit = USBIP.headerLength + USBIP.maximumTransferLength

    init(descriptor: Int32, now: ContinuousClock.Instant) {
        self.descriptor = descriptor
        self.lastProgress = now
    }

    deinit { close() }

    var outputCount: Int { output.count - written }
    var received: ArraySlice<UInt8> { input[consumed...] }

    func beginImport(now: ContinuousClock.Instant) {
        phase = .importer
        lastProgress = now
    }

    func beginClosing(now: ContinuousClock.Instant) {
        guard phase != .closed, phase != .closing else { return }
        phase = .closing
        input = []
        consumed = 0
        lastProgress = now
        flush(now: now)
    }

    func close() {
        guard phase != .closed else { return }
        phase = .closed
        input = []
        consumed = 0
        output = []
        written = 0
        Glibc.close(descriptor)
    }

    /// Marks the front of `received` as read; what is left moves to the front at the next `receive`.
    func consume(_ count: Int) { consumed += count }

    func send(_ bytes: [UInt8], now: ContinuousClock.Instant) {
        guard phase != .closed, phase != .closing else { return }
        if outputCount == 0 { lastProgress = now }
        output += bytes
    }

    /// Reads at most 256 KiB, so that one client cannot keep the others waiting; sees the end when that comes before.
    func receive(into scratch: UnsafeMutableRawBufferPointer) {
        input.removeFirst(consumed)
        consumed = 0
        for _ in 0..<4 where !hasEnded && phase != .closed && input.count < Self.inputLimit {
            let room = min(scratch.count, Self.inputLimit - input.count)
            let count = recv(descriptor, scratch.baseAddress, room, 0)
            if count > 0 {
                if phase != .closing { input.append(contentsOf: scratch[..<count]) }
            } else if count == 0 {
                hasEnded = true
            } else if errno == EINTR {
                continue
            } else {
                if errno != EAGAIN { close() }
                return
            }
        }
    }

    /// Writes as much as the operating system takes now.
    func flush(now: ContinuousClock.Instant) {
        while phase != .closed, outputCount > 0 {
            let count = output.withUnsafeBytes { bytes in
                Glibc.send(
                    descriptor, bytes.baseAddress.map { $0 + written }, outputCount, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                written += count
                lastProgress = now
            } else if errno == EAGAIN {
                break
            } else if errno != EINTR {
                close()
            }
        }
        if outputCount == 0 {
            output.removeAll(keepingCapacity: output.capacity <= 1 << 16)
            written = 0
        } else if written > 1 << 16 {
            output.removeFirst(written)
            written = 0
        }
        if phase == .closing, outputCount == 0, !hasShutDown {
            hasShutDown = true
            shutdown(descriptor, Int32(SHUT_WR))
        }
    }

    /// True when the last answers have gone out and the other end has closed as well.
    var hasFinishedClosing: Bool { phase == .closing && hasShutDown && hasEnded }
}

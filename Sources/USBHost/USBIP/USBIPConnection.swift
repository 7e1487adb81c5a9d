import Glibc
import USBIPWire

/// A TCP connection whose every wait ends at a deadline.
final class USBIPConnection {
    enum Failure: Error {
        case timedOut
        /// The other end has closed or reset the connection.
        case ended
        case system(String)
        case malformed(USBIPError)
    }

    private let descriptor: Int32
    private(set) var isOpen = true
    /// What has come and has not been taken; a wait that is given up loses nothing.
    private(set) var received: [UInt8] = []

    init(to address: USBIPAddress, limits: HostLimits) throws(USBHostError) {
        let targets = try NameLookup.resolve(address, milliseconds: limits.connect)
        let deadline = Deadline(milliseconds: limits.connect)
        var failure = Failure.system("no address")
        for target in targets {
            do throws(Failure) {
                descriptor = try Self.connect(to: target, deadline: deadline)
                return
            } catch { failure = error }
        }
        switch failure {
        case .timedOut: throw .timedOut(operation: "the connection to \(address)", milliseconds: deadline.milliseconds)
        case .ended: throw .unreachable(address: "\(address)", message: "connection reset")
        case .system(let message): throw .unreachable(address: "\(address)", message: message)
        case .malformed(let error): throw .protocolMismatch(address: "\(address)", detail: "\(error)")
        }
    }

    deinit { close() }

    func close() {
        guard isOpen else { return }
        isOpen = false
        Glibc.close(descriptor)
    }

    func send(_ bytes: [UInt8], deadline: Deadline) throws(Failure) {
        var sent = 0
        while sent < bytes.count {
            guard isOpen else { throw .ended }
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(descriptor, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN {
                try Self.wait(for: POLLOUT, on: descriptor, deadline: deadline)
            } else if errno != EINTR {
                throw Self.failure(errno)
            }
        }
    }

    /// Waits until `received` has at least so many bytes.
    func fill(to count: Int, deadline: Deadline) throws(Failure) {
        var scratch = [UInt8](repeating: 0, count: 1 << 16)
        while received.count < count {
            guard isOpen else { throw .ended }
            let come = scratch.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            if come > 0 {
                received += scratch[..<come]
            } else if come == 0 {
                throw .ended
            } else if errno == EAGAIN {
                try Self.wait(for: POLLIN, on: descriptor, deadline: deadline)
            } else if errno != EINTR {
                throw Self.failure(errno)
            }
        }
    }

    /// Decodes what has come.
    func wire<Value>(_ body: (ArraySlice<UInt8>) throws(USBIPError) -> Value) throws(Failure) -> Value {
        do throws(USBIPError) {
            return try body(received[...])
        } catch {
            throw .malformed(error)
        }
    }

    func take(_ count: Int) { received.removeFirst(count) }

    private static func connect(to target: ResolvedAddress, deadline: Deadline) throws(Failure) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(target.family, kind, 0)
        guard descriptor >= 0 else { throw failure(errno) }
        do throws(Failure) {
            var yes: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
            var storage = target.storage
            let result = withUnsafePointer(to: &storage) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(descriptor, $0, target.length)
                }
            }
            guard result != 0 else { return descriptor }
            guard errno == EINPROGRESS || errno == EINTR else { throw failure(errno) }
            try wait(for: POLLOUT, on: descriptor, deadline: deadline)
            var code: Int32 = 0
            var length = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
            guard code == 0 else { throw failure(code) }
            return descriptor
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    private static func wait(for events: Int32, on descriptor: Int32, deadline: Deadline) throws(Failure) {
        while true {
            let left = deadline.remaining
            guard left > 0 else { throw .timedOut }
            var entry = pollfd(fd: descriptor, events: Int16(truncatingIfNeeded: events), revents: 0)
            let ready = poll(&entry, 1, left)
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw failure(errno) }
        }
    }

    private static func failure(_ code: Int32) -> Failure {
        code == ECONNRESET || code == EPIPE ? .ended : .system(String(cString: strerror(code)))
    }
}

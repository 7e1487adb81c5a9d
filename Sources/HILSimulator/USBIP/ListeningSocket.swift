import Glibc

/// A non-blocking TCP socket that takes connections.
struct ListeningSocket: ~Copyable {
    let descriptor: Int32
    /// Where it listens, with the port that the operating system chose when 0 was asked for.
    let address: ListenAddress

    init(_ asked: ListenAddress) throws(USBIPServerError) {
        var (storage, length) = try asked.socketAddress
        let descriptor = socket(
            Int32(storage.ss_family), Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(call: "socket", errno: errno) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        do throws(USBIPServerError) {
            try Self.call("bind to \(asked)") {
                withUnsafePointer(to: &storage) {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
                }
            }
            try Self.call("listen on \(asked)") { listen(descriptor, 64) }
            try Self.call("getsockname") {
                withUnsafeMutablePointer(to: &storage) {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
                }
            }
        } catch {
            Glibc.close(descriptor)
            throw error
        }
        // The port is at the same place in sockaddr_in and sockaddr_in6.
        let port = withUnsafeBytes(of: &storage) { $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self).bigEndian }
        self.descriptor = descriptor
        self.address = ListenAddress(host: asked.host, port: port)
    }

    /// The next connection, ready for non-blocking use; nil when none waits.
    func accept() -> Int32? {
        let connection = Glibc.accept(descriptor, nil, nil)
        guard connection >= 0 else { return nil }
        _ = fcntl(connection, F_SETFL, O_NONBLOCK)
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        var yes: Int32 = 1
        setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        // The operating system would let the buffer of a client that does not read grow to some megabytes.
        var room: Int32 = 1 << 18
        setsockopt(connection, SOL_SOCKET, SO_SNDBUF, &room, socklen_t(MemoryLayout<Int32>.size))
        setsockopt(connection, SOL_SOCKET, SO_KEEPALIVE, &yes, socklen_t(MemoryLayout<Int32>.size))
        return connection
    }

    private static func call(_ name: String, _ body: () -> Int32) throws(USBIPServerError) {
        guard body() == 0 else { throw .system(call: name, errno: errno) }
    }

    deinit { Glibc.close(descriptor) }
}

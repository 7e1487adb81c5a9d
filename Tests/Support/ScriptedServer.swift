import Foundation
import Glibc

/// A TCP server that plays a script to each connection: read so many bytes, send these, at last close or keep silent.
public final class ScriptedServer: Sendable {
    /// What the server does next on a connection.
    public enum Step: Sendable {
        /// Reads so many bytes.
        case read(Int)
        /// Sends these.
        case send([UInt8])
        /// Keeps the connection open until the other end closes it, 10 s at most.
        case hold
    }

    /// Where it listens on 127.0.0.1.
    public let port: UInt16
    private let descriptor: Int32

    /// One script a connection, in order.
    public init(_ scripts: [[Step]]) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, length)
                _ = getsockname(descriptor, $0, &length)
            }
        }
        listen(descriptor, 8)
        self.descriptor = descriptor
        port = address.sin_port.bigEndian
        Thread {
            for script in scripts {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { return }
                var limit = timeval(tv_sec: 10, tv_usec: 0)
                setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
                Self.play(script, on: connection)
                close(connection)
            }
        }.start()
    }

    /// Wakes the thread when it still waits for a connection.
    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    private static func play(_ script: [Step], on connection: Int32) {
        var scratch = [UInt8](repeating: 0, count: 4096)
        for step in script {
            switch step {
            case .read(var count):
                while count > 0 {
                    let come = recv(connection, &scratch, min(count, scratch.count), 0)
                    guard come > 0 else { return }
                    count -= come
                }
            case .send(let bytes):
                _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            case .hold:
                while recv(connection, &scratch, scratch.count, 0) > 0 {}
            }
        }
    }
}

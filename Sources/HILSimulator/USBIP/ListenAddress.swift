import Glibc

/// Where a server listens: a numeric address and a port, 0 for any free one.
///
/// ```swift
/// let address = try ListenAddress(parsing: "127.0.0.1:3240")
/// ```
public struct ListenAddress: Equatable, Sendable, CustomStringConvertible {
    /// IPv4 or IPv6, without brackets.
    public var host: String
    /// TCP port.
    public var port: UInt16

    /// Loopback unless told otherwise.
    public init(host: String = "127.0.0.1", port: UInt16 = 0) {
        self.host = host
        self.port = port
    }

    /// Parses `ADDRESS:PORT`; an IPv6 address stands in brackets, `localhost` is 127.0.0.1.
    public init(parsing text: String) throws(USBIPServerError) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw .address(text)
        }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
        } else if host.contains(":") {
            throw .address(text)
        }
        self.init(host: host == "localhost" ? "127.0.0.1" : host, port: port)
        _ = try socketAddress
    }

    /// The form that `init(parsing:)` takes.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// The address as the operating system wants it.
    var socketAddress: (storage: sockaddr_storage, length: socklen_t) {
        get throws(USBIPServerError) {
            var storage = sockaddr_storage()
            var version4 = sockaddr_in()
            version4.sin_family = sa_family_t(AF_INET)
            version4.sin_port = port.bigEndian
            if inet_pton(AF_INET, host, &version4.sin_addr) == 1 {
                withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: version4, as: sockaddr_in.self) }
                return (storage, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
            var version6 = sockaddr_in6()
            version6.sin6_family = sa_family_t(AF_INET6)
            version6.sin6_port = port.bigEndian
            if inet_pton(AF_INET6, host, &version6.sin6_addr) == 1 {
                withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: version6, as: sockaddr_in6.self) }
                return (storage, socklen_t(MemoryLayout<sockaddr_in6>.size))
            }
            throw .address(host)
        }
    }
}

func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }

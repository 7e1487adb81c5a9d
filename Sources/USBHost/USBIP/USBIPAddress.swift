import USBIPWire

/// Where a USB/IP server listens: name or number, and port.
public struct USBIPAddress: Equatable, Sendable, CustomStringConvertible {
    /// A name, an IPv4 or an IPv6 address, without brackets.
    public var host: String
    /// TCP port, 1…65535.
    public var port: UInt16

    /// Loopback and the registered port unless told otherwise.
    public init(host: String = "127.0.0.1", port: UInt16 = USBIP.defaultPort) {
        self.host = host
        self.port = port
    }

    /// Parses `HOST[:PORT]`, IPv6 in brackets; an empty host is loopback. Nil if it is not of this form.
    public init?(parsing text: String) {
        var host = text[...]
        var port: Substring?
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else { return nil }
            let rest = text[text.index(after: bracket)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            host = text[..<bracket].dropFirst()
            port = rest.isEmpty ? nil : rest.dropFirst()
            guard host.contains(":") else { return nil }
        } else if let colon = text.lastIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
            guard !host.contains(":") else { return nil }
        }
        guard host.allSatisfy({ $0.isASCII && !$0.isWhitespace && !"[]/".contains($0) }) else { return nil }
        self.init(host: host.isEmpty ? "127.0.0.1" : String(host))
        if let port {
            guard port.allSatisfy({ ("0"..."9").contains($0) }), let number = UInt16(port), number > 0 else {
                return nil
            }
            self.port = number
        }
    }

    /// The form that `init(parsing:)` takes, with the port.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

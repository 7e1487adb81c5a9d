/// Why the server cannot serve; each case carries the offending value.
public enum USBIPServerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Not an IPv4 or IPv6 address, or no port after it.
    case address(String)
    /// The operating system refused a call, with its errno.
    case system(call: String, errno: Int32)

    /// One sentence.
    public var description: String {
        switch self {
        case .address(let text):
            "\"\(text)\" is not an address to listen on: expected ADDRESS:PORT, such as 127.0.0.1:3240 or [::1]:3240"
        case .system(let call, let number):
            "\(call) failed: \(systemMessage(number))"
        }
    }
}

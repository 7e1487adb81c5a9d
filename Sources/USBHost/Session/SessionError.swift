import CellWire

/// What went wrong between a command and the monitor behind a device.
public enum SessionError: Error, Equatable, Sendable {
    /// The transfer itself failed, or no reply came in time.
    case usb(USBHostError)
    /// The device speaks another version of the protocol; carries that version.
    case protocolVersion(path: String, device: UInt8)
    /// The device answered with an error; the raw reason may be one that this version does not know.
    case refused(path: String, operation: String, rawReason: UInt8, detail: UInt32)
    /// What came instead of a reply.
    case notUnderstood(path: String, operation: String, WireError)
}

extension SessionError {
    /// The reason for which the device refused; nil when it did not, or for a reason of a newer device.
    public var refusal: ErrorReply.Reason? {
        if case .refused(_, _, let rawReason, _) = self { ErrorReply.Reason(rawValue: rawReason) } else { nil }
    }

    /// The exit code of a command that ends with this error, after BSD `sysexits.h`.
    public var exitCode: Int32 {
        switch self {
        case .usb(let error): error.exitCode
        case .protocolVersion, .refused, .notUnderstood: 76
        }
    }
}

extension SessionError: CustomStringConvertible {
    /// One sentence: what happened and what to do.
    public var description: String {
        switch self {
        case .usb(let error):
            return "\(error)"
        case .protocolVersion(let path, let device):
            let older = device < WireFormat.protocolVersion ? "the device's firmware" : "this program"
            return "\(path) speaks protocol version \(device), this program version \(WireFormat.protocolVersion); "
                + "update \(older)"
        case .refused(let path, let operation, let rawReason, let detail):
            return "\(path) refused \(operation) (\(Self.reason(rawReason, detail))); "
                + "its firmware and this program may be of different versions: update the older one"
        case .notUnderstood(let path, let operation, let error):
            return "\(path) answered \(operation) with \(Self.found(error)); "
                + "plug it in again, and update its firmware if that does not help"
        }
    }

    private static func reason(_ rawReason: UInt8, _ detail: UInt32) -> String {
        switch ErrorReply.Reason(rawValue: rawReason) {
        case .unknownRequest: "it does not know the request"
        case .malformed: "it found the request malformed"
        case .unknownKey: "it has no configuration key \(detail)"
        case .unknownChannel: "it has no channel \(detail)"
        case .notAFrame: "it found the request damaged"
        case nil: "reason \(rawReason), which this program does not know"
        }
    }

    private static func found(_ error: WireError) -> String {
        switch error {
        case .notAFrame: "bytes that are no message"
        case .protocolVersion(let version): "a message of protocol version \(version)"
        case .payloadTooLong(let length): "a message said to be \(length) bytes long"
        case .damaged: "a damaged message"
        case .payloadTooShort(let type, let length): "only \(length) bytes in a message of type \(Self.hex(type))"
        case .unexpectedType(let type): "a message of type \(Self.hex(type))"
        case .invalidValue(let type): "an impossible value in a message of type \(Self.hex(type))"
        }
    }

    private static func hex(_ byte: UInt8) -> String { "0x" + String(byte, radix: 16) }
}

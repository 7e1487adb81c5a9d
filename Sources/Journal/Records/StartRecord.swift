/// Why the device began to run. Raw values are in the flash and never change their meaning.
public enum ResetCause: UInt8, Sendable {
    /// The chip did not say.
    case unknown = 0
    /// Power came.
    case powerOn = 1
    /// The supply sagged.
    case brownOut = 2
    /// The watchdog was not served in time.
    case watchdog = 3
    /// The reset pin.
    case pin = 4
    /// The firmware asked for it.
    case software = 5
    /// A debugger.
    case debugger = 6
}

/// A start of the device: 20 bytes of payload.
public struct StartRecord: Equatable, Sendable {
    /// Counts up by one a start that was written, from 1.
    public var number: UInt32
    /// Why; a raw value that this version does not know reads as `unknown`.
    public var cause: ResetCause
    /// True when the monitor went on from a checkpoint.
    public var wentOn: Bool
    /// The chip's own register of reset causes.
    public var rawCause: UInt32
    /// Major, minor and patch, a byte each from bit 16 down.
    public var firmwareVersion: UInt32

    /// A start.
    public init(number: UInt32, cause: ResetCause, wentOn: Bool, rawCause: UInt32, firmwareVersion: UInt32) {
        self.number = number
        self.cause = cause
        self.wentOn = wentOn
        self.rawCause = rawCause
        self.firmwareVersion = firmwareVersion
    }

    init?(_ bytes: borrowing Span<UInt8>) {
        guard bytes.count == 20 else { return nil }
        number = bytes.u32(at: 0)
        cause = ResetCause(rawValue: bytes[4]) ?? .unknown
        wentOn = bytes[5] & 1 != 0
        rawCause = bytes.u32(at: 8)
        firmwareVersion = bytes.u32(at: 12)
    }

    var encoded: InlineArray<20, UInt8> {
        var storage = InlineArray<20, UInt8>(repeating: 0)
        var bytes = storage.mutableSpan
        bytes.put(UInt64(number), at: 0, length: 4)
        bytes.put(UInt64(cause.rawValue), at: 4, length: 1)
        bytes.put(wentOn ? 1 : 0, at: 5, length: 1)
        bytes.put(UInt64(rawCause), at: 8, length: 4)
        bytes.put(UInt64(firmwareVersion), at: 12, length: 4)
        return storage
    }
}

import CellCore

/// What the device told of itself: 24 bytes. An input of the monitor, streamed and recorded as samples are.
///
/// Time u64 µs, identifier u16, reserved 6, value i64.
public struct NoticeReport: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .noticeReport }

    /// Time of the notice, µs.
    public var timeMicroseconds: UInt64 = 0
    /// The identifier's raw value; it may be one that this version does not know.
    public var rawID: UInt16 = 0
    /// The offending value, in the unit that belongs to the identifier.
    public var value: Int64 = 0

    /// A message to decode into.
    public init() {}

    /// A message to send.
    public init(_ notice: DeviceNotice) {
        timeMicroseconds = notice.timeMicroseconds
        rawID = notice.id.rawValue
        value = notice.value
    }

    /// The notice; nil when its identifier is one of a newer device.
    public var notice: DeviceNotice? {
        EventID(rawValue: rawID).map { DeviceNotice(timeMicroseconds: timeMicroseconds, id: $0, value: value) }
    }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&timeMicroseconds)
        coder.code(&rawID)
        coder.codeReserved(6)
        coder.code(&value)
    }
}

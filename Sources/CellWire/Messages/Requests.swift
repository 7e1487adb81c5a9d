import CellCore

/// Asks for the state of the cell: no payload.
public struct StatusRequest: WireMessage, Equatable {
    public static var type: FrameType { .statusRequest }

    public init() {}

    public mutating func visit(_ coder: inout some FieldCoder) {}
}

/// Which reports a device sends of itself: a bit field of 8 bits. All off ends the stream.
public struct StreamContents: Equatable, Sendable {
    public var rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static var nothing: StreamContents { StreamContents(rawValue: 0) }
    public static var samples: StreamContents { StreamContents(rawValue: 1) }
    public static var status: StreamContents { StreamContents(rawValue: 2) }
    public static var events: StreamContents { StreamContents(rawValue: 4) }

    public func union(_ other: StreamContents) -> StreamContents { StreamContents(rawValue: rawValue | other.rawValue) }
    public func contains(_ other: StreamContents) -> Bool { rawValue & other.rawValue == other.rawValue }
}

/// Starts, changes or ends the stream: 4 bytes, contents u8 and three reserved. A start counts reports from 0 again.
public struct StreamRequest: WireMessage, Equatable {
    public static var type: FrameType { .streamRequest }

    public var contents = StreamContents.nothing
    private var reserved: InlineArray<3, UInt8> = InlineArray(repeating: 0)

    public init() {}

    public init(contents: StreamContents) { self.contents = contents }

    public static func == (left: StreamRequest, right: StreamRequest) -> Bool { left.contents == right.contents }

    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&contents.rawValue)
        for index in reserved.indices { coder.code(&reserved[index]) }
    }
}

/// What the device will send: the payload of the request.
public struct StreamReply: WireMessage, Equatable {
    public static var type: FrameType { .streamReply }

    public var request = StreamRequest()

    public init() {}

    public init(contents: StreamContents) { request = StreamRequest(contents: contents) }

    public mutating func visit(_ coder: inout some FieldCoder) { request.visit(&coder) }
}

/// Asks for the events after a sequence number: 4 bytes, u32; 0 asks for the oldest that are kept.
public struct EventsRequest: WireMessage, Equatable {
    public static var type: FrameType { .eventsRequest }

    public var afterSequence: UInt32 = 0

    public init() {}

    public init(afterSequence: UInt32) { self.afterSequence = afterSequence }

    public mutating func visit(_ coder: inout some FieldCoder) { coder.code(&afterSequence) }
}

/// Kept events, the oldest first: 8 bytes and up to 16 times the 24 of `EventReport`.
///
/// Newest sequence u32, count u8, three reserved, events. Ask again after the last one until none comes.
public struct EventsReply: WireMessage {
    public static var type: FrameType { .eventsReply }
    /// The most events that a reply carries.
    public static var capacity: Int { 16 }

    /// Sequence of the newest event that the device has; 0 when it has none.
    public var newestSequence: UInt32 = 0
    /// Events held, 0…16.
    public private(set) var count: UInt8 = 0
    private var reserved: InlineArray<3, UInt8> = InlineArray(repeating: 0)
    private var events: InlineArray<16, EventReport> = InlineArray(repeating: EventReport())

    public init() {}

    /// The event at `index`, nil outside 0..<`count`.
    public subscript(index: Int) -> EventReport? { index >= 0 && index < Int(count) ? events[index] : nil }

    /// Adds an event; false when there is no room.
    public mutating func append(_ event: EventReport) -> Bool {
        guard Int(count) < EventsReply.capacity else { return false }
        events[Int(count)] = event
        count += 1
        return true
    }

    public var isValid: Bool { Int(count) <= EventsReply.capacity }

    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&newestSequence)
        coder.code(&count)
        for index in reserved.indices { coder.code(&reserved[index]) }
        for index in 0..<min(Int(count), EventsReply.capacity) { events[index].visit(&coder) }
    }
}

/// Why a device did not do what it was asked: 8 bytes. Reason u8, type of the request u8, two reserved, detail u32.
public struct ErrorReply: WireMessage, Equatable {
    /// Reasons; a value that this version does not know is some error all the same.
    public enum Reason: UInt8, Sendable {
        /// The request is of a type that the device does not know.
        case unknownRequest = 1
        /// The request is shorter than its type needs, or a field is out of range.
        case malformed = 2
        /// The configuration has no such key; the detail is the key.
        case unknownKey = 3
        /// There is no such channel; the detail is the channel.
        case unknownChannel = 4
        /// The bytes are no frame of this protocol version; the detail is the version that the device speaks.
        case notAFrame = 5
    }

    public static var type: FrameType { .errorReply }

    public var rawReason: UInt8 = 0
    public var rawRequestType: UInt8 = 0
    public var detail: UInt32 = 0
    private var reserved: UInt16 = 0

    public init() {}

    public init(reason: Reason, rawRequestType: UInt8, detail: UInt32 = 0) {
        rawReason = reason.rawValue
        self.rawRequestType = rawRequestType
        self.detail = detail
    }

    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&rawReason)
        coder.code(&rawRequestType)
        coder.code(&reserved)
        coder.code(&detail)
    }
}

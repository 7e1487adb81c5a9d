import CellCore

/// Asks for the state of the cell: no payload.
public struct StatusRequest: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .statusRequest }

    /// A message to decode into.
    public init() {}

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {}
}

/// Which reports a device sends of itself: a bit field of 8 bits. All off ends the stream.
public struct StreamContents: Equatable, Sendable {
    /// The bits as they go over the wire.
    public var rawValue: UInt8

    /// Any bits, also ones that have no name.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// No reports.
    public static var nothing: StreamContents { StreamContents(rawValue: 0) }
    /// The monitor's inputs: a `SampleReport` each sample, a `NoticeReport` each notice.
    public static var samples: StreamContents { StreamContents(rawValue: 1) }
    /// A `StatusReport` after each sample.
    public static var status: StreamContents { StreamContents(rawValue: 2) }
    /// An `EventReport` each event.
    public static var events: StreamContents { StreamContents(rawValue: 4) }
    /// An `ImpedanceReport` each point of a spectrum.
    public static var spectra: StreamContents { StreamContents(rawValue: 8) }

    /// The bits of both.
    public func union(_ other: StreamContents) -> StreamContents { StreamContents(rawValue: rawValue | other.rawValue) }
    /// True when every bit of `other` is set.
    public func contains(_ other: StreamContents) -> Bool { rawValue & other.rawValue == other.rawValue }
}

/// Starts, changes or ends the stream: 4 bytes, contents u8 and three reserved. A start counts reports from 0 again.
public struct StreamRequest: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .streamRequest }

    /// The reports asked for.
    public var contents = StreamContents.nothing

    /// A message to decode into.
    public init() {}

    /// A message to send.
    public init(contents: StreamContents) { self.contents = contents }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&contents.rawValue)
        coder.codeReserved(3)
    }
}

/// What the device will send: the payload of the request.
public struct StreamReply: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .streamReply }

    /// What will be sent: the bits asked for that the device knows.
    public var request = StreamRequest()

    /// A message to decode into.
    public init() {}

    /// A message to send.
    public init(contents: StreamContents) { request = StreamRequest(contents: contents) }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) { request.visit(&coder) }
}

/// Asks for the events after a sequence number: 4 bytes, u32; 0 asks for the oldest that are kept.
public struct EventsRequest: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .eventsRequest }

    /// The last event that the host has; 0 when it has none.
    public var afterSequence: UInt32 = 0

    /// A message to decode into.
    public init() {}

    /// A message to send.
    public init(afterSequence: UInt32) { self.afterSequence = afterSequence }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) { coder.code(&afterSequence) }
}

/// Kept events, the oldest first: 8 bytes and up to 16 times the 24 of `EventReport`.
///
/// Newest sequence u32, count u8, three reserved, events. Ask again after the last one until none comes.
public struct EventsReply: WireMessage {
    /// The type that its frame carries.
    public static var type: FrameType { .eventsReply }
    /// The most events that a reply carries.
    public static var capacity: Int { 16 }

    /// Sequence of the newest event that the device has; 0 when it has none.
    public var newestSequence: UInt32 = 0
    /// Events held, 0…16.
    public private(set) var count: UInt8 = 0
    private var events: InlineArray<16, EventReport> = InlineArray(repeating: EventReport())

    /// A message to decode into.
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

    /// False when a decoded field holds what its type does not allow.
    public var isValid: Bool { Int(count) <= EventsReply.capacity }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&newestSequence)
        coder.code(&count)
        coder.codeReserved(3)
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

    /// The type that its frame carries.
    public static var type: FrameType { .errorReply }

    /// The reason's raw value; it may be one that this version does not know.
    public var rawReason: UInt8 = 0
    /// Type of the frame that was refused; 0 when it was no frame.
    public var rawRequestType: UInt8 = 0
    /// More about the reason; 0 where the reason has no more.
    public var detail: UInt32 = 0

    /// The reason, nil when it is one that this version does not know.
    public var reason: Reason? { Reason(rawValue: rawReason) }

    /// A message to decode into.
    public init() {}

    /// Any bits, also ones that have no name.
    public init(reason: Reason, rawRequestType: UInt8, detail: UInt32 = 0) {
        rawReason = reason.rawValue
        self.rawRequestType = rawRequestType
        self.detail = detail
    }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&rawReason)
        coder.code(&rawRequestType)
        coder.codeReserved(2)
        coder.code(&detail)
    }
}

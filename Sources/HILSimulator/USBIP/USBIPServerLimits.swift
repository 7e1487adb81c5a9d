/// What a client may take of the server's memory and time. Times are real, not virtual: they guard sockets.
public struct USBIPServerLimits: Sendable {
    /// Clients at the same time; past that the one that has been silent longest before its import has to go.
    public var clients = 32
    /// How long a client may take until it has asked for a list or an import.
    public var handshake = Duration.seconds(5)
    /// How long answers to a client may wait without a byte being taken.
    public var unreadAnswers = Duration.seconds(30)
    /// How long a closed connection lingers, so that its last answers arrive.
    public var linger = Duration.seconds(1)
    /// How long a request waits for a device that is being enumerated.
    public var enumeration = Duration.seconds(2)
    /// Transfers that a client may have in progress; one more is refused with ENOMEM.
    public var transfers = 256
    /// Bytes of all transfers in progress; one more is refused with ENOMEM.
    public var transferBytes = 4 << 20
    /// Bytes of answers that wait for the client; nothing more is read from it meanwhile.
    public var answerBytes = 1 << 20

    /// The defaults.
    public init() {}
}

/// What a server has seen since it was made.
public struct USBIPServerCounters: Equatable, Sendable {
    /// Connections accepted.
    public var connections = 0
    /// Device lists given.
    public var lists = 0
    /// Imports granted.
    public var imports = 0
    /// Imports refused.
    public var refusedImports = 0
    /// Transfers handed to the device.
    public var transfers = 0
    /// Transfers answered with an error because they make no sense or there is no room.
    public var refusedTransfers = 0
    /// Transfers taken back.
    public var unlinks = 0
    /// Connections closed because of a malformed message.
    public var malformed = 0
    /// Connections closed because a limit of time or number was reached.
    public var expired = 0
}

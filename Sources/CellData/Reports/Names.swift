import CellCore

extension ShortClass {
    /// The word in JSON and on the screen.
    public var name: String {
        switch self {
        case .none: "none"
        case .suspected: "suspected"
        case .transient: "transient"
        case .soft: "soft"
        case .hard: "hard"
        }
    }

    /// All classes, in order of gravity.
    public static var all: [ShortClass] { [.none, .suspected, .transient, .soft, .hard] }

    /// The class of that word, nil when there is none.
    public init?(name: String) {
        guard let match = ShortClass.all.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}

extension LearningLock {
    /// All reasons, in the order of their bits, each with its word in JSON.
    private static var all: [(reason: LearningLock, name: String)] {
        [
            (.short, "short"), (.temperature, "temperature"), (.sensor, "sensor"), (.restored, "restored"),
            (.formation, "formation"),
        ]
    }

    /// The words of the reasons that hold.
    public var names: [String] { LearningLock.all.filter { contains($0.reason) }.map(\.name) }
}

extension EvidenceKind {
    /// The word in JSON and on the screen.
    public var name: String {
        switch self {
        case .unexplainedConductance: "unexplained-conductance"
        case .voltageCollapse: "voltage-collapse"
        }
    }
}

extension EventSeverity {
    /// The word in JSON and on the screen.
    public var name: String {
        switch self {
        case .info: "info"
        case .caution: "caution"
        case .warning: "warning"
        case .alarm: "alarm"
        }
    }
}

extension Reaction {
    /// The word in JSON; nil where the monitor only tells.
    public var name: String? {
        switch self {
        case .report: nil
        case .lockLearning: "lock-learning"
        case .recommendStop: "recommend-stop"
        }
    }
}

extension HardwareFault {
    /// The word in JSON.
    public var name: String {
        switch self {
        case .none: "none"
        case .absent: "absent"
        case .bus: "bus"
        case .wrongIdentity: "wrong-identity"
        case .configuration: "configuration"
        case .late: "late"
        case .corrupted: "corrupted"
        case .memory: "memory"
        case .openInput: "open-input"
        case .referenceOutOfRange: "reference-out-of-range"
        }
    }
}

extension ProfileName {
    /// A name from text; nil when it is longer than 24 bytes or not ASCII.
    public init?(text: String) {
        let utf8 = Array(text.utf8)
        guard utf8.count <= ProfileName.capacity, utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        var bytes: InlineArray<24, UInt8> = InlineArray(repeating: 0)
        for (index, byte) in utf8.enumerated() { bytes[index] = byte }
        self.init(bytes: bytes)
    }

    /// The name as text.
    public var text: String {
        var utf8: [UInt8] = []
        for index in bytes.indices where bytes[index] != 0 { utf8.append(bytes[index]) }
        return String(decoding: utf8, as: UTF8.self)
    }
}

/// How grave a short is. Raw values are on the wire and in snapshots; they order by gravity.
public enum ShortClass: UInt8, Comparable, Sendable {
    /// No evidence of a short.
    case none = 0
    /// Unexplained conductance that has not lasted long enough; locks learning, not an alarm.
    case suspected = 1
    /// A contact that came and went; an entry in the log, not an alarm.
    case transient = 2
    /// A sustained ohmic short that leaves the cell working: an alarm.
    case soft = 3
    /// The cell is shorted: an alarm.
    case hard = 4

    /// One meaning of "alarm" everywhere.
    public var isAlarm: Bool { self >= .soft }

    /// By gravity.
    public static func < (left: ShortClass, right: ShortClass) -> Bool { left.rawValue < right.rawValue }
}

/// What speaks for a short. Raw values are on the wire.
public enum EvidenceKind: UInt8, Sendable {
    /// Conductance across the cell that the profile's model of the load does not explain.
    case unexplainedConductance = 1
    /// The voltage fell to nearly nothing while the current stayed as it was.
    case voltageCollapse = 2
}

/// A kind of evidence and its share of the verdict, 0…1.
public struct Evidence: Equatable, Sendable {
    /// What speaks for a short.
    public var kind: EvidenceKind
    /// Its share of the verdict, 0…1.
    public var weight: Float

    /// Evidence of a kind and a weight 0…1.
    public init(kind: EvidenceKind, weight: Float) {
        self.kind = kind
        self.weight = weight
    }
}

/// The monitor's verdict on shorts: its class, what it conducts, since when, and why.
public struct ShortVerdict: Equatable, Sendable {
    /// How many kinds of evidence a verdict carries at most, in order of weight.
    public static var maximumEvidence: Int { 4 }

    /// How grave the short is.
    public var shortClass: ShortClass
    /// Resistance of the short in ohms; absent while none has been measured.
    public var resistanceOhms: Bounded?
    /// Time of onset in microseconds; absent while the class is `none`.
    public var sinceMicroseconds: UInt64?
    /// Evidence in order of weight; absent entries come last.
    public var evidence: InlineArray<4, Evidence?>

    /// A verdict; by default that there is no short.
    public init(
        shortClass: ShortClass = .none, resistanceOhms: Bounded? = nil, sinceMicroseconds: UInt64? = nil,
        evidence: InlineArray<4, Evidence?> = InlineArray(repeating: nil)
    ) {
        self.shortClass = shortClass
        self.resistanceOhms = resistanceOhms
        self.sinceMicroseconds = sinceMicroseconds
        self.evidence = evidence
    }

    /// Equal in every part, evidence entry by entry.
    public static func == (left: ShortVerdict, right: ShortVerdict) -> Bool {
        guard left.shortClass == right.shortClass, left.resistanceOhms == right.resistanceOhms,
            left.sinceMicroseconds == right.sinceMicroseconds
        else { return false }
        for index in left.evidence.indices where left.evidence[index] != right.evidence[index] { return false }
        return true
    }
}

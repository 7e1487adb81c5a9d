/// Something in a record that was left out or marked, without harm to the rest.
public struct RecordWarning: Equatable, Sendable {
    /// Line of the file, 1 for the first.
    public var line: Int
    /// What was found there.
    public var kind: RecordWarningKind

    /// A warning of `kind` at `line`, 1 for the first.
    public init(line: Int, kind: RecordWarningKind) {
        self.line = line
        self.kind = kind
    }
}

/// What a warning is about.
public enum RecordWarningKind: Int, CaseIterable, Equatable, Sendable {
    /// The same time as the row before: row skipped.
    case repeatedTime
    /// A time before that of the last row: row skipped.
    case timeBackwards
    /// Time empty, NaN or infinite: row skipped.
    case missingTime
    /// The last line breaks off: row skipped.
    case truncatedLastLine
    /// Current NaN or infinite: row kept, current marked as not measured.
    case currentNotFinite
    /// Voltage NaN or infinite: row kept, voltage marked as not measured.
    case voltageNotFinite
    /// Current empty: row kept, current marked as not measured.
    case currentEmpty
    /// Voltage empty: row kept, voltage marked as not measured.
    case voltageEmpty
    /// Temperature NaN, infinite or below 0 K, as an open sensor gives it: row kept, temperature marked as not measured.
    case temperatureNotPhysical
    /// The averaging interval is longer than the time since the row before: the latter is used.
    case intervalClipped

    /// True when the row was left out.
    public var skipsRow: Bool {
        switch self {
        case .repeatedTime, .timeBackwards, .missingTime, .truncatedLastLine: true
        default: false
        }
    }

    /// True when the row counts against `RecordOptions.maximumDamagedPercent`. An empty field says openly that
    /// nothing was measured, a repeated time is usual where a step ends: neither is damage.
    var isDamage: Bool {
        switch self {
        case .timeBackwards, .missingTime, .currentNotFinite, .voltageNotFinite, .intervalClipped: true
        default: false
        }
    }
}

extension RecordWarning: CustomStringConvertible {
    /// `line 12: …`
    public var description: String {
        switch kind {
        case .repeatedTime: "line \(line): skipped, its time is that of the row before"
        case .timeBackwards: "line \(line): skipped, its time lies before that of the last row"
        case .missingTime: "line \(line): skipped, it has no time"
        case .truncatedLastLine: "line \(line): skipped, the file ends within it"
        case .currentNotFinite: "line \(line): current is not a finite number, marked as not measured"
        case .voltageNotFinite: "line \(line): voltage is not a finite number, marked as not measured"
        case .currentEmpty: "line \(line): current is empty, marked as not measured"
        case .voltageEmpty: "line \(line): voltage is empty, marked as not measured"
        case .temperatureNotPhysical: "line \(line): temperature is none that can be, marked as not measured"
        case .intervalClipped: "line \(line): averaging interval cut to the time since the row before"
        }
    }
}

/// The warnings of a record: every one counted, the first hundred listed.
public struct RecordWarnings: Equatable, Sendable {
    /// Greatest length of `listed`, so that memory stays constant.
    public static let listLimit = 100

    /// The first warnings, in the order of the file.
    public private(set) var listed: [RecordWarning] = []
    private var counts = [Int](repeating: 0, count: RecordWarningKind.allCases.count)

    init() {}

    /// How often `kind` occurred.
    public func count(of kind: RecordWarningKind) -> Int { counts[kind.rawValue] }

    /// How many there are of all kinds.
    public var total: Int { counts.reduce(0, +) }

    mutating func add(_ kind: RecordWarningKind, line: Int) {
        counts[kind.rawValue] += 1
        if listed.count < RecordWarnings.listLimit { listed.append(RecordWarning(line: line, kind: kind)) }
    }
}

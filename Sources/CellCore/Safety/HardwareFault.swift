/// What is wrong with a part of the device: the value of a notice about it. Raw values are on the wire.
public enum HardwareFault: UInt8, Sendable {
    /// It works.
    case none = 0
    /// Nobody answers at its address.
    case absent = 1
    /// Its bus fails.
    case bus = 2
    /// Another chip answers.
    case wrongIdentity = 3
    /// A register does not hold what was written.
    case configuration = 4
    /// It answers, but no conversion ends.
    case late = 5
    /// Its answers fail their check.
    case corrupted = 6
    /// It says that its own memory is bad.
    case memory = 7
    /// Nothing is connected to its input.
    case openInput = 8
    /// Its reference voltage is out of range.
    case referenceOutOfRange = 9

    /// The same in words, as the end of a sentence.
    public var text: StaticString {
        switch self {
        case .none: "works"
        case .absent: "does not answer"
        case .bus: "its bus fails"
        case .wrongIdentity: "another chip answers"
        case .configuration: "lost a setting"
        case .late: "no conversion ends"
        case .corrupted: "answers are damaged"
        case .memory: "its memory is bad"
        case .openInput: "input is open"
        case .referenceOutOfRange: "reference is out of range"
        }
    }
}

/// Why a spectrum cannot be checked or taken apart.
public enum SpectrumError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A frequency that is not positive, or an impedance of zero, or one that is not finite; counted from 1.
    case badPoint(Int)
    /// Two points of one frequency, in hertz.
    case repeatedFrequency(Double)
    /// Fewer points than are needed.
    case tooFewPoints(points: Int, needed: Int)
    /// More points than can be handled.
    case tooManyPoints(points: Int, limit: Int)

    /// What was expected, and what was found.
    public var description: String {
        switch self {
        case .badPoint(let number):
            "expected a positive frequency and a finite impedance other than 0, found another at point \(number)"
        case .repeatedFrequency(let hertz): "expected each frequency once, found \(hertz) Hz twice"
        case .tooFewPoints(let points, let needed): "expected at least \(needed) points, found \(points)"
        case .tooManyPoints(let points, let limit): "expected at most \(limit) points, found \(points)"
        }
    }
}

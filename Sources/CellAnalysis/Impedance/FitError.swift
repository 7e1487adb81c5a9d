/// Why a spectrum cannot be fitted.
public enum FitError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A frequency that is not positive, or a value that is not finite or beyond 1e±30; carries the point, 1 the first.
    case badPoint(Int)
    /// Two points of one frequency, in hertz.
    case repeatedFrequency(Double)
    /// Fewer real numbers than a fit of so many parameters needs.
    case tooFewPoints(points: Int, parameters: Int)
    /// A weighting that a point has no weight for.
    case noWeight(FitWeighting)
    /// A bound for a name that the circuit does not have.
    case unknownParameter(String)
    /// Bounds that leave nothing: the lower above the upper, or not positive at all.
    case emptyBounds(String)
    /// The impedance of the circuit is not finite at any start.
    case nothingFound

    /// What was expected, and what was found.
    public var description: String {
        switch self {
        case .badPoint(let number):
            "expected a positive frequency and a finite impedance, found another at point \(number)"
        case .repeatedFrequency(let hertz):
            "expected each frequency once, found \(hertz) Hz twice; give one spectrum at a time"
        case .tooFewPoints(let points, let parameters):
            "expected at least \(parameters) points for a circuit of \(parameters) parameters, found \(points); "
                + "choose a smaller circuit"
        case .noWeight(.proportional): "expected impedances other than 0 for proportional weighting, found 0"
        case .noWeight: "expected a standard deviation above 0 at each point, found none; choose another weighting"
        case .unknownParameter(let name): "expected bounds of a parameter of the circuit, found \"\(name)\""
        case .emptyBounds(let name): "expected a lower bound below the upper for \(name), and an upper above 0"
        case .nothingFound: "expected a circuit that can be fitted, found no start of finite impedance"
        }
    }
}

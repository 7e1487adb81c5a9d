/// How far a simulated chip is from its ideal.
public enum ChipSpread: Equatable, Sendable {
    /// No error, no noise.
    case ideal
    /// Errors drawn from a normal distribution whose deviation is the data sheet's typical value, within its limits.
    case typical
    /// Every error at its limit, its sign drawn.
    case limits

    /// An error with a typical value and a limit; the limit is three times the typical value where there is none.
    func draw(typical: Double, limit: Double? = nil, from noise: inout SeededNoise) -> Double {
        let limit = limit ?? 3 * typical
        switch self {
        case .ideal: return 0
        case .typical: return min(max(typical * noise.gaussian(), -limit), limit)
        case .limits: return noise.next() & 1 == 0 ? limit : -limit
        }
    }
}

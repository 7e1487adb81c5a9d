import RealModule

/// Random numbers as part of the plant's state: the same seed gives the same cell.
///
/// Source: SplitMix64, Steele, Lea, Flood, OOPSLA 2014, Fig. 17; normal deviates: Box and Muller 1958.
public struct PlantGenerator: RandomNumberGenerator, Equatable, Sendable {
    private var state: UInt64

    /// A sequence that the seed alone decides.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Even in (0, 1]: its logarithm is finite.
    mutating func unit() -> Double { Double((next() >> 11) + 1) * 0x1p-53 }

    /// Normal, mean 0 and deviation 1.
    mutating func gaussian() -> Double {
        (-2 * Double.log(unit())).squareRoot() * .cos(2 * .pi * unit())
    }

    /// Exponential with mean 1.
    mutating func waiting() -> Double { -Double.log(unit()) }
}

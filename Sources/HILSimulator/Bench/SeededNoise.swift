import Foundation

/// Random numbers that a seed repeats. Source: SplitMix64, Steele, Lea, Flood, OOPSLA 2014, Fig. 17.
public struct SeededNoise: RandomNumberGenerator, Sendable {
    private var state: UInt64
    private var spare: Double?

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

    /// A normal deviate of mean 0 and deviation 1. Source: Box and Muller 1958.
    public mutating func gaussian() -> Double {
        if let spare {
            self.spare = nil
            return spare
        }
        // 53 bits in (0, 1], so that the logarithm is finite.
        let radius = (-2 * log(Double((next() >> 11) + 1) * 0x1p-53)).squareRoot()
        let angle = 2 * Double.pi * Double(next() >> 11) * 0x1p-53
        spare = radius * sin(angle)
        return radius * cos(angle)
    }
}

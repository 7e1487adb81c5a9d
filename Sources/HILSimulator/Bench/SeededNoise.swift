import CellPlant
import Foundation

/// Normal deviates that a seed repeats: the plant's generator, two deviates a draw.
public struct SeededNoise: RandomNumberGenerator, Sendable {
    private var bits: PlantGenerator
    private var spare: Double?

    /// A sequence that the seed alone decides.
    public init(seed: UInt64) { bits = PlantGenerator(seed: seed) }

    /// The next 64 bits.
    public mutating func next() -> UInt64 { bits.next() }

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

import CellPlant
import Foundation

/// A time for which the monitor has no power, and does not know how long it is.
package struct PowerCut: Equatable, Sendable {
    /// When it begins, in whole seconds from the start of the cell's run.
    package var atSecond: Int
    /// How long it lasts in whole seconds: 10 s…12 h, even in the logarithm.
    package var seconds: Int
    /// Whether the cycler goes on meanwhile (two thirds of them), or the cell rests and the cycler goes on after it.
    package var cyclerGoesOn: Bool

    /// The least time with power between two of them, in seconds.
    private static let leastPowered = 120

    /// As a Poisson process of this mean distance, up to a horizon.
    static func drawn(meanHours: Double, horizonHours: Double, seed: UInt64) -> [PowerCut] {
        var generator = PlantGenerator(seed: seed)
        var cuts: [PowerCut] = []
        var time = 0.0
        while true {
            // 53 bits in (0, 1], so that the logarithm is finite.
            time -= 3600 * meanHours * log(Double((generator.next() >> 11) + 1) * 0x1p-53)
            guard time < 3600 * horizonHours else { return cuts }
            let cut = PowerCut(
                atSecond: max(Int(time), leastPowered),
                seconds: Int(CyclerProgram.logarithmic(10...12 * 3600, &generator)),
                cyclerGoesOn: Int.random(in: 0..<3, using: &generator) < 2)
            cuts.append(cut)
            time = Double(cut.atSecond + cut.seconds + leastPowered)
        }
    }
}

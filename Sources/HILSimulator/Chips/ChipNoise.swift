import CellPlant
import Foundation

/// Normal deviates for conversions: a ziggurat, of which 99 of 100 draws cost a table look-up and a multiplication.
///
/// Source: Marsaglia and Tsang 2000, J. Stat. Softw. 5(8), with the independent bits that Doornik 2005 asks for: layer,
/// sign and abscissa come from different bits of one number. The deviates are exactly normal but for 53-bit rounding.
struct ChipNoise: @unchecked Sendable {
    private var bits: PlantGenerator
    // Never freed and never written after they were made: a table inside a class is copied whole at each access.
    private let ends: UnsafePointer<Double>
    private let heights: UnsafePointer<Double>

    /// A sequence that the seed alone decides.
    init(seed: UInt64) {
        bits = PlantGenerator(seed: seed)
        ends = Layers.shared.ends
        heights = Layers.shared.heights
    }

    /// 128 layers of equal area under exp(−x²/2): right ends, and heights there.
    private struct Layers: @unchecked Sendable {
        static let shared = Layers()
        /// Start of the tail, and area of a layer (Marsaglia and Tsang 2000, section 2).
        static let tail = 3.442_619_855_899
        static let area = 9.912_563_035_262_17e-3

        let ends: UnsafePointer<Double>
        let heights: UnsafePointer<Double>

        private init() {
            let ends = UnsafeMutablePointer<Double>.allocate(capacity: 129)
            let heights = UnsafeMutablePointer<Double>.allocate(capacity: 129)
            ends.initialize(repeating: 0, count: 129)
            heights.initialize(repeating: 1, count: 129)
            var end = Layers.tail
            // The lowest layer holds the tail as well: a rectangle of the same area would end further out.
            ends[0] = Layers.area / exp(-0.5 * end * end)
            heights[0] = 0
            for layer in 1..<128 {
                ends[layer] = end
                heights[layer] = exp(-0.5 * end * end)
                end = (-2 * log(min(1, Layers.area / end + heights[layer]))).squareRoot()
            }
            ends[128] = 0
            self.ends = UnsafePointer(ends)
            self.heights = UnsafePointer(heights)
        }
    }

    /// A normal deviate of mean 0 and deviation 1.
    @inline(__always)
    mutating func gaussian() -> Double {
        while true {
            let word = bits.next()
            let layer = Int(word & 127)
            let signed = Double(Int64(bitPattern: word) >> 11) * 0x1p-52
            let x = signed * ends[layer]
            if abs(x) < ends[layer + 1] { return x }
            if let edge = atEdge(layer, x) { return edge }
        }
    }

    /// What is left of a draw in the part of a layer that the curve cuts, or in the tail.
    @inline(never)
    private mutating func atEdge(_ layer: Int, _ x: Double) -> Double? {
        guard layer > 0 else {
            while true {
                let beyond = -log(unit()) / Layers.tail
                if -2 * log(unit()) >= beyond * beyond { return x < 0 ? -Layers.tail - beyond : Layers.tail + beyond }
            }
        }
        let low = heights[layer]
        let high = heights[layer + 1]
        return low + (high - low) * unit() < exp(-0.5 * x * x) ? x : nil
    }

    /// Even in (0, 1].
    private mutating func unit() -> Double { Double((bits.next() >> 11) + 1) * 0x1p-53 }
}

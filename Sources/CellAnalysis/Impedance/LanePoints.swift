import CellData
import Foundation

/// The points of a spectrum as a fit needs them, four to a block: angular frequencies, measured values and weights.
///
/// The last block is filled up with points of weight 0.
final class LanePoints {
    /// Points that count.
    let count: Int
    /// Blocks of four.
    let blocks: Int
    /// ω in rad/s, its logarithm and its root.
    let omega: UnsafePointer<Lanes>
    let logOmega: UnsafePointer<Lanes>
    let rootOmega: UnsafePointer<Lanes>
    /// Measured parts, in ohms.
    let real: UnsafePointer<Lanes>
    let imaginary: UnsafePointer<Lanes>
    /// Factor of each residual, 1/σ.
    let weight: UnsafePointer<Lanes>
    private let memory: UnsafeMutablePointer<Lanes>

    init(_ points: [Spectrum.Point], weights: [Double]) {
        let blocks = (points.count + 3) / 4
        let memory = UnsafeMutablePointer<Lanes>.allocate(capacity: max(6 * blocks, 1))
        memory.initialize(repeating: .zero, count: max(6 * blocks, 1))
        count = points.count
        self.blocks = blocks
        self.memory = memory
        omega = UnsafePointer(memory)
        logOmega = UnsafePointer(memory + blocks)
        rootOmega = UnsafePointer(memory + 2 * blocks)
        real = UnsafePointer(memory + 3 * blocks)
        imaginary = UnsafePointer(memory + 4 * blocks)
        weight = UnsafePointer(memory + 5 * blocks)
        for block in 0..<blocks {
            memory[block] = Lanes(repeating: 1)
            memory[2 * blocks + block] = Lanes(repeating: 1)
        }
        for (index, point) in points.enumerated() {
            let (block, lane) = (index / 4, index % 4)
            let omega = 2 * Double.pi * point.frequencyHertz
            memory[block][lane] = omega
            memory[blocks + block][lane] = log(omega)
            memory[2 * blocks + block][lane] = omega.squareRoot()
            memory[3 * blocks + block][lane] = point.realOhms
            memory[4 * blocks + block][lane] = point.imaginaryOhms
            memory[5 * blocks + block][lane] = weights[index]
        }
    }

    deinit { memory.deallocate() }
}

import HILSimulator
import TestSupport

/// A chip whose acknowledges and answers a disturbance takes away or changes, with a seeded share.
final class DisturbedTarget: I2CTarget {
    private let chip: any I2CTarget
    private let refusals: Double
    private let damages: Double
    private var random: SeededGenerator

    /// Shares 0…1: of the address bytes that are not acknowledged, and of the bytes read of which a bit is inverted.
    init(_ chip: any I2CTarget, refusals: Double = 0, damages: Double = 0, seed: UInt64) {
        self.chip = chip
        self.refusals = refusals
        self.damages = damages
        random = SeededGenerator(seed: seed)
    }

    func advance(to nanoseconds: UInt64) { chip.advance(to: nanoseconds) }

    func isAddressed(_ address: UInt8, isRead: Bool) -> Bool {
        guard chip.isAddressed(address, isRead: isRead) else { return false }
        return refusals == 0 || Double.random(in: 0..<1, using: &random) >= refusals
    }

    func write(_ byte: UInt8) -> Bool { chip.write(byte) }

    func read() -> UInt8 {
        let byte = chip.read()
        guard damages > 0, Double.random(in: 0..<1, using: &random) < damages else { return byte }
        return byte ^ 1 << UInt8.random(in: 0..<8, using: &random)
    }

    func stop() { chip.stop() }
}

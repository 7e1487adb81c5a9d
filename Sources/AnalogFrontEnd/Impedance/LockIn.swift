import CellCore

/// Correlates the samples of one pass with the multisine's own sines, and with sines that were not played.
///
/// The sums with sines are of integers and exact: a sample has 17 bits, a factor 21, and 8000 of them 13. A drift, straight
/// or dying away within a fifth of the window, is taken out by least squares together with the sines (`Drift`). The sines
/// that were not played tell the noise near each that was.
struct LockIn: Sendable {
    private var lines: InlineArray<21, Line>
    private var drift: Drift
    private let lineCount: Int
    private let sampleCount: Int
    private var position = 0
    /// True once a sample was outside the limits.
    private(set) var isSaturated = false

    private struct Line: Sendable {
        var increment: UInt32 = 0
        var real: Int64 = 0
        var imaginary: Int64 = 0
    }

    /// A factor has 20 bits after the point.
    private static var scale: Float { 1_048_576 }

    /// Begins a pass.
    init(_ plan: MultisinePlan) {
        lines = InlineArray(repeating: Line())
        lineCount = 3 * plan.binCount
        sampleCount = plan.sampleCount
        drift = Drift(sampleCount: plan.sampleCount)
        for index in 0..<plan.binCount {
            let bin = plan.bins[index]
            let first = plan.freeBin(near: bin, except: 0)
            lines[3 * index].increment = increment(bin)
            lines[3 * index + 1].increment = increment(first)
            lines[3 * index + 2].increment = increment(plan.freeBin(near: bin, except: first))
        }
    }

    /// The turn from one sample to the next; rounding it shifts the last sample by less than 10⁻⁶ turns.
    private func increment(_ bin: UInt16) -> UInt32 {
        UInt32(truncatingIfNeeded: (UInt64(bin) << 32 + UInt64(sampleCount / 2)) / UInt64(sampleCount))
    }

    /// True when the window is full.
    var isComplete: Bool { position >= sampleCount }

    /// Takes a sample, a code of 16 bits around 8000h; those after the window are not counted.
    mutating func take(_ code: UInt16, limit: Int32) {
        let value = Int32(code) - 32_768
        if value > limit || value < -limit { isSaturated = true }
        guard position < sampleCount else { return }
        drift.take(Float(value), at: position)
        for index in 0..<lineCount {
            let unit = Phasor(turns: UInt32(position) &* lines[index].increment)
            lines[index].real += Int64(value) * Int64(Int32(unit.real * Self.scale))
            lines[index].imaginary -= Int64(value) * Int64(Int32(unit.imaginary * Self.scale))
        }
        position += 1
    }

    /// The amplitudes in codes: of each sine, followed by the two that were not played, all without the drift.
    var result: InlineArray<21, Phasor> {
        var result = InlineArray<21, Phasor>(repeating: Phasor(0, 0))
        var fit = drift
        for index in 0..<lineCount {
            let factor = 2 / (Float(sampleCount) * Self.scale)
            result[index] = Phasor(Float(lines[index].real), Float(lines[index].imaginary)) * factor
            if index % 3 == 0 { fit.exclude(result[index], increment: lines[index].increment) }
        }
        let found = fit.solution
        for index in 0..<lineCount {
            let increment = lines[index].increment
            result[index] =
                result[index] - fit.rampResponse(increment) * found.ramp - fit.decayResponse(increment) * found.decay
        }
        return result
    }
}

/// A drift of two shapes: the ramp n/N − (N−1)/2N, and exp(−5n/N).
///
/// What a pass begins with has not died away when a cell is slow, and a cell at work drifts. Both shapes' transforms are
/// known; the normal equations leave out what the sines played explain already.
struct Drift: Sendable {
    private let count: Float
    private var sum: Float = 0
    private var decaySum: Float = 0
    private var rampValue: Float = 0
    private var decayValue: Float = 0
    private var rampRamp: Float = 0
    private var rampDecay: Float = 0
    private var decayDecay: Float = 0

    init(sampleCount: Int) { count = Float(sampleCount) }

    /// Takes a sample of the window.
    mutating func take(_ value: Float, at position: Int) {
        let ramp = (Float(position) - (count - 1) / 2) / count
        let decay = CellMath.exponential(-5 * Float(position) / count)
        sum += value
        decaySum += decay
        rampValue += ramp * value
        decayValue += decay * value
        rampRamp += ramp * ramp
        rampDecay += ramp * decay
        decayDecay += decay * decay
    }

    /// Takes a sine with its amplitude out of the equations.
    mutating func exclude(_ amplitude: Phasor, increment: UInt32) {
        let ramp = rampResponse(increment)
        let decay = decayResponse(increment)
        let half = count / 2
        rampValue -= half * ramp.dot(amplitude)
        decayValue -= half * decay.dot(amplitude)
        rampRamp -= half * ramp.square
        rampDecay -= half * ramp.dot(decay)
        decayDecay -= half * decay.square
    }

    /// The two drifts' sizes in codes; the constant is taken out here.
    var solution: (ramp: Float, decay: Float) {
        let mean = decaySum / count
        let b = decayValue - mean * sum
        let c = decayDecay - mean * decaySum
        let determinant = rampRamp * c - rampDecay * rampDecay
        guard determinant > 1e-4 * rampRamp * c else {
            return (rampRamp > 0 ? rampValue / rampRamp : 0, 0)
        }
        return ((rampValue * c - b * rampDecay) / determinant, (b * rampRamp - rampValue * rampDecay) / determinant)
    }

    /// (2/N)·Σ(n/N)·exp(−jθn) = (−1 + j·cot(θ/2)) / N.
    func rampResponse(_ increment: UInt32) -> Phasor {
        let half = Phasor(turns: increment / 2)
        return Phasor(-1 / count, half.imaginary > 0 ? half.real / (half.imaginary * count) : 0)
    }

    /// (2/N)·(1 − e⁻⁵) / (1 − a·exp(−jθ)) with a = exp(−5/N).
    func decayResponse(_ increment: UInt32) -> Phasor {
        let x = 5 / count
        let short = x * (1 - x * (0.5 - x / 6))
        let half = Phasor(turns: increment / 2)
        let a = 1 - short
        // 1 − a·cos θ = (1 − a) + 2a·sin²(θ/2), and sin θ = 2·sin(θ/2)·cos(θ/2), lose no digits.
        let below = Phasor(short + 2 * a * half.imaginary * half.imaginary, 2 * a * half.imaginary * half.real)
        return Phasor(2 / count * 0.993_262_1, 0) / below
    }
}

extension Phasor {
    /// The real part of this times the other's conjugate.
    func dot(_ other: Phasor) -> Float { real * other.real + imaginary * other.imaginary }
}

extension MultisinePlan {
    /// The nearest bin that no sine has and that is not `other`.
    func freeBin(near bin: UInt16, except other: UInt16) -> UInt16 {
        for distance in 1..<UInt16(16) {
            if bin > distance, isFree(bin - distance, other) { return bin - distance }
            if isFree(bin + distance, other) { return bin + distance }
        }
        return bin + 16
    }

    private func isFree(_ wanted: UInt16, _ other: UInt16) -> Bool {
        guard wanted != other else { return false }
        for index in 0..<binCount where bins[index] == wanted { return false }
        return true
    }
}

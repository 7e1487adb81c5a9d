import CellCore

/// Correlates the samples of one pass with the multisine's own sines, and with sines that were not played.
///
/// The sums with sines are of integers and exact: a sample has 17 bits, a factor 21, and 8000 of them 13. A drift, with
/// the sense inputs' own time constant or dying away within a fifth of the window, is taken out by least squares together
/// with the sines (`Drift`). The sines that were not played tell the noise near each that was.
struct LockIn: Sendable {
    private var lines: InlineArray<21, Line>
    private var drift: Drift
    private let lineCount: Int
    private let sampleCount: Int
    /// Samples taken into the window.
    private(set) var position = 0
    /// True once a sample was outside the limits.
    private(set) var isSaturated = false

    private struct Line: Sendable {
        var increment: UInt32 = 0
        var real: Int64 = 0
        var imaginary: Int64 = 0
    }

    /// A factor has 20 bits after the point.
    private static var scale: Float { 1_048_576 }

    /// Begins a pass; `coupling` is the time constant of the sense inputs in seconds.
    init(_ plan: MultisinePlan, coupling: Float) {
        lines = InlineArray(repeating: Line())
        lineCount = 3 * plan.binCount
        sampleCount = plan.sampleCount
        drift = Drift(sampleCount: plan.sampleCount, slow: Float(plan.stepCount) * 0.05 / coupling)
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
        drift.take(value, at: position)
        for index in 0..<lineCount {
            let unit = Phasor(turns: UInt32(position) &* lines[index].increment)
            lines[index].real += Int64(value) * Int64(Int32(unit.real * Self.scale))
            lines[index].imaginary -= Int64(value) * Int64(Int32(unit.imaginary * Self.scale))
        }
        position += 1
    }

    /// The amplitudes without the drift, and how much of it was taken out.
    var result: LockInResult {
        var result = LockInResult()
        var fit = drift.equations
        for index in 0..<lineCount {
            let factor = 2 / (Float(sampleCount) * Self.scale)
            result.lines[index] = Phasor(Float(lines[index].real), Float(lines[index].imaginary)) * factor
            if index % 3 == 0 { fit.exclude(result.lines[index], increment: lines[index].increment) }
        }
        let found = fit.solution
        for index in 0..<lineCount {
            let increment = lines[index].increment
            let slow = fit.response(fit.slow, increment) * found.slow
            let fast = fit.response(fit.fast, increment) * found.fast
            result.lines[index] = result.lines[index] - slow - fast
            if index % 3 == 0 { result.drifts[index / 3] = slow.square + fast.square }
        }
        return result
    }
}

/// What a pass has given, in codes.
struct LockInResult: Sendable {
    /// Amplitudes: of each sine, followed by the two that were not played.
    var lines = InlineArray<21, Phasor>(repeating: Phasor(0, 0))
    /// The squares of the drift taken out of each sine.
    var drifts = InlineArray<7, Float>(repeating: 0)
}

/// A drift of two shapes (1 − exp(−x·n/N))/x: one as slow as the sense inputs' coupling, one with x = 5.
///
/// What a pass begins with has not died away when a cell is slow, the inputs' coupling capacitors remember the moment of
/// connecting for minutes, and a cell at work drifts, which over a fifth of the slow time constant is the same. Both
/// shapes' transforms are known; the normal equations leave out what the sines played explain already.
struct Drift: Sendable {
    /// The window in time constants.
    let slow: Float
    /// The same of the fast shape.
    let fast: Float = 5
    private let count: Int64
    private var sum: Int64 = 0
    private var slowSum: Int64 = 0
    private var fastSum: Int64 = 0
    private var slowValue: Int64 = 0
    private var fastValue: Int64 = 0
    private var slowSlow: Int64 = 0
    private var slowFast: Int64 = 0
    private var fastFast: Int64 = 0

    /// Shapes have 16 bits after the point, so that N times a sum of their squares stays below 2⁵⁹.
    private static var scale: Float { 65_536 }

    init(sampleCount: Int, slow: Float) {
        count = Int64(sampleCount)
        self.slow = slow > 0.02 ? slow < 1 ? slow : 1 : 0.02
    }

    /// Takes a sample of the window.
    mutating func take(_ value: Int32, at position: Int) {
        let place = Float(position) / Float(count)
        let a = Int64((1 - CellMath.exponential(-slow * place)) / slow * Self.scale)
        let b = Int64((1 - CellMath.exponential(-fast * place)) / fast * Self.scale)
        sum += Int64(value)
        slowSum += a
        fastSum += b
        slowValue += a * Int64(value)
        fastValue += b * Int64(value)
        slowSlow += a * a
        slowFast += a * b
        fastFast += b * b
    }

    /// The normal equations without the constant and before the sines: products in codes, exact until here.
    var equations: DriftEquations {
        // N·Σxy − Σx·Σy, of which both terms are near each other.
        func covariance(_ products: Int64, _ x: Int64, _ y: Int64, _ scale: Float) -> Float {
            Float(count * products - x * y) / (Float(count) * scale)
        }
        let (one, two) = (Self.scale, Self.scale * Self.scale)
        return DriftEquations(
            count: Float(count), slow: slow, fast: fast, slowValue: covariance(slowValue, slowSum, sum, one),
            fastValue: covariance(fastValue, fastSum, sum, one),
            slowSlow: covariance(slowSlow, slowSum, slowSum, two),
            slowFast: covariance(slowFast, slowSum, fastSum, two),
            fastFast: covariance(fastFast, fastSum, fastSum, two))
    }
}

/// The normal equations of the two shapes.
struct DriftEquations: Sendable {
    let count: Float
    let slow: Float
    let fast: Float
    var slowValue: Float
    var fastValue: Float
    var slowSlow: Float
    var slowFast: Float
    var fastFast: Float

    /// Takes a sine with its amplitude out of the equations.
    mutating func exclude(_ amplitude: Phasor, increment: UInt32) {
        let a = response(slow, increment)
        let b = response(fast, increment)
        let half = count / 2
        slowValue -= half * a.dot(amplitude)
        fastValue -= half * b.dot(amplitude)
        slowSlow -= half * a.square
        slowFast -= half * a.dot(b)
        fastFast -= half * b.square
    }

    /// The sizes of the two in codes.
    var solution: (slow: Float, fast: Float) {
        let determinant = slowSlow * fastFast - slowFast * slowFast
        guard determinant > 1e-4 * slowSlow * fastFast else {
            return (slowSlow > 0 ? slowValue / slowSlow : 0, 0)
        }
        return (
            (slowValue * fastFast - fastValue * slowFast) / determinant,
            (fastValue * slowSlow - slowValue * slowFast) / determinant
        )
    }

    /// −(2/N)·(1 − e⁻ˣ)/x / (1 − a·exp(−jθ)) with a = exp(−x/N).
    func response(_ x: Float, _ increment: UInt32) -> Phasor {
        let small = x / count
        let short = small * (1 - small * (0.5 - small / 6))
        let half = Phasor(turns: increment / 2)
        let a = 1 - short
        // 1 − a·cos θ = (1 − a) + 2a·sin²(θ/2), and sin θ = 2·sin(θ/2)·cos(θ/2), lose no digits.
        let below = Phasor(short + 2 * a * half.imaginary * half.imaginary, 2 * a * half.imaginary * half.real)
        return Phasor(-2 / count * (1 - CellMath.exponential(-x)) / x, 0) / below
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

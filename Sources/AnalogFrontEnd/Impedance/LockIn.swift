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

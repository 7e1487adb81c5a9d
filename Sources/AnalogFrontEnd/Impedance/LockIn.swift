/// Correlates the samples of one pass with the multisine's own sines, and with sines that were not played.
///
/// The sums are of integers and exact: a sample has 17 bits, a factor 21, and 8000 of them 13. A straight drift is taken
/// out, for its transform is known: the ramp n − (N−1)/2 gives −1 + j·cot(πk/N) at bin k. The sines that were not played
/// tell the noise near each that was.
struct LockIn: Sendable {
    private var lines: InlineArray<21, Line>
    private let binCount: Int
    private let sampleCount: Int
    private var ramp: Int64 = 0
    private var position: Int
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
        binCount = plan.binCount
        sampleCount = plan.sampleCount
        position = -plan.leadSamples
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

    /// Takes a sample, a code of 16 bits around 8000h; those of the lead and those after the window are not counted.
    mutating func take(_ code: UInt16, limit: Int32) {
        defer { position += 1 }
        let value = Int32(code) - 32_768
        if value > limit || value < -limit { isSaturated = true }
        guard position >= 0, position < sampleCount else { return }
        ramp += Int64(value) * Int64(2 * position - sampleCount + 1)
        for index in 0..<3 * binCount {
            let unit = Phasor(turns: UInt32(position) &* lines[index].increment)
            lines[index].real += Int64(value) * Int64(Int32(unit.real * Self.scale))
            lines[index].imaginary -= Int64(value) * Int64(Int32(unit.imaginary * Self.scale))
        }
    }

    /// The amplitudes in codes, and the variance of either part.
    var result: LockInResult {
        let slope = slope
        var result = LockInResult()
        for index in 0..<binCount {
            result.amplitudes[index] = amplitude(3 * index) - response(3 * index) * slope
            var square: Float = 0
            for noise in 3 * index + 1...3 * index + 2 {
                square += (amplitude(noise) - response(noise) * slope).square
            }
            result.variances[index] = square / 4
        }
        return result
    }

    private func amplitude(_ index: Int) -> Phasor {
        let factor = 2 / (Float(sampleCount) * Self.scale)
        return Phasor(Float(lines[index].real), Float(lines[index].imaginary)) * factor
    }

    /// What a ramp of one code a sample gives.
    private func response(_ index: Int) -> Phasor {
        let unit = Phasor(turns: lines[index].increment)
        // cot(θ/2) = sin θ / (1 − cos θ) = (1 + cos θ) / sin θ, which loses no digits for a small θ.
        return Phasor(-1, unit.imaginary != 0 ? (1 + unit.real) / unit.imaginary : 0)
    }

    /// The drift in codes a sample, by least squares together with the sines.
    private var slope: Float {
        let count = Float(sampleCount)
        var above = Float(ramp) / 2
        var below = count * (count * count - 1) / 12
        for index in 0..<binCount {
            let found = amplitude(3 * index)
            let response = response(3 * index)
            above -= count / 2 * (found.real * response.real + found.imaginary * response.imaginary)
            below -= count / 2 * response.square
        }
        return below > 0 ? above / below : 0
    }
}

/// What a pass has given.
struct LockInResult: Sendable {
    /// Amplitudes in codes.
    var amplitudes = InlineArray<7, Phasor>(repeating: Phasor(0, 0))
    /// Variances of either part in codes².
    var variances = InlineArray<7, Float>(repeating: 0)
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

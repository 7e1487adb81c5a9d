import CellCore

/// What the voltage of a sample is.
public enum SampledVoltage: UInt8, Sendable {
    /// The mean over the sample's interval, as `MeasuringChain` gives it.
    case mean
    /// The value at the end of the interval, as many recordings have it.
    case end
}

/// Frequencies in microhertz.
private let frequencies: InlineArray<3, UInt64> = [20_000, 10_000, 5_000]

/// The impedance at 20, 10 and 5 mHz from a step of the load's own current, with no excitation.
///
/// The current has to be constant for 2…3 minutes, to step within one sample, and to be constant for 296 s after, for
/// 5 mHz 400 s. Then Z(ω)·ΔI = ∫ v′(t) e^(−jωt) dt, where v is the voltage less the line on which it was before the step;
/// by parts v(T) e^(−jωT) + jω ∫ v e^(−jωt) dt up to T = 296 s or 400 s, which is summed as samples come, and a tail. The tail follows from
/// slope and curvature of the last 128 s, as one exponential. No point is given when the current changed again, a sample
/// or one of its flags was missing, or excitation was on.
///
/// The standard error holds the noise of the voltage, half of what the exponential changes in a straight tail, the
/// curvature of the voltage before the step, and 25 ms between the intervals of current and voltage. It cannot know that
/// a cell is not linear: a large step gives the response to that step, not to a small signal.
///
/// ```swift
/// var impedance = LoadStepImpedance()
/// impedance.add(sample)
/// while let point = impedance.takePoint() { … }
/// ```
/// Below 1 kB; cost a sample after a step: six phasors and some 120 operations, half of it after 296 s.
public struct LoadStepImpedance: Sendable {
    /// Constant current before a step: two full blocks, and what there is of a third.
    static var blockMicroseconds: UInt64 { 60_000_000 }
    /// Length of the response for 20 and 10 mHz, less than five minutes, and for 5 mHz.
    static var shortMicroseconds: UInt64 { 296_000_000 }
    static var longMicroseconds: UInt64 { 400_000_000 }
    /// Each of the two windows at its end.
    static var windowMicroseconds: UInt64 { 64_000_000 }
    /// A step has to be seen in time: no interval may be longer.
    static var longestIntervalMicroseconds: UInt64 { 2_500_000 }

    /// A change beyond this ends the constant current, in picoamperes.
    private let tolerance: Int64
    /// A change beyond this is a step, in picoamperes.
    private let smallestStep: Int64
    private let voltage: SampledVoltage

    private enum Stage { case before, step, after }
    private var stage = Stage.before
    private var lastMicroseconds: UInt64 = 0
    private var level: Int64 = 0
    private var currentSum: Float = 0
    private var currentCount: Float = 0
    /// Two full blocks and the one under way.
    private var blocks = (VoltageLine(), VoltageLine(), VoltageLine())
    private var stepSample = Sample(
        timeMicroseconds: 0, intervalMicroseconds: 0, currentPicoamperes: 0, voltageNanovolts: 0,
        temperatureMillikelvin: 0)
    private var short = StepResponse()
    private var long = StepResponse()
    private var isShortDone = false
    private var points = InlineArray<3, ImpedancePoint?>(repeating: nil)

    /// A watcher for a range of `rangePicoamperes`: constant within 1/2000 of it, a step beyond 1/50.
    public init(rangePicoamperes: Int64 = 600_000_000, voltage: SampledVoltage = .mean) {
        tolerance = max(rangePicoamperes / 2_000, 1)
        smallestStep = max(rangePicoamperes / 50, 1)
        self.voltage = voltage
    }

    /// The next point of the last step, highest frequency first; nil when all are taken.
    public mutating func takePoint() -> ImpedancePoint? {
        for index in 0..<3 {
            guard let point = points[index] else { continue }
            points[index] = nil
            return point
        }
        return nil
    }

    /// Takes the next sample.
    public mutating func add(_ sample: Sample) {
        let end = sample.timeMicroseconds
        let interval = sample.intervalMicroseconds
        let isWhole =
            sample.flags.contains(.currentValid) && sample.flags.contains(.voltageValid)
            && !sample.flags.contains(.excitation) && interval > 0 && interval <= Self.longestIntervalMicroseconds
            && end > interval
        // Intervals follow each other to within what rounding and a late look may be.
        let begin = Int64(bitPattern: end &- interval &- lastMicroseconds)
        let isNext = lastMicroseconds > 0 && end > lastMicroseconds && begin > -5_000 && begin < 5_000
        lastMicroseconds = isWhole ? end : 0
        guard isWhole else { return forget() }
        guard isNext else { return start(sample) }
        switch stage {
        case .before: before(sample)
        case .step: afterStep(sample)
        case .after: after(sample)
        }
    }

    private mutating func forget() {
        stage = .before
        blocks = (VoltageLine(), VoltageLine(), VoltageLine())
    }

    /// Begins anew: this sample's current is the level from now on.
    private mutating func start(_ sample: Sample) {
        forget()
        level = sample.currentPicoamperes
        currentSum = 0
        currentCount = 0
        blocks.2 = VoltageLine(originMicroseconds: sample.timeMicroseconds, originNanovolts: sample.voltageNanovolts)
    }

    private func isAtLevel(_ sample: Sample) -> Bool {
        let change = sample.currentPicoamperes &- level
        return change <= tolerance && change >= -tolerance
    }

    /// When the voltage was what the sample says.
    private func instant(_ sample: Sample) -> UInt64 {
        voltage == .mean ? sample.timeMicroseconds - sample.intervalMicroseconds / 2 : sample.timeMicroseconds
    }

    private mutating func before(_ sample: Sample) {
        guard isAtLevel(sample) else {
            guard blocks.0.count > 0, blocks.1.count > 0 else { return start(sample) }
            stepSample = sample
            stage = .step
            return
        }
        if instant(sample) >= blocks.2.originMicroseconds &+ Self.blockMicroseconds {
            let next = VoltageLine(originMicroseconds: instant(sample), originNanovolts: sample.voltageNanovolts)
            blocks = (blocks.1, blocks.2, next)
        }
        blocks.2.add(nanovolts: sample.voltageNanovolts, at: instant(sample))
        currentSum += Float(sample.currentPicoamperes &- level)
        currentCount += 1
    }

    /// The first sample wholly after the step: its current says when in the sample before the step was.
    private mutating func afterStep(_ sample: Sample) {
        let oldLevel = Float(level) + (currentCount > 0 ? currentSum / currentCount : 0)
        let change = Float(sample.currentPicoamperes) - oldLevel
        let share = (Float(stepSample.currentPicoamperes) - oldLevel) / change
        let isStep = change > Float(smallestStep) || -change > Float(smallestStep)
        guard isStep, share > -0.01, share < 1.01 else { return start(sample) }
        let sinceStep = min(max(share, 0), 1) * Float(stepSample.intervalMicroseconds)
        short = StepResponse(
            before: blocks.1.joined(blocks.2), earlier: blocks.0,
            startMicroseconds: stepSample.timeMicroseconds &- UInt64(sinceStep),
            lengthMicroseconds: Self.shortMicroseconds, levelPicoamperes: oldLevel)
        short.addFirst(stepSample, voltage)
        long = short
        long.lengthMicroseconds = Self.longMicroseconds
        level = sample.currentPicoamperes
        stage = .after
        isShortDone = false
        short.add(sample, at: instant(sample), voltage)
        long.add(sample, at: instant(sample), voltage)
    }

    private mutating func after(_ sample: Sample) {
        guard isAtLevel(sample) else { return start(sample) }
        long.add(sample, at: instant(sample), voltage)
        if !isShortDone {
            short.add(sample, at: instant(sample), voltage)
            if short.isComplete(at: sample.timeMicroseconds) {
                isShortDone = true
                for index in 0..<2 { points[index] = point(index, of: short, at: sample.timeMicroseconds) }
            }
        }
        guard long.isComplete(at: sample.timeMicroseconds) else { return }
        points[2] = point(2, of: long, at: sample.timeMicroseconds)
        start(sample)
    }

    private func point(_ index: Int, of response: StepResponse, at end: UInt64) -> ImpedancePoint? {
        response.point(index, microhertz: frequencies[index], endMicroseconds: end, voltage)
    }

    /// The phase step of a frequency, see `Phasor`.
    static func step(_ index: Int) -> UInt64 { Phasor.step(microhertz: frequencies[index]) }
    /// 2π times a frequency, in 1/s.
    static func omega(_ index: Int) -> Float { Float(frequencies[index]) * 6.283_185_3e-6 }
}

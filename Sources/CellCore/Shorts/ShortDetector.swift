/// The first, simple verdict on shorts: unexplained conductance that lasts, or a voltage that has collapsed.
///
/// A score of one is the most that a healthy cell of the profile may be off, so a healthy cell never collects: the sum
/// grows by (score − 1) a minute, a score counting four at most. Suspected from 1, soft from 5 (four minutes far out,
/// ten minutes at one and a half), back to none at 0. A conductance above the profile's limit at two samples in a row,
/// or a confirmed collapse, is a hard short and stays one.
struct ShortDetector: Equatable, Sendable {
    private static var suspectedSum: Float { 1 }
    private static var softSum: Float { 5 }
    private static var largestSum: Float { 10 }
    private static var largestScore: Float { 4 }

    private(set) var shortClass: ShortClass = .none
    private(set) var conductance = ConductanceEvidence()
    private var collapse = VoltageCollapse()
    private var sum: Float = 0
    private var hardSampleCount: UInt32 = 0
    private var onsetMicroseconds: UInt64 = 0
    /// Nothing is held against the cell. Follows from the rest.
    private var isQuiet = true
    /// A short is soft or hard, and no look at its conductance has begun. Follows from the rest.
    private var isSettled = false

    /// What one sample has for the detector.
    struct Input {
        var timeMicroseconds: UInt64
        var seconds: Float
        var currentPicoamperes: Int64
        var voltageNanovolts: Int64
        /// What else is done at this sample; the conductance is then left to the next.
        var load: OtherWork
    }

    /// Work that leaves no time for all of the detector's.
    enum OtherWork {
        /// None.
        case none
        /// A weighing, or the end of a window: a hard short is looked for, but nothing else.
        case other
        /// A tick: nothing but the sum is kept.
        case tick
    }

    /// True for a sample that changes nothing: of a cell that nothing is held against, or of one whose short is as it was.
    /// Any other is for `step`. `healthy` is lent and not changed.
    ///
    /// `healthy` is the voltage without a leak; nil where the profile cannot say, or the load has just changed. Runs on each
    /// sample with current and voltage measured and no excitation. Cost: about 30 operations.
    @inline(__always)
    mutating func follow(_ input: Input, _ healthy: inout HealthyVoltage?) -> Bool {
        guard isQuiet || isSettled,
            collapse.follow(currentPicoamperes: input.currentPicoamperes, voltageNanovolts: input.voltageNanovolts)
        else { return false }
        let volts = Float(input.voltageNanovolts) * 1e-9
        guard let healthy, let score = ConductanceEvidence.score(volts: volts, healthy) else { return true }
        if isQuiet { return !(score > 1) }
        guard score > 1, !healthy.isEmpty,
            shortClass == .hard || score < ShortDetector.largestScore || !healthy.mayBeHard(volts)
        else { return false }
        guard conductance.wait(input.seconds) else { return false }
        add(score, seconds: input.seconds)
        return true
    }

    /// One long step is one sample of evidence, however long: at most a minute counts.
    @inline(__always)
    private mutating func add(_ score: Float, seconds: Float) {
        let limited = score < ShortDetector.largestScore ? score : ShortDetector.largestScore
        let change = (limited - 1) * (seconds < 60 ? seconds * (1.0 / 60) : 1)
        sum = CellMath.limited(sum + change, to: 0...ShortDetector.largestSum)
    }

    /// Takes a sample that is not calm. Cost: about 100 operations, and what the conductance costs.
    mutating func step(_ input: Input, _ healthy: HealthyVoltage?, point: borrowing OperatingPoint) {
        collapse.step(currentPicoamperes: input.currentPicoamperes, voltageNanovolts: input.voltageNanovolts)
        let volts = Float(input.voltageNanovolts) * 1e-9
        var score: Float = 0
        if let healthy, let raw = ConductanceEvidence.score(volts: volts, healthy) {
            score = CellMath.limited(raw, to: 0...ShortDetector.largestScore)
            add(score, seconds: input.seconds)
            if healthy.isEmpty {
                if shortClass < .hard { hardSampleCount = 0 }
            } else if score > 1 || sum > 0 {
                let look = ConductanceEvidence.Look(
                    volts: volts, loadAmperes: Float(input.currentPicoamperes) * 1e-12, seconds: input.seconds,
                    healthy: healthy)
                measure(look, isFarOut: score >= ShortDetector.largestScore, input.load, point)
            } else if shortClass < .hard {
                conductance.clear()
                hardSampleCount = 0
            }
        }
        decide(at: input.timeMicroseconds, score: score)
        conclude()
    }

    /// A sample far out, of what may be a hard short, is looked at at once; a soft one has time.
    private mutating func measure(
        _ look: ConductanceEvidence.Look, isFarOut: Bool, _ work: OtherWork, _ point: borrowing OperatingPoint
    ) {
        guard work != .tick else {
            _ = conductance.wait(look.seconds)
            return
        }
        guard isFarOut, shortClass < .hard, look.healthy.mayBeHard(look.volts) else {
            if shortClass < .hard { hardSampleCount = 0 }
            if work == .none { conductance.step(look, point) } else { _ = conductance.wait(look.seconds) }
            return
        }
        let siemens = conductance.measureAtOnce(look, point)
        hardSampleCount = siemens >= look.healthy.hardSiemens ? min(hardSampleCount + 1, 2) : 0
    }

    private mutating func conclude() {
        isQuiet =
            shortClass == .none && sum <= 0 && hardSampleCount == 0 && onsetMicroseconds == 0
            && conductance.siemens == nil && collapse.isOver
        isSettled =
            (shortClass == .hard || shortClass == .soft && hardSampleCount == 0 && collapse.isOver)
            && conductance.isWaiting
    }

    private mutating func decide(at time: UInt64, score: Float) {
        let before = shortClass
        if hardSampleCount >= 2 || collapse.isConfirmed {
            shortClass = .hard
        } else if shortClass < .hard {
            if sum >= ShortDetector.softSum {
                shortClass = .soft
            } else if sum <= 0 {
                shortClass = .none
            } else if sum >= ShortDetector.suspectedSum, shortClass == .none {
                shortClass = .suspected
            }
        }
        // Onset is when the score first left what is healthy, not when the verdict was sure.
        if before == .none {
            if sum <= 0 && shortClass == .none {
                onsetMicroseconds = 0
            } else if onsetMicroseconds == 0 {
                onsetMicroseconds = time
            }
        }
    }

    /// A gap, a missing measurement or an excitation: neighbours can no longer be compared.
    mutating func interrupt() {
        collapse.interrupt()
        conclude()
    }

    /// Learning is locked, and a drain inside the cell is counted, while this holds.
    var isSuspected: Bool { shortClass >= .suspected }

    /// The verdict in the form that leaves the monitor.
    var verdict: ShortVerdict {
        guard shortClass != .none else { return ShortVerdict() }
        var evidence: InlineArray<4, Evidence?> = InlineArray(repeating: nil)
        let isCollapse = collapse.isConfirmed && hardSampleCount < 2
        let conductanceEvidence = Evidence(kind: .unexplainedConductance, weight: sum / ShortDetector.largestSum)
        if collapse.isConfirmed {
            evidence[isCollapse ? 0 : 1] = Evidence(kind: .voltageCollapse, weight: 1)
            if sum > 0 || !isCollapse { evidence[isCollapse ? 1 : 0] = conductanceEvidence }
        } else if sum > 0 || conductance.siemens != nil {
            evidence[0] = conductanceEvidence
        }
        return ShortVerdict(
            shortClass: shortClass, resistanceOhms: conductance.resistanceOhms, sinceMicroseconds: onsetMicroseconds,
            evidence: evidence)
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        var rawClass = shortClass.rawValue
        coder.code(&rawClass)
        shortClass = ShortClass(rawValue: rawClass) ?? .none
        conductance.visit(&coder)
        collapse.visit(&coder)
        coder.code(&sum)
        coder.code(&hardSampleCount)
        coder.code(&onsetMicroseconds)
        conclude()
    }

    /// What version 2 of the snapshot did not have.
    mutating func visitLook(_ coder: inout some FieldCoder) { conductance.visitLook(&coder) }
}

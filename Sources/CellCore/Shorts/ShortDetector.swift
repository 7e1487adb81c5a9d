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

    /// What one sample has for the detector.
    struct Input {
        var timeMicroseconds: UInt64
        var seconds: Float
        var currentPicoamperes: Int64
        var voltageNanovolts: Int64
        /// The voltage without a leak; nil where the profile cannot say, or the load has just changed.
        var healthy: HealthyVoltage?
    }

    /// Takes a sample with current and voltage measured and no excitation. Runs on each sample; its cost is fixed while
    /// nothing is amiss, and fixed but larger while something is.
    mutating func step(_ input: Input, point: borrowing OperatingPoint, hardShortOhms: Float) {
        collapse.step(currentPicoamperes: input.currentPicoamperes, voltageNanovolts: input.voltageNanovolts)
        let volts = Float(input.voltageNanovolts) * 1e-9
        var score: Float = 0
        if let healthy = input.healthy, let raw = ConductanceEvidence.score(volts: volts, healthy) {
            score = CellMath.limited(raw, to: 0...ShortDetector.largestScore)
            // One long step is one sample of evidence, however long: at most a minute counts.
            let minutes = (input.seconds < 60 ? input.seconds : 60) / 60
            sum = CellMath.limited(sum + (score - 1) * minutes, to: 0...ShortDetector.largestSum)
            if healthy.isEmpty {
                hardSampleCount = 0
            } else if score > 1 || sum > 0 {
                let siemens = conductance.step(
                    volts: volts, loadAmperes: Float(input.currentPicoamperes) * 1e-12, healthy: healthy, point: point,
                    seconds: input.seconds)
                let isHard = siemens.value * hardShortOhms >= 1 && score >= ShortDetector.largestScore
                hardSampleCount = isHard ? min(hardSampleCount + 1, 2) : 0
            } else {
                if shortClass < .hard { conductance.clear() }
                hardSampleCount = 0
            }
        }
        decide(at: input.timeMicroseconds, score: score)
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
    mutating func interrupt() { collapse.interrupt() }

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
    }
}

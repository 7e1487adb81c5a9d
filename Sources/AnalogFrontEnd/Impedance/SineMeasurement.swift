/// The accesses that measure one sine: the settings, then the voltage and the current in turns, each by a run of the
/// chip's sequencer, so that every run has the same time between the generator's start and the transform's.
struct SineMeasurement: Sendable {
    let word: UInt32
    let setting: SineSetting
    var range: ExcitationRange
    let target: Target
    private(set) var voltage = TransformSum()
    private(set) var current = TransformSum()
    private(set) var isVoltageClipped = false
    private(set) var isCurrentClipped = false
    private var run = 0

    /// What is measured.
    enum Target: Sendable { case cell, reference }

    /// Begins the measurement of the sine of a word.
    init(word: UInt32, range: ExcitationRange, target: Target) {
        self.word = word
        setting = SineSetting(word: word)
        self.range = range
        self.target = target
    }

    /// The step that chooses voltage or current and begins a run.
    static var runStep: Int { 18 }
    /// The step that looks whether the run has ended.
    static var lookStep: Int { 22 }
    /// The last step of a run.
    static var lastStep: Int { 24 }

    private var isCurrentRun: Bool { run % 2 == 1 }
    /// True when the current has been measured as often as the voltage.
    var isPair: Bool { run % 2 == 0 }
    /// True when all repeats are there.
    var isComplete: Bool { run >= 2 * setting.repeats }

    /// The access of a step.
    func access(_ step: Int) -> AD5941Access {
        switch step {
        case 0: return .set(AD5941Register.control, AD5941Value.sineBase)
        case 1: return .set(AD5941Register.filter, setting.filter, mask: 0xFFFF)
        case 2: return .set(AD5941Register.dft, setting.transform)
        case 3: return .set(AD5941Register.dac, range.gains)
        case 4: return .set(AD5941Register.sineFrequency, word)
        case 5: return .set(AD5941Register.sineAmplitude, range.amplitude)
        case 6: return .set(AD5941Register.feedback, FeedbackValue.register(range.feedback))
        case 7...16:
            let index = UInt32(step - 7) / 2
            return step % 2 == 1
                ? .write(AD5941Register.commandAddress, index) : .write(AD5941Register.commandWord, command(index))
        case 17: return .set(AD5941Register.sequence0, SequencerCommand.info(start: 0, count: 5))
        case 18: return .set(AD5941Register.converter, ConverterInput.of(target, current: isCurrentRun))
        case 19: return .write(AD5941Register.flagsClear, AD5941Value.watchedFlags)
        case 20: return .write(AD5941Register.trigger, 1)
        case 21: return .pause(setting.runMicroseconds + setting.runMicroseconds / 64 + 100)
        case 22: return .read(AD5941Register.flags1)
        case 23: return .read(AD5941Register.dftReal)
        default: return .read(AD5941Register.dftImaginary)
        }
    }

    /// Generator on, wait, converter and transform on, wait, all off: turning it off resets the generator's phase.
    private func command(_ index: UInt32) -> UInt32 {
        let running = AD5941Value.sineBase | AD5941Value.generator
        switch index {
        case 0: return SequencerCommand.write(AD5941Register.control, running)
        case 1: return SequencerCommand.wait(setting.settleClocks)
        case 2:
            return SequencerCommand.write(
                AD5941Register.control, running | AD5941Value.convert | AD5941Value.dftEnable)
        case 3: return SequencerCommand.wait(setting.windowClocks)
        default: return SequencerCommand.write(AD5941Register.control, AD5941Value.sineBase)
        }
    }

    /// The time after its start at which a run is given up, in microseconds.
    var limitMicroseconds: UInt64 { setting.runMicroseconds + setting.runMicroseconds / 2 + 50_000 }

    /// Takes the flags of a run; true when its transform is there.
    mutating func takeFlags(_ flags: UInt32) -> Bool {
        guard flags & AD5941Value.dftReady != 0 else { return false }
        if flags & (AD5941Value.belowMinimum | AD5941Value.aboveMaximum) != 0 {
            if isCurrentRun { isCurrentClipped = true } else { isVoltageClipped = true }
        }
        return true
    }

    /// Takes the transform of a run.
    mutating func take(real: UInt32, imaginary: UInt32) {
        if isCurrentRun {
            current.add(real: real, imaginary: imaginary)
        } else {
            voltage.add(real: real, imaginary: imaginary)
        }
        run += 1
    }

    /// True when the mean of both is far enough above the transform's own steps and their scatter is below 5 %.
    var isSound: Bool {
        let least: Float = 50
        return !isVoltageClipped && !isCurrentClipped && voltage.mean.magnitude >= least
            && current.mean.magnitude >= least && relativeVariance < 0.0025
    }

    /// Voltage over current in counts.
    var ratio: Phasor { voltage.mean / current.mean }
    /// The variance of either part of `ratio` over its square.
    var relativeVariance: Float { voltage.relativeVariance + current.relativeVariance }
}

/// HSRTIACON: the feedback resistor with 31 pF in parallel.
enum FeedbackValue {
    static func register(_ feedback: Int) -> UInt32 { 31 << 5 | UInt32(feedback) }
}

/// ADCCON: what the converter measures, and with which gain.
///
/// The gain is 9 for the voltage (±133 mV) and 1.5 for the current (±0.9 V), the same for cell and calibration resistor.
/// Source: AD5940/AD5941 data sheet, ADCCON: positive input in the bits 5…0, negative in 12…8, gain in 18…16.
enum ConverterInput {
    /// The feedback amplifier's output (1) against its inverting input (1).
    static var current: UInt32 { 1 | 1 << 8 | 1 << 16 }
    /// Pins AIN2 (6) and AIN3 (7).
    static var cell: UInt32 { 6 | 7 << 8 | 4 << 16 }
    /// The excitation's nodes P (24h) and N (14h).
    static var reference: UInt32 { 0x24 | 0x14 << 8 | 4 << 16 }

    static func of(_ target: SineMeasurement.Target, current isCurrent: Bool) -> UInt32 {
        isCurrent ? current : target == .cell ? cell : reference
    }

    /// 90 % of either range in codes: 133 mV · 9 and 0.9 V · 1.5 of 1.835 V, the current further limited to 0.72 V.
    static var limit: Int32 { 19_200 }
}

/// The switch matrix: where the excitation's nodes are connected.
///
/// Source: AD5940/AD5941 data sheet, section "Programmable switch matrix"; DSWFULLCON, PSWFULLCON, NSWFULLCON, TSWFULLCON.
enum SwitchSetting: Sendable {
    /// All open.
    case open
    /// Drive D and sense P at CE0, N and the amplifier T at AIN1.
    case cell
    /// The same at the calibration resistor between RCAL0 and RCAL1.
    case reference
    /// Only the amplifier T at AIN1: the low-power amplifier drives CE0.
    case multisine

    /// Steps of a change.
    static var stepCount: Int { 5 }

    /// The access of a step 0…4.
    func access(_ step: Int) -> AD5941Access {
        switch step {
        case 0: .set(AD5941Register.switchesD, self == .cell ? 1 << 4 : self == .reference ? 1 : 0)
        case 1: .set(AD5941Register.switchesP, self == .cell ? 1 << 10 : self == .reference ? 1 : 0)
        case 2: .set(AD5941Register.switchesN, self == .cell ? 1 << 1 : self == .reference ? 1 << 9 : 0)
        case 3: .set(AD5941Register.switchesT, amplifier)
        default:
            .set(
                AD5941Register.switchControl, AD5941Value.switchesByRegister, mask: AD5941Value.switchesByRegister)
        }
    }

    /// T9 connects the feedback resistor.
    private var amplifier: UInt32 {
        switch self {
        case .open: 0
        case .cell, .multisine: 1 << 8 | 1 << 1
        case .reference: 1 << 8 | 1 << 11
        }
    }
}

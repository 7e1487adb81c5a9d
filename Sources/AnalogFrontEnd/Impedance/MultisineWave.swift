/// The steps that the chip plays for the multisine, and the commands that play them.
///
/// Every sine is to carry the same current, so that all have the same noise; the coupling capacitors then need most of the
/// voltage for the lowest. A step that the converter cannot reach is limited: both passes see the same steps, and that is
/// all that the quotient of voltage and current asks for.
/// Source: AD5940/AD5941 data sheet, LPDACDAT0 (0.2…2.4 V in 4095 steps of 537 µV), section "Sequencer".
struct MultisineWave: Sendable {
    private var amplitudes: InlineArray<7, Float>
    private let plan: MultisinePlan
    /// Peak current in amperes that the feedback resistor is chosen for.
    let amperes: Float

    /// Volts of a step of the converter.
    private static var voltsPerCode: Float { 2.2 / 4_095 }
    /// The code of 1.11 V, at which no current flows.
    static var middle: UInt32 { 1_694 }
    /// The sum of the peaks across the cell in volts: 2.7 mV rms for seven sines, so that |Z| may grow threefold below.
    private static var cellVolts: Float { 0.01 }

    /// Phases in turns/256 with the lowest peak found by random search: 0.67 of the sum of the amplitudes.
    private static func phase(_ index: Int) -> UInt32 {
        switch index {
        case 0: 146 << 24
        case 1: 41 << 24
        case 2: 237 << 24
        case 3: 83 << 24
        case 4: 140 << 24
        case 5: 57 << 24
        default: 18 << 24
        }
    }

    /// A wave for a cell of about so many ohms, weaker by `weakening`.
    init(_ plan: MultisinePlan, ohms: Float, weakening: Float) {
        self.plan = plan
        amplitudes = InlineArray(repeating: 0)
        var sum: Float = 0
        for index in 0..<plan.binCount {
            // 220 µF twice in series: 1 / (2π · 110 µF) = 1447 Ω·Hz; 501 Ω are the limiting resistor and the switch.
            let reactance = 1_447e6 / Float(plan.microhertz(bin: Int(plan.bins[index])))
            let resistance = 501 + ohms
            amplitudes[index] = (reactance * reactance + resistance * resistance).squareRoot()
            sum += amplitudes[index]
        }
        let byCell = Self.cellVolts / (ohms * Float(max(plan.binCount, 1)))
        let byConverter = sum > 0 ? 0.88 / (0.7 * sum) : 0
        let each = (byCell < byConverter ? byCell : byConverter) / weakening
        for index in 0..<plan.binCount { amplitudes[index] *= each / Self.voltsPerCode }
        amperes = each * Float(plan.binCount)
    }

    /// The converter's code at a step of those that are played.
    func code(_ step: Int) -> UInt32 {
        let place = place(step)
        var sum = Float(Self.middle) + 0.5
        for index in 0..<plan.binCount {
            let bin = Int(plan.bins[index])
            // A coarse step can play a sine that has at least four of them in its period.
            let isSlow = bin * MultisinePlan.coarseLength * 4 <= plan.stepCount
            let gain = isSlow && plan.coarseCount > 0 ? place.slow : place.fast
            let turns = UInt64((place.index + 4 * plan.stepCount) * bin % plan.stepCount)
            let angle = UInt32(truncatingIfNeeded: (turns << 32) / UInt64(plan.stepCount))
            sum += gain * amplitudes[index] * Phasor(turns: angle &+ Self.phase(index)).imaginary
        }
        return sum < 0 ? 0 : sum > 4_095 ? 4_095 : UInt32(sum)
    }

    /// Where a step is, in fine steps from the start of the window, and how far slow and fast sines have faded in.
    private func place(_ step: Int) -> (index: Int, slow: Float, fast: Float) {
        if step < plan.coarseCount {
            let length = MultisinePlan.coarseLength
            let index = -plan.fineCount - (plan.coarseCount - step) * length + length / 2
            return (index, Self.fade(2 * (step + 1), of: plan.coarseCount), 0)
        }
        let index = step - plan.leadCount
        if index < 0 { return (index, 1, Self.fade(2 * (index + plan.fineCount + 1), of: plan.fineCount)) }
        let gain = Self.fade(plan.stepCount + MultisinePlan.tailCount - 1 - index, of: MultisinePlan.tailCount - 1)
        return (index, gain, gain)
    }

    private static func fade(_ part: Int, of whole: Int) -> Float { part < whole ? Float(part) / Float(whole) : 1 }

    /// Commands of the whole sequence.
    static func commandCount(_ plan: MultisinePlan) -> Int { 2 * plan.playCount + 2 }

    /// A command: steps are written and waited for; the converter runs from the start of the window on.
    func command(_ index: Int) -> UInt32 {
        let start = 2 * plan.leadCount
        if index == start {
            return SequencerCommand.write(AD5941Register.control, AD5941Value.multisineBase | AD5941Value.convert)
        }
        let index = index > start ? index - 1 : index
        if index >= 2 * plan.playCount {
            return SequencerCommand.write(AD5941Register.control, AD5941Value.multisineBase)
        }
        let step = index / 2
        if index % 2 == 0 { return SequencerCommand.write(AD5941Register.lowPowerDACData, Self.data(code(step))) }
        // The write takes one clock.
        let clocks = MultisinePlan.stepClocks * UInt32(step < plan.coarseCount ? MultisinePlan.coarseLength : 1)
        return SequencerCommand.wait(clocks - 1)
    }

    /// LPDACDAT0: the code of 12 bits; the 6-bit output stays in its middle.
    static func data(_ code: UInt32) -> UInt32 { 32 << 12 | code }
}

/// The commands of the chip's sequencer.
///
/// Source: AD5940/AD5941 data sheet, section "Sequencer": bit 31 set writes 24 bits to 2000h + 4·(bits 30…24); bits 31 and
/// 30 clear wait so many system clocks. A write takes one clock.
enum SequencerCommand {
    /// Writes the low 24 bits of a register of 2000h…21FCh.
    static func write(_ register: UInt16, _ value: UInt32) -> UInt32 {
        1 << 31 | (UInt32(register) >> 2 & 0x7F) << 24 | value & 0xFF_FFFF
    }

    /// Waits 0…2³⁰−1 clocks.
    static func wait(_ clocks: UInt32) -> UInt32 { clocks & 0x3FFF_FFFF }

    /// SEQxINFO: length and start.
    static func info(start: UInt32, count: UInt32) -> UInt32 { count << 16 | start }
}

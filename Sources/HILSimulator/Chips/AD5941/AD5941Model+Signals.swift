import Foundation

extension AD5941Model {
    private typealias R = AD5941Register

    /// The common voltage of the analogue side, VBIAS_CAP, in volts.
    static let commonVolts = 1.11
    /// What the ADC's full scale is at a gain of 1, in volts: code = 32768 + 32768·V·gain/1.835 (data sheet, ADC section).
    static let fullScaleVolts = 1.835
    /// The transimpedance amplifier's output stays 0.2 V from the supplies of 0 and 3.3 V.
    static let outputRange = 0.2...3.1
    /// Sines from this frequency on are steady states.
    static let steadyHertz = 10.0
    /// Transimpedance resistors in ohms by HSRTIACON bits 3:0; open from 8 on.
    static let transimpedances: [Double] = [200, 1e3, 5e3, 10e3, 20e3, 40e3, 80e3, 160e3]
    /// Gains of the PGA by ADCCON bits 18:16.
    static let gains: [Double] = [1, 1.5, 2, 4, 9, 1, 1, 1]

    // MARK: Switches

    /// Where the excitation goes.
    enum Route { case open, calibration, cell, cellByLowPower }

    /// A matrix's closed switches: those of its full register when SWCON selects them.
    func switches(_ address: UInt16) -> UInt32 { isSet(R.swcon, 1 << 16) ? register(address) : 0 }

    private var isTransimpedanceOn: Bool { !isHibernating && isSet(R.afecon, Block.transimpedance) }

    private var isHighSpeedOn: Bool {
        !isHibernating && isSet(R.afecon, Block.excitationAmplifier | Block.excitationBuffer)
    }

    /// The excitation's way by the matrix: D to RCAL0 or to any pin but the sense inputs, T to RCAL1 or likewise.
    ///
    /// Which pin the loop is wired to is left to the board; AIN2 and AIN3 are the sense inputs.
    var route: Route {
        guard isTransimpedanceOn else { return .open }
        let out = switches(R.dswfullcon)
        let back = switches(R.tswfullcon)
        let goesToCell = back & 0x2F3 != 0
        if isHighSpeedOn && out != 0 {
            guard switches(R.pswfullcon) != 0, switches(R.nswfullcon) != 0 else { return .open }
            if out & 1 != 0 && back & 0x800 != 0 { return .calibration }
            return out & 0xF2 != 0 && goesToCell ? .cell : .open
        }
        // The low-power potentiostat on CE0, its feedback closed (LPTIACON0 bit 1 clear).
        return !isSet(R.lptiacon0, 2) && goesToCell ? .cellByLowPower : .open
    }

    var isLoopDriven: Bool {
        switch route {
        case .cell, .cellByLowPower: return true
        case .open, .calibration: return false
        }
    }

    // MARK: Excitation

    /// LPDAC0's outputs in volts: 12 bits of 2.2 V/4095, 6 bits of 34.375 mV, both from 0.2 V (LPDACDAT0 table).
    func lowPowerVolts() -> (bias: Double, zero: Double) {
        let control = register(R.lpdaccon0)
        guard control & 2 == 0 else { return (0, 0) }
        // With RSTEN clear both outputs are at their lowest.
        let data = control & 1 == 1 ? register(R.lpdacdat0) : 0
        let fine = 0.2 + Double(data & 0xFFF) * 2.2 / 4_095 * (1 + errors.lowPowerGain) + errors.lowPowerVolts
        let coarse = 0.2 + Double(data >> 12 & 0x3F) * 34.375e-3
        return (control & 8 == 0 ? fine : coarse, control & 16 == 0 ? coarse : fine)
    }

    /// The transimpedance amplifier's positive input: VBIAS_CAP, or VZERO0 (HSTIACON).
    private var virtualGround: Double { register(R.hstiacon) & 3 == 1 ? lowPowerVolts().zero : Self.commonVolts }

    /// Frequency of the sine generator, as it truly is: FCW/2^30 of its clock.
    public var generatorHertz: Double { Double(register(R.wgfcw) & 0xFF_FFFF) * systemHertz / 0x1p30 }

    private var isSine: Bool {
        !isHibernating && isSet(R.afecon, Block.generator | Block.dac | Block.dacReference)
            && register(R.wgcon) >> 1 & 3 == 2
    }

    /// Volts of the excitation for a code of the high-speed DAC: ±607 mV between 0x200 and 0xE00, less with attenuators.
    private var codeVolts: Double {
        let amplifier = isSet(R.hsdaccon, 0x1000) ? 0.25 / 2 : 1
        let attenuator = isSet(R.hsdaccon, 1) ? 0.2 : 1
        return 0.607 / 1_536 * amplifier * attenuator * (1 + errors.excitation)
    }

    private var sineOffset: Double {
        let offset = register(R.wgoffset) & 0xFFF
        return offset & 0x800 != 0 ? Double(offset) - 4_096 : Double(offset)
    }

    /// The excitation against the virtual ground in volts at a time, without a steady sine.
    func driveVolts(at nanoseconds: Double) -> Double {
        switch route {
        case .open: return 0
        case .cellByLowPower: return lowPowerVolts().bias - virtualGround
        case .calibration, .cell: break
        }
        var volts = 0.0
        if isSet(R.afecon, Block.dcBuffer) {
            let outputs = lowPowerVolts()
            volts += outputs.bias - outputs.zero
        }
        if isSine {
            volts += sineOffset * codeVolts
            if generatorHertz < Self.steadyHertz {
                volts += amplitudeVolts * sin(2 * Double.pi * generatorTurns(at: nanoseconds))
            }
        } else if isSet(R.afecon, Block.dac | Block.dacReference), register(R.wgcon) >> 1 & 3 == 0 {
            volts += (Double(register(R.hsdacdat) & 0xFFF) - 2_048) * codeVolts
        }
        return volts
    }

    private var amplitudeVolts: Double { Double(register(R.wgamplitude) & 0x7FF) * codeVolts }

    /// Phase of the generator in turns at a time.
    func generatorTurns(at nanoseconds: Double) -> Double {
        let turns = generator.turns + (nanoseconds - generator.start) * 1e-9 * generatorHertz
        return (turns + Double(register(R.wgphase) & 0xF_FFFF) / 0x1p20).truncatingRemainder(dividingBy: 1)
    }

    /// A change of frequency goes on from the present phase.
    func keepPhase() {
        let turns = generator.turns + (instant - generator.start) * 1e-9 * generatorHertz
        generator = (instant, turns.truncatingRemainder(dividingBy: 1))
    }

    // MARK: Steady state and samples

    /// A node that the ADC may look at.
    enum Node: Equatable {
        case fixed(Double)
        case transimpedance
        case sensePositive
        case excitationPositive
        case excitationNegative
    }

    /// What samples need, until a register changes.
    struct SteadyState {
        var positive: Node
        var negative: Node
        /// Sines at both inputs, in volts.
        var positiveSine = Phasor(0)
        var negativeSine = Phasor(0)
        var feedbackOhms: Double
        var ground: Double
        var gain: Double
        /// Codes a volt.
        var codes: Double
        var isCalibrating: Bool
        var isCell: Bool
        /// Frequency, and the start and phase of the generator in turns.
        var hertz = 0.0
        var turns = 0.0
        var noise = 0.0
        /// What the filters leave, by tap.
        var filters: [Tap: Double] = [:]
    }

    private func node(_ code: UInt32, isPositive: Bool) -> Node {
        let outputs = lowPowerVolts()
        switch (code, isPositive) {
        case (1, true): return .transimpedance
        case (1, false): return .fixed(virtualGround)
        case (6, _): return .sensePositive
        case (7, _): return .fixed(Self.commonVolts)
        case (0x24, true): return .excitationPositive
        case (0x14, false): return .excitationNegative
        case (0x08, true), (0x09, true), (0x27, true): return .fixed(1.65)
        case (0x0A, true): return .fixed(1.8)
        case (0x0C, true), (0x08, false): return .fixed(Self.commonVolts)
        case (0x10, true): return .fixed(1.25)
        case (0x12, true): return .fixed(1.82)
        case (0x17, true), (0x10, false): return .fixed(outputs.zero)
        case (0x18, true), (0x11, false): return .fixed(outputs.bias)
        case (0x23, true): return .fixed(0)
        default:
            complain(.unknownInput(UInt8(truncatingIfNeeded: code)))
            return .fixed(Self.commonVolts)
        }
    }

    /// The transimpedance resistor as it is, in ohms; a very large one when it is not connected by T9.
    var feedbackOhms: Double {
        let code = Int(register(R.hsrtiacon) & 0xF)
        guard code < 8, switches(R.tswfullcon) & 0x100 != 0 else { return 1e9 }
        return Self.transimpedances[code] * (1 + errors.transimpedance)
            * (1 + errors.transimpedancePerKelvin * (celsius - 25))
    }

    /// Bandwidth of the amplifiers in Hz: PMBW bits 3:2, or by frequency (limits unverified).
    private func bandwidth(_ hertz: Double) -> Double {
        switch register(R.pmbw) >> 2 & 3 {
        case 1: return 50e3
        case 2: return 100e3
        case 3: return 250e3
        default: return hertz < 20e3 ? 50e3 : (hertz < 80e3 ? 100e3 : 250e3)
        }
    }

    /// The present steady state.
    private func makeSteady() -> SteadyState {
        let control = register(R.adccon)
        let gain = Self.gains[Int(control >> 16 & 7)]
        let route = route
        if isHighSpeedOn && isSine && route == .open { complain(.openLoop) }
        var state = SteadyState(
            positive: node(control & 0x3F, isPositive: true), negative: node(control >> 8 & 0x1F, isPositive: false),
            feedbackOhms: feedbackOhms, ground: virtualGround, gain: gain,
            codes: gain / Self.fullScaleVolts * 32_768 * (1 + errors.gain), isCalibrating: route == .calibration,
            isCell: route == .cell || route == .cellByLowPower)
        if errors.isNoisy && state.positive == .transimpedance {
            // Thermal noise of the resistor in the ADC's first band of 400 kHz; 1.6e-20 J is 4kT.
            let volts = (1.6e-20 * min(state.feedbackOhms, 160e3) * 400e3).squareRoot()
            state.noise = volts * state.codes
        }
        let hertz = generatorHertz
        guard isSine, hertz >= Self.steadyHertz, route == .calibration || route == .cell else { return state }
        state.hertz = hertz
        state.turns = generatorTurns(at: generator.start)
        for tap in [Tap.raw, .sinc3, .sinc2, .average] { state.filters[tap] = filterGain(tap, hertz: hertz) }
        // The DAC holds each value for RATE clocks.
        let hold = Double(max(register(R.hsdaccon) >> 1 & 0xFF, 1)) / systemHertz
        let x = Double.pi * hertz * hold
        let drive = amplitudeVolts * sin(x) / x * Phasor(angle: -x)
        addSines(drive, hertz, to: &state)
        return state
    }

    private func addSines(_ drive: Phasor, _ hertz: Double, to state: inout SteadyState) {
        var amperes = Phasor(0)
        var sense = Phasor(0)
        let network = loop.network
        if state.isCalibrating {
            amperes = (1 / network.calibrationOhms) * drive
        } else if isCoupled, let cell = loop.cell {
            let ohms = cell.impedance(hertz: hertz)
            let solved = network.solve(hertz: hertz, cell: Phasor(ohms.real, ohms.imaginary))
            amperes = drive * solved.amperes
            sense = drive * solved.amperes * Phasor(ohms.real, ohms.imaginary) * network.senseGain(hertz: hertz)
        }
        let capacitor = Double(register(R.hsrtiacon) >> 5 & 0x3F) * 1e-12
        let omega = 2 * Double.pi * hertz
        let feedback = Phasor(state.feedbackOhms) / Phasor(1, omega * state.feedbackOhms * capacitor)
        let output = -1 * amperes * feedback / Phasor(1, hertz / bandwidth(hertz))
        func sine(_ node: Node) -> Phasor {
            switch node {
            case .transimpedance: return output
            case .sensePositive: return sense
            case .excitationPositive: return drive
            case .fixed, .excitationNegative: return Phasor(0)
            }
        }
        state.positiveSine = sine(state.positive)
        state.negativeSine = sine(state.negative)
    }

    /// A sample of a tap as a signed code: inputs at its middle, clipped, with gain, offset and noise.
    func sample(_ stream: Stream, _ tap: Tap, index: Int) -> Int {
        let state: SteadyState
        if let steady {
            state = steady
        } else {
            state = makeSteady()
            steady = state
        }
        let time = stream.end(index) - stream.delay
        let point = loop.point(at: time)
        let turns = (state.turns + (time - generator.start) * 1e-9 * state.hertz).truncatingRemainder(dividingBy: 1)
        let wave = state.hertz > 0 ? (state.filters[tap] ?? 1) * Phasor(angle: 2 * Double.pi * turns) : Phasor(0)
        var isClipped = false
        func volts(_ node: Node, _ sine: Phasor) -> Double {
            // Im(sine · e^jωt).
            let moving = sine.real * wave.imaginary + sine.imaginary * wave.real
            switch node {
            case .fixed(let volts): return volts
            case .sensePositive: return Self.commonVolts + point.senseVolts + moving
            case .excitationPositive: return state.ground + driveVolts(at: time) + moving
            case .excitationNegative: return state.ground
            case .transimpedance:
                let amperes =
                    state.isCell
                    ? point.amperes : (state.isCalibrating ? driveVolts(at: time) / loop.network.calibrationOhms : 0)
                let output = state.ground - amperes * state.feedbackOhms + moving
                if !Self.outputRange.contains(output) { isClipped = true }
                return min(max(output, Self.outputRange.lowerBound), Self.outputRange.upperBound)
            }
        }
        let difference = volts(state.positive, state.positiveSine) - volts(state.negative, state.negativeSine)
        var code = (difference + errors.offsetVolts) * state.codes
        if errors.isNoisy {
            let conversion = (Self.conversionNoise * Self.conversionNoise + state.noise * state.noise).squareRoot()
            code += conversion / stream.conversions.squareRoot() * noise.gaussian()
        }
        code = code.rounded()
        if code > 32_767 || code < -32_768 { isClipped = true }
        if isClipped { clippedSamples += 1 }
        return Int(min(max(code, -32_768), 32_767))
    }
}

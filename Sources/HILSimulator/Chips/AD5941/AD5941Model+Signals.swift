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
        var filters = SIMD4<Double>(repeating: 1)
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
        for tap in [Tap.raw, .sinc3, .sinc2, .average] {
            state.filters[tap.rawValue] = filterGain(tap, hertz: hertz)
        }
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
        let state = presentState()
        let end = stream.end(index)
        var isClipped = false
        var code = meanCode(state, tap, stream, end: end, &isClipped)
        if let before = stateBefore, let change = inputChange, change > end - 2 * stream.delay {
            // The filters still hold what was there before the multiplexer moved.
            let share = min(max((change - end) / (2 * stream.delay) + 1, 0), 1)
            code += share * (exactCode(before, tap, at: end - stream.delay, &isClipped) - code)
        }
        if errors.isNoisy {
            let conversion = (Self.conversionNoise * Self.conversionNoise + state.noise * state.noise).squareRoot()
            code += conversion / stream.conversions.squareRoot() * noise.gaussian()
        }
        code = code.rounded()
        if code > 32_767 || code < -32_768 { isClipped = true }
        if isClipped { clippedSamples += 1 }
        let result = Int(min(max(code, -32_768), 32_767))
        compare(UInt32(result + 32_768))
        return result
    }

    /// What a filter makes of the loop's own movement: sinc2 weighs it by a triangle over two of its periods.
    ///
    /// Sinc3 is short against the loop's steps, and a steady sine has the filters' gain already.
    private func meanCode(
        _ state: SteadyState, _ tap: Tap, _ stream: Stream, end: Double, _ isClipped: inout Bool
    ) -> Double {
        let middle = end - stream.delay
        guard tap == .sinc2, state.hertz == 0, isLoopDriven else {
            return exactCode(state, tap, at: middle, &isClipped)
        }
        let parts = 16
        var sum = 0.0
        for part in -parts + 1..<parts {
            let weight = Double(parts - abs(part)) / Double(parts * parts)
            sum += weight * exactCode(state, tap, at: middle + Double(part) / Double(parts) * stream.period, &isClipped)
        }
        return sum
    }

    /// The digital comparators: a result below ADCMIN or above ADCMAX (data sheet, ADCMIN and ADCMAX tables).
    ///
    /// Only results that somebody takes are compared, those of FIFO, DFT and reading, after their filter (unverified).
    private func compare(_ code: UInt32) {
        if code < register(R.adcmin) { raise(.adcMinimum) }
        if code > register(R.adcmax) { raise(.adcMaximum) }
    }

    /// The steady state, made anew after a register has changed.
    func presentState() -> SteadyState {
        if let steady { return steady }
        let state = makeSteady()
        steady = state
        return state
    }

    /// The difference of the inputs in codes at a time, before noise, rounding and the ADC's own limits.
    private func exactCode(_ state: SteadyState, _ tap: Tap, at time: Double, _ isClipped: inout Bool) -> Double {
        let point = loop.point(at: time)
        let turns = (state.turns + (time - generator.start) * 1e-9 * state.hertz).truncatingRemainder(dividingBy: 1)
        let wave = state.hertz > 0 ? state.filters[tap.rawValue] * Phasor(angle: 2 * Double.pi * turns) : Phasor(0)
        func volts(_ node: Node, _ sine: Phasor) -> Double {
            // Im(sine · e^jωt).
            let moving = sine.real * wave.imaginary + sine.imaginary * wave.real
            switch node {
            case .fixed(let volts): return volts
            case .sensePositive: return Self.commonVolts + point.senseVolts + moving
            case .excitationPositive: return state.ground + driveVolts(at: time) + moving
            case .excitationNegative: return state.ground
            case .transimpedance:
                var amperes = 0.0
                if state.isCell { amperes = point.amperes }
                if state.isCalibrating { amperes = driveVolts(at: time) / loop.network.calibrationOhms }
                let output = state.ground - amperes * state.feedbackOhms + moving
                if !Self.outputRange.contains(output) { isClipped = true }
                return min(max(output, Self.outputRange.lowerBound), Self.outputRange.upperBound)
            }
        }
        let difference = volts(state.positive, state.positiveSine) - volts(state.negative, state.negativeSine)
        return (difference + errors.offsetVolts) * state.codes
    }
}

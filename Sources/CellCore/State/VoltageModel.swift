/// What a healthy cell of the profile makes of its load: the polarisation, and the lead of its surface in state of charge.
///
/// Everything but the state proper is a function of the held temperature and of the interval, kept for the next sample: a
/// monitor that computes it anew after a snapshot gets the same bits.
struct VoltageModel: Sendable {
    /// A temperature within this of the held one counts as it, in mK: 0.4 % of the resistances.
    private static var millikelvinOfLag: UInt32 { 50 }
    /// Share of what film and interlayer have yet to settle by that may be off: activation changes their time constant.
    private static var settlingTolerance: Float { 0.25 }
    /// An interval of more than this many time constants takes the change of the time constant into account.
    private static var shortExponent: Float { 0.125 }

    /// Current through film and interlayer, in amperes; the rest of the load's goes into their capacitance.
    private var slowAmperes: Float = 0
    /// By how much state of charge is ahead at the particles' surface.
    private var surface = SurfaceLead()
    /// The temperature that everything is computed for, in mK; 0 before the first sample.
    private var heldMillikelvin: Int32 = 0

    /// The profile at the held temperature.
    private(set) var point = OperatingPoint()
    private var isPointCurrent = false

    /// What the model says after a step.
    struct Prediction: Equatable, Sendable {
        /// The part of the voltage that the current makes, in volts.
        var polarisationVolts: Float = 0
        /// How far a healthy cell's may lie off, in volts: relative tolerance, activation, and what is still settling.
        var toleranceVolts: Float = 0
        /// The part of it for what is still settling, in volts.
        var settlingToleranceVolts: Float = 0
        /// What film and interlayer have yet to settle by, in volts.
        var unsettledVolts: Float = 0
        /// By how much state of charge is ahead at the surface, ±0.5 at most.
        var lead: Float = 0
        /// What the lead has yet to grow by at this load.
        var unsettledLead: Float = 0

        mutating func visit(_ coder: inout some FieldCoder) {
            coder.code(&polarisationVolts)
            coder.code(&toleranceVolts)
            coder.code(&settlingToleranceVolts)
            coder.code(&unsettledVolts)
            coder.code(&lead)
            coder.code(&unsettledLead)
        }
    }

    init() {}

    /// A model that goes on: current through film and interlayer in amperes, lead, and temperature in mK, 0 for none yet.
    init(slowAmperes: Float, surface: SurfaceLead, heldMillikelvin: Int32) {
        self.slowAmperes = slowAmperes
        self.surface = surface
        self.heldMillikelvin = heldMillikelvin
    }

    /// Computes what a snapshot leaves out of the state, so that it is there before the next step.
    mutating func resume(_ parameters: borrowing Polarisation) {
        guard heldMillikelvin != 0 else { return }
        point = OperatingPoint(parameters, kelvin: kelvin)
        isPointCurrent = true
        surface.forgetInterval()
    }

    /// The lead of the surface, ±0.5 at most.
    var lead: Float { CellMath.limited(surface.lead, to: -0.5...0.5) }

    /// The temperature that everything is computed for, in kelvin; 25 °C before the first.
    var kelvin: Float { heldMillikelvin == 0 ? 298.15 : Float(heldMillikelvin) * 1e-3 }

    /// By what the slowest part of a lead fades in an interval of the last step's length.
    var leadDecay: Float { surface.slowestDecay }

    /// Nobody knows what load came before.
    mutating func forgetLoad() {
        slowAmperes = 0
        surface.forget()
    }

    /// Advances by `seconds` of a constant current.
    ///
    /// i ← i + (I − i)·(1 − e^(−t/τ)), τ = C·dv/di at the present i; for a long interval the mean of t/τ at its start and at
    /// its end. `leakAmperes` is what a suspected short drains besides: it moves the state of charge at the surface, but the
    /// voltage without it is what is asked for. `scale` is the cell's polarisation over the profile's as far as it is known:
    /// film and interlayer of so many times the resistance settle so much the later. Cost: about 70 floating-point operations; runs on each sample.
    ///
    /// The temperature is that of the last `follow`.
    mutating func step(
        currentAmperes: Float, leakAmperes: Float, seconds: Float, scale: Float = 1, capacityCoulombs: Float
    ) -> Prediction {
        var polarisation = currentAmperes * point.seriesOhms
        var tolerance = point.tolerance * CellMath.magnitude(polarisation)
        var unsettledVolts: Float = 0
        var settling: Float = 0
        if point.farads > 0 {
            relax(towards: currentAmperes, seconds: seconds / CellMath.limited(scale, to: 0.3...3))
            let asinh = CellMath.inverseHyperbolicSine(slowAmperes * point.perAmpere)
            let slowVolts = point.filmOhms * slowAmperes + point.interlayerVolts * asinh
            unsettledVolts = (currentAmperes - slowAmperes) * point.slowOhms(slowAmperes)
            polarisation += slowVolts
            // Each part by itself: after a reversal they cancel, their errors do not.
            settling = VoltageModel.settlingTolerance * CellMath.magnitude(unsettledVolts)
            tolerance +=
                point.tolerance * CellMath.magnitude(slowVolts) + point.spread(slowAmperes, asinh: asinh) + settling
        }
        if capacityCoulombs > 0 && point.diffusionSeconds > 0 {
            surface.step(
                rate: (currentAmperes - leakAmperes) / capacityCoulombs, seconds: seconds,
                diffusionSeconds: point.diffusionSeconds)
        }
        return Prediction(
            polarisationVolts: polarisation, toleranceVolts: tolerance, settlingToleranceVolts: settling,
            unsettledVolts: unsettledVolts, lead: lead, unsettledLead: surface.unsettledLead)
    }

    /// True once there is a temperature.
    var hasPoint: Bool { isPointCurrent }

    /// True while a temperature counts as the held one.
    @inline(__always)
    func isAt(_ millikelvin: Int32?) -> Bool {
        guard isPointCurrent else { return false }
        guard let millikelvin else { return true }
        return Int64(millikelvin).magnitudeOfDifference(Int64(heldMillikelvin)) <= UInt64(VoltageModel.millikelvinOfLag)
    }

    /// Moves to a temperature, in mK; a missing one counts as the last, before the first 25 °C. Cost: six exponentials.
    mutating func follow(_ millikelvin: Int32?, _ parameters: borrowing Polarisation) {
        if let millikelvin { heldMillikelvin = millikelvin } else if heldMillikelvin == 0 { heldMillikelvin = 298_150 }
        point = OperatingPoint(parameters, kelvin: Float(heldMillikelvin) * 1e-3)
        isPointCurrent = true
        surface.forgetInterval()
    }

    private mutating func relax(towards target: Float, seconds: Float) {
        let exponent = seconds / (point.slowOhms(slowAmperes) * point.farads)
        let way = target - slowAmperes
        guard exponent > VoltageModel.shortExponent else {
            slowAmperes += way * CellMath.rise(exponent)
            return
        }
        let end = target - way * CellMath.exponential(-exponent)
        let mean = 0.5 * (exponent + seconds / (point.slowOhms(end) * point.farads))
        slowAmperes = target - way * CellMath.exponential(-mean)
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&slowAmperes)
        surface.visit(&coder)
        coder.code(&heldMillikelvin)
    }
}

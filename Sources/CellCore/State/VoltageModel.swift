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
    /// By how much state of charge is ahead at the particles' surface: the first mode of diffusion and all others.
    private var firstLead: Float = 0
    private var otherLead: Float = 0
    /// The temperature that everything is computed for, in mK; 0 before the first sample.
    private var heldMillikelvin: Int32 = 0

    /// The profile at the held temperature.
    private(set) var point = OperatingPoint()
    private var isPointCurrent = false
    /// Interval that the following hold for, in seconds.
    private var intervalSeconds: Float = -1
    private var firstDecay: Float = 0
    private var otherDecay: Float = 0

    /// What the model says after a step.
    struct Prediction: Equatable, Sendable {
        /// The part of the voltage that the current makes, in volts.
        var polarisationVolts: Float
        /// How far a healthy cell's may lie off, in volts: relative tolerance, activation, and what is still settling.
        var toleranceVolts: Float
        /// By how much state of charge is ahead at the surface, ±0.5 at most.
        var lead: Float
    }

    /// Advances by `seconds` of a constant current. A missing temperature counts as the last one, before the first 25 °C.
    ///
    /// i ← i + (I − i)·(1 − e^(−t/τ)), τ = C·dv/di at the present i; for a long interval the mean of t/τ at its start and at
    /// its end. `leakAmperes` is what a suspected short drains besides: it moves the state of charge at the surface, but the
    /// voltage without it is what is asked for. Cost: about 70 floating-point operations; runs on each sample.
    mutating func step(
        currentAmperes: Float, leakAmperes: Float, seconds: Float, millikelvin: Int32?,
        parameters: borrowing Polarisation, capacityCoulombs: Float
    ) -> Prediction {
        follow(millikelvin, parameters)
        var polarisation = currentAmperes * point.seriesOhms
        var tolerance = point.tolerance * CellMath.magnitude(polarisation)
        if point.farads > 0 {
            relax(towards: currentAmperes, seconds: seconds)
            let asinh = CellMath.inverseHyperbolicSine(slowAmperes * point.perAmpere)
            let slowVolts = point.filmOhms * slowAmperes + point.interlayerVolts * asinh
            let unsettled = (currentAmperes - slowAmperes) * point.slowOhms(slowAmperes)
            polarisation += slowVolts
            // Each part by itself: after a reversal they cancel, their errors do not.
            tolerance +=
                point.tolerance * CellMath.magnitude(slowVolts) + point.spread(slowAmperes, asinh: asinh)
                + VoltageModel.settlingTolerance * CellMath.magnitude(unsettled)
        }
        if capacityCoulombs > 0 && point.diffusionSeconds > 0 {
            diffuse((currentAmperes - leakAmperes) / capacityCoulombs, seconds: seconds)
        }
        return Prediction(
            polarisationVolts: polarisation, toleranceVolts: tolerance,
            lead: CellMath.limited(firstLead + otherLead, to: -0.5...0.5))
    }

    private mutating func follow(_ millikelvin: Int32?, _ parameters: borrowing Polarisation) {
        let measured = millikelvin ?? (heldMillikelvin == 0 ? 298_150 : heldMillikelvin)
        let isNear =
            Int64(measured).magnitudeOfDifference(Int64(heldMillikelvin)) <= UInt64(VoltageModel.millikelvinOfLag)
        guard !isPointCurrent || !isNear else { return }
        if !isNear { heldMillikelvin = measured }
        point = OperatingPoint(parameters, kelvin: Float(heldMillikelvin) * 1e-3)
        isPointCurrent = true
        intervalSeconds = -1
    }

    private mutating func relax(towards target: Float, seconds: Float) {
        let exponent = seconds / (point.slowOhms(slowAmperes) * point.farads)
        let way = target - slowAmperes
        guard exponent > VoltageModel.shortExponent else {
            // 1 − e^(−x) = x/(1 + x/2 + x²/12) to x⁵/720: 4·10⁻⁸ at the most.
            slowAmperes += way * (exponent / (1 + exponent * (0.5 + exponent / 12)))
            return
        }
        let end = target - way * CellMath.exponential(-exponent)
        let mean = 0.5 * (exponent + seconds / (point.slowOhms(end) * point.farads))
        slowAmperes = target - way * CellMath.exponential(-mean)
    }

    /// A sphere's surface leads its mean by Σ c_k, dc_k/dt = −(β_k²/τ)·c_k + (2/3)·J, tan β_k = β_k.
    ///
    /// The first mode by itself, β² = 20.19, and all others with their gain 1/15 − 0.03302 and their mean rate 125.
    /// Source: Crank, The Mathematics of Diffusion, 2nd edition, eq. 6.45.
    private mutating func diffuse(_ rate: Float, seconds: Float) {
        if seconds != intervalSeconds {
            intervalSeconds = seconds
            firstDecay = CellMath.exponential(-20.19 / point.diffusionSeconds * seconds)
            otherDecay = CellMath.exponential(-125 / point.diffusionSeconds * seconds)
        }
        let full = rate * point.diffusionSeconds
        firstLead = full * 0.033_02 + (firstLead - full * 0.033_02) * firstDecay
        otherLead = full * 0.033_65 + (otherLead - full * 0.033_65) * otherDecay
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&slowAmperes)
        coder.code(&firstLead)
        coder.code(&otherLead)
        coder.code(&heldMillikelvin)
    }
}

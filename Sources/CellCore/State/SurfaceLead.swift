/// By how much the state of charge at the surface of spherical particles is ahead of their mean.
///
/// With τ = R²/D the lead is Σ c_k, dc_k/dt = −(β_k²/τ)·c_k + (2/3)·J, tan β_k = β_k, where J is the rate of the mean. Three
/// modes by themselves and all others as one, with what they have in sum: Σ 2/(3β²) = 1/15, Σ 2/(3β⁴) = 2/1050.
/// Source: Crank, The Mathematics of Diffusion, 2nd edition, eq. 6.45.
struct SurfaceLead: Sendable {
    private static var gains: InlineArray<4, Float> { [0.033_018_5, 0.011_170_7, 0.005_607_0, 0.016_870_5] }
    private static var rates: InlineArray<4, Float> { [20.190_7, 59.679_5, 118.899_8, 481] }

    private var leads = InlineArray<4, Float>(repeating: 0)
    /// J·τ of the last step.
    private var drive: Float = 0
    /// Interval that the decays hold for, in seconds: kept for the next sample, no part of the state.
    private var intervalSeconds: Float = -1
    private var decays = InlineArray<4, Float>(repeating: 1)

    init() {}

    /// A lead of which only the first mode and the sum of all others are known; the others share the sum as when settled.
    init(first: Float, others: Float) {
        leads[0] = first
        let sum = SurfaceLead.gains[1] + SurfaceLead.gains[2] + SurfaceLead.gains[3]
        for mode in 1..<4 { leads[mode] = others * (SurfaceLead.gains[mode] / sum) }
    }

    /// Advances by `seconds` of a constant rate of state of charge, in 1/s. Cost: 20 operations, and four decays when
    /// the interval is another one.
    mutating func step(rate: Float, seconds: Float, diffusionSeconds: Float) {
        if seconds != intervalSeconds {
            intervalSeconds = seconds
            let share = seconds / diffusionSeconds
            for mode in 0..<4 { decays[mode] = 1 - CellMath.rise(SurfaceLead.rates[mode] * share) }
        }
        drive = rate * diffusionSeconds
        for mode in 0..<4 {
            let settled = SurfaceLead.gains[mode] * drive
            leads[mode] = settled + (leads[mode] - settled) * decays[mode]
        }
    }

    /// The lead, as state of charge.
    var lead: Float { (leads[0] + leads[1]) + (leads[2] + leads[3]) }
    /// What it has yet to grow by at the last rate.
    var unsettledLead: Float { drive * (1.0 / 15) - lead }
    /// What an interval of the last length leaves of the slowest mode.
    var slowestDecay: Float { decays[0] }

    /// Nothing is left of the past.
    mutating func forget() { leads = InlineArray(repeating: 0) }

    /// The diffusion time is another one.
    mutating func forgetInterval() { intervalSeconds = -1 }

    mutating func visit(_ coder: inout some FieldCoder) {
        for mode in 0..<4 { coder.code(&leads[mode]) }
        coder.code(&drive)
    }
}

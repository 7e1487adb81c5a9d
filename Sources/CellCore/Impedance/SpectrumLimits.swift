/// What a spectrum has to keep to be believed. The defaults say where they come from; change one only with a reason.
public struct SpectrumLimits: Equatable, Sendable {
    /// Points at the least.
    ///
    /// Below ten the linear model explains nearly anything: 20 numbers for 10 unknowns.
    public var leastPoints = 10
    /// Decades from the lowest frequency to the highest at the least.
    ///
    /// One arc is two decades wide: less shows none of it whole.
    public var leastDecades: Float = 2
    /// Ratio of neighbouring frequencies at the most.
    ///
    /// A gap of a decade hides an arc; a quarter more, since frequencies are what was generated, not what was asked for.
    public var largestRatio: Float = 12.5
    /// Relative standard error at the most, root mean square over the points.
    ///
    /// The largest residual of 20 points stays below 4.5 standard errors; at 1 % of error each, a point that is 4 % wrong would pass.
    public var noiseShare: Float = 0.01
    /// Share of harmonics in the answer at the most.
    ///
    /// For a characteristic that bends as x − a·x³ (asinh and tanh to third order), sin³ = (3·sin − sin 3ωt)/4: the fundamental
    /// is off by three times the share of the third harmonic. 0.5 %, the accuracy that is asked of |Z|, over 3.
    public var harmonicShare: Float = 0.005 / 3
    /// Change of the impedance from the first point to the last at the most, where it is significant.
    ///
    /// The accuracy that is asked of |Z|: less does no harm, more is measured as something that the cell is not.
    public var driftShare: Float = 0.005
    /// What is allowed beside the stated standard errors, relative to |Z|, for three elements a decade of the linear model; ten times
    /// that for each that is missing, where points or memory do not suffice.
    ///
    /// The model's own error: over 400 spectra without noise, exponents of 0.75…0.95 beside pure R‖C, root mean square at most
    /// 0.08 % at three elements a decade, 0.3 % at 2.3 and 2 % at 1.5; `SpectrumCheckTests` prints them.
    public var modelShare: Float = 0.001
    /// Relative residual at the most, root mean square, where no standard errors are stated.
    ///
    /// Source: B. A. Boukamp, J. Electrochem. Soc. 142 (1995) 1885: below 0.5…1 % for good data.
    public var residualShare: Float = 0.01

    /// The defaults.
    public init() {}
}

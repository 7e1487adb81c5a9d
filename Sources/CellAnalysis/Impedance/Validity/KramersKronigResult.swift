/// What a Kramers–Kronig check found.
public struct KramersKronigResult: Equatable, Sendable {
    /// The difference of a point from the best spectrum that obeys the relations, as a share of the point's magnitude.
    public struct Residual: Equatable, Sendable {
        /// Of the real part, relative to |Z|.
        public var real: Double
        /// Of the imaginary part, relative to |Z|.
        public var imaginary: Double

        var square: Double { real * real + imaginary * imaginary }
        /// The larger of the two, without sign.
        public var largest: Double { max(abs(real), abs(imaginary)) }
    }

    /// Why a spectrum is refused.
    public enum Reason: String, CaseIterable, Sendable {
        /// A few points lie off, and without them the rest is sound.
        case outliers
        /// The low end, measured last and longest, does not fit, and without it the rest is sound: the cell changed.
        case drift
        /// The high end does not fit, and without it the rest is sound: leads, or the range of the instrument.
        case range
        /// A smooth misfit within the range: the excitation was too large for the cell to answer linearly.
        case nonlinearity
        /// The points scatter so much that a violation could hide.
        case noise
        /// None of these.
        case unexplained
    }

    /// True for a spectrum that may be believed.
    public var isValid: Bool { reason == nil }
    /// Why it is refused; nil for a valid one.
    public var reason: Reason?
    /// Frequencies in hertz of the points that lie off, with `outliers` alone.
    public var outliersHertz: [Double]
    /// R–C elements of the ladder.
    public var elements: Int
    /// The criterion μ at that number of elements.
    public var mu: Double
    /// True when the elements are as many as μ says; false when that ladder was too coarse and a finer one was judged.
    public var isElementCountByMu: Bool
    /// A residual for each point, in the order that the spectrum gave them.
    public var residuals: [Residual]
    /// Standard deviation of the scatter from point to point, of each part, relative to |Z|.
    public var scatter: Double
    /// The largest residual that a valid spectrum of this scatter may have, relative to |Z|.
    public var limit: Double

    /// The largest residual of either part, relative to |Z|.
    public var maximumResidual: Double { residuals.reduce(0) { max($0, $1.largest) } }
}

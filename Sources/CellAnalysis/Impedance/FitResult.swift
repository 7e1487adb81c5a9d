/// What a fit found.
public struct FitResult: Equatable, Sendable {
    /// A parameter as found.
    public struct Parameter: Equatable, Sendable {
        /// As in the circuit.
        public var name: String
        /// Its unit; empty for a pure number.
        public var unit: String
        /// The value.
        public var value: Double
        /// Standard error, in the same unit; nil at a bound, and where the spectrum does not determine it.
        public var standardError: Double?
    }

    /// The circuit.
    public var circuit: Circuit
    /// Points that were fitted.
    public var pointCount: Int
    /// The parameters in the order of the circuit.
    public var parameters: [Parameter]
    /// Σ|ΔZ|² in ohm², without weights.
    public var squaredResidualOhms2: Double
    /// Σ|w ΔZ|², which was made least; equal to the former with unit weights.
    public var weightedSquaredResidual: Double
    /// Root mean square of |ΔZ|/|Z|; nil where a measured impedance is 0.
    public var relativeResidualRMS: Double?
    /// True when the best start converged.
    public var isConverged: Bool
    /// Sums of squares that were taken, over all starts.
    public var evaluations: Int

    /// The values alone, in the order of the circuit.
    public var values: [Double] { parameters.map(\.value) }
}

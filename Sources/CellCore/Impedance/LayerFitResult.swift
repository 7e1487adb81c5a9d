/// A fitted value with its standard error, in the unit of the property that holds it.
public struct LayerEstimate: Equatable, Sendable {
    /// The value; always finite.
    public var value: Float
    /// Standard error in the same unit; nil where the spectrum does not determine the value: at a limit of the fit, where another
    /// parameter does the same, or where the error would be greater than the value (0.3 for an exponent).
    public var standardError: Float?

    /// A value with its standard error.
    public init(value: Float, standardError: Float?) {
        self.value = value
        self.standardError = standardError
    }
}

/// An arc as fitted.
public struct LayerArcResult: Equatable, Sendable {
    /// R in ohms.
    public var ohms: LayerEstimate
    /// τ in seconds.
    public var seconds: LayerEstimate
    /// n; without an error where it was not fitted.
    public var exponent: LayerEstimate
    /// τ/R in farads, see `LayerArc.farads`; its error counts how those of τ and R go together. What a slow arc shows of itself
    /// above its own frequency is this alone.
    public var farads: LayerEstimate
}

/// What a fit of a circuit came to.
public struct LayerFitResult: Sendable {
    /// The circuit with the fitted values: the start of the next fit.
    public var circuit: LayerCircuit
    /// R0 in ohms.
    public var seriesOhms: LayerEstimate
    /// The inductance in henries; nil for a circuit without one.
    public var inductanceHenries: LayerEstimate?
    var arcs: InlineArray<4, LayerArcResult>
    /// Σw²|ΔZ|² over the points, w after the fit's weighting: what was made least.
    public var chiSquare: Float
    /// Twice the points less the parameters.
    public var freedom: Int
    /// Root mean square of |ΔZ|/|Z|.
    public var relativeResidualRMS: Float
    /// True when the next step would move no parameter by more than a thousandth of its standard error, and no two arcs have run into
    /// one another. Source: D. M. Bates, D. G. Watts, Technometrics 23 (1981) 179.
    public var isConverged: Bool
    /// Whether the last fit's values led here.
    public var isWarm: Bool
    /// Linearisations taken, over all starts.
    public var rounds: Int

    /// The arc at `index` by rising time constant; nil beyond the last.
    public func arc(_ index: Int) -> LayerArcResult? {
        index >= 0 && index < circuit.arcCount ? arcs[index] : nil
    }
}

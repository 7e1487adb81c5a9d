/// A resistance beside a capacitance or a constant-phase element: Z = R/(1 + (jωτ)ⁿ).
public struct LayerArc: Equatable, Sendable {
    /// R in ohms, above 0.
    public var ohms: Float
    /// Time constant τ in seconds, above 0; of a capacitance RC.
    public var seconds: Float
    /// Exponent n, 0.3…1; 1 for a capacitance.
    public var exponent: Float
    /// Whether a fit moves the exponent.
    public var fitsExponent: Bool

    /// R‖C.
    public init(ohms: Float, seconds: Float) {
        self.init(ohms: ohms, seconds: seconds, exponent: 1, fitsExponent: false)
    }

    /// R‖CPE, with an exponent that a fit moves unless told otherwise.
    public init(ohms: Float, seconds: Float, exponent: Float, fitsExponent: Bool = true) {
        self.ohms = ohms
        self.seconds = seconds
        self.exponent = exponent
        self.fitsExponent = fitsExponent
    }

    /// The capacitance in farads: τ/R; for a constant-phase element that of the same resistance and time constant.
    ///
    /// Source: C. H. Hsu, F. Mansfeld, Corrosion 57 (2001) 747.
    public var farads: Float { seconds / ohms }
}

/// What is wrong with a circuit.
public enum LayerCircuitFault: Error, Equatable, Sendable {
    /// A resistance is outside 1 µΩ…1 GΩ.
    case ohms
    /// A time constant is outside 1 ns…10⁹ s, or not at least 1.5 times the one before it.
    case seconds
    /// An exponent is outside 0.3…1.
    case exponent
    /// The inductance is outside 1 pH…1 H.
    case inductance
    /// More than four arcs, or more than ten parameters.
    case size
}

/// The circuit of a cell's layers with typical values: R0 in series with up to four arcs and, if wanted, an inductance.
///
/// Arcs stand by rising time constant, typical values and fitted ones alike: the fit keeps the order, so that a layer keeps
/// its name. At most ten parameters.
///
/// ```swift
/// var circuit = try LayerCircuit(seriesOhms: 81)
/// try circuit.add(LayerArc(ohms: 100, seconds: 2.8e-6))                  // dielectric of the coating
/// try circuit.add(LayerArc(ohms: 539, seconds: 96e-6, exponent: 0.85))   // interface
/// try circuit.add(LayerArc(ohms: 10_000, seconds: 60))                   // slow branch
/// ```
public struct LayerCircuit: Equatable, Sendable {
    /// Arcs at the most.
    public static var arcCapacity: Int { 4 }
    /// Parameters at the most.
    public static var parameterCapacity: Int { 10 }
    /// Time constants of neighbouring arcs keep at least this ratio.
    public static var leastRatio: Float { 1.5 }
    /// Where exponents may be.
    public static var exponents: ClosedRange<Float> { 0.3...1 }

    /// R0 in ohms.
    public internal(set) var seriesOhms: Float
    /// Inductance in henries; 0 for a circuit without one.
    public internal(set) var inductanceHenries: Float
    var storage = InlineArray<4, LayerArc>(repeating: LayerArc(ohms: 1, seconds: 1))
    /// Arcs in it.
    public private(set) var arcCount = 0
    /// Parameters that a fit moves.
    public private(set) var parameterCount: Int

    /// A circuit of R0 and, where it is not 0, an inductance.
    public init(seriesOhms: Float, inductanceHenries: Float = 0) throws(LayerCircuitFault) {
        guard seriesOhms >= 1e-6, seriesOhms <= 1e9 else { throw .ohms }
        guard inductanceHenries == 0 || inductanceHenries >= 1e-12 && inductanceHenries <= 1 else { throw .inductance }
        self.seriesOhms = seriesOhms
        self.inductanceHenries = inductanceHenries
        parameterCount = inductanceHenries > 0 ? 2 : 1
    }

    /// Whether it has an inductance.
    public var hasInductance: Bool { inductanceHenries > 0 }

    /// Adds the arc of the next greater time constant.
    public mutating func add(_ arc: LayerArc) throws(LayerCircuitFault) {
        guard arc.ohms >= 1e-6, arc.ohms <= 1e9 else { throw .ohms }
        guard arc.seconds >= 1e-9, arc.seconds <= 1e9 else { throw .seconds }
        guard LayerCircuit.exponents.contains(arc.exponent) else { throw .exponent }
        if arcCount > 0, arc.seconds < LayerCircuit.leastRatio * storage[arcCount - 1].seconds { throw .seconds }
        let more = arc.fitsExponent ? 3 : 2
        guard arcCount < LayerCircuit.arcCapacity, parameterCount + more <= LayerCircuit.parameterCapacity else {
            throw .size
        }
        storage[arcCount] = arc
        arcCount += 1
        parameterCount += more
    }

    /// The arc at `index` by rising time constant; nil beyond the last.
    public func arc(_ index: Int) -> LayerArc? {
        index >= 0 && index < arcCount ? storage[index] : nil
    }

    /// Whether the other circuit has the same elements, so that its values may be this one's start.
    public func hasSameElements(as other: LayerCircuit) -> Bool {
        guard arcCount == other.arcCount, hasInductance == other.hasInductance else { return false }
        for index in 0..<arcCount where storage[index].fitsExponent != other.storage[index].fitsExponent {
            return false
        }
        return true
    }

    /// The impedance at a frequency in hertz, in ohms. Cost: some 60 operations an arc.
    public func impedance(hertz: Float) -> (realOhms: Float, imaginaryOhms: Float) {
        let value = LayerModel(self).impedance(omega: 2 * Float.pi * hertz)
        return (value.real, value.imaginary)
    }

    /// Element by element.
    public static func == (left: LayerCircuit, right: LayerCircuit) -> Bool {
        guard left.seriesOhms == right.seriesOhms, left.inductanceHenries == right.inductanceHenries,
            left.arcCount == right.arcCount
        else { return false }
        for index in 0..<left.arcCount where left.storage[index] != right.storage[index] { return false }
        return true
    }
}

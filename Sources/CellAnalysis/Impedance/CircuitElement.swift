/// The elements that a circuit is made of, in the definitions of impedance.py.
///
/// Source: M. D. Murbach et al., "impedance.py", J. Open Source Softw. 5 (2020) 2349, module `elements`; diffusion:
/// J. R. Macdonald, Impedance Spectroscopy (1987), section 2.1.3.
public enum CircuitElement: String, CaseIterable, Sendable {
    /// Resistor, Z = R.
    case resistor = "R"
    /// Capacitor, Z = 1/(jωC).
    case capacitor = "C"
    /// Inductor, Z = jωL.
    case inductor = "L"
    /// Constant phase element, Z = 1/(Q (jω)^α).
    case constantPhase = "CPE"
    /// Semi-infinite diffusion, Z = A (1 − j)/√ω.
    case warburg = "W"
    /// Diffusion to a blocking end, Z = Z0 coth(u)/u, u = √(jωτ).
    case warburgOpen = "Wo"
    /// Diffusion to an end that is held, Z = Z0 tanh(u)/u, u = √(jωτ).
    case warburgShort = "Ws"

    /// How many parameters it has.
    var parameterCount: Int {
        switch self {
        case .resistor, .capacitor, .inductor, .warburg: 1
        case .constantPhase, .warburgOpen, .warburgShort: 2
        }
    }

    /// The unit of each parameter.
    var units: [String] {
        switch self {
        case .resistor: ["ohm"]
        case .capacitor: ["F"]
        case .inductor: ["H"]
        case .constantPhase: ["ohm^-1 s^a", ""]
        case .warburg: ["ohm s^-1/2"]
        case .warburgOpen, .warburgShort: ["ohm", "s"]
        }
    }

    /// True for a parameter between 0 and 1 rather than one that is merely positive: the exponent of a CPE.
    func isExponent(_ index: Int) -> Bool { self == .constantPhase && index == 1 }

    /// True for an element that stores charge or matter, and so has a time constant beside a resistance.
    var isSlow: Bool { self != .resistor && self != .inductor }

    /// True for diffusion through a layer, which has a resistance and a time constant itself.
    var isDiffusionLayer: Bool { self == .warburgOpen || self == .warburgShort }
}

/// A circuit of elements in series and in parallel, compiled from its text.
///
/// The notation is that of impedance.py: `-` is series, `p(…,…)` parallel, an element a letter code and a number.
///
/// ```swift
/// let circuit = try Circuit("R0-p(R1,CPE1)-p(R2-Wo1,C2)")
/// let impedance = circuit.impedance(of: [1, 2, 1e-5, 0.9, 3, 4, 100, 1e-3], atHertz: 1000)
/// ```
public struct Circuit: Equatable, Sendable {
    /// A number that a fit may find.
    public struct Parameter: Equatable, Sendable {
        /// Its element's name, and `_0` or `_1` where the element has two.
        public var name: String
        /// Its unit; empty for a pure number. `a` is the exponent of the same element.
        public var unit: String
        /// True for the exponent of a CPE, which lies in 0…1; every other parameter is merely positive.
        public var isExponent: Bool
    }

    /// One instruction; its operands are results of earlier ones.
    enum Step: Equatable, Sendable {
        /// An element whose parameters start at an index.
        case element(CircuitElement, Int)
        /// Two earlier results in series.
        case series(Int, Int)
        /// Two earlier results in parallel.
        case parallel(Int, Int)
    }

    /// The circuit as it was given, without blanks.
    public let text: String
    /// The parameters in the order of the text.
    public let parameters: [Parameter]
    /// The program in postfix order; the last result is the circuit's impedance.
    let steps: [Step]

    /// Compiles a text. Time and memory grow with its length, which is limited.
    public init(_ text: String) throws(CircuitError) {
        var parser = CircuitParser(text)
        try parser.parse()
        self.text = parser.plainText
        parameters = parser.parameters
        steps = parser.steps
    }
}

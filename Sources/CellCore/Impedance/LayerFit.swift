/// How much each point of a spectrum counts in a fit.
public enum LayerWeighting: UInt8, Sendable {
    /// By 1/|Z|; standard errors of the parameters come from the residuals.
    case proportional
    /// By 1/σ of each point; standard errors of the parameters come from those.
    case standardErrors
}

/// Why a fit cannot begin.
public enum LayerFitFault: Error, Equatable, Sendable {
    /// Fewer points than parameters.
    case tooFewPoints
    /// A point has no standard error.
    case noStandardErrors
}

/// Fits a layer circuit to a spectrum by complex nonlinear least squares in `Float`, without a heap, a step at a time.
///
/// Levenberg–Marquardt on the logarithms of the parameters (exponents themselves), derivatives by formula, each step by a QR
/// decomposition. The first start is the last result; without one, or where it leads nowhere, the typical values and three
/// that are derived from them, until two end in the same lowest minimum. Work is bounded, whatever the data, by `roundLimit`;
/// `cellbench --only impedance` counts. A fit holds 1.9 kB, of which the spectrum is half.
/// Its last step takes 14 kB of stack on x86-64 (copies that the compiler makes), the others some 7 kB.
/// Source: K. Madsen, H. B. Nielsen, O. Tingleff, Methods for Non-Linear Least Squares Problems (2004), algorithm 3.16.
///
/// ```swift
/// var fit = try LayerFit(circuit, to: spectrum, weighting: .standardErrors, from: last?.circuit)
/// while fit.step() == .working {}   // or one step between two samples
/// if let result = fit.result, result.isConverged { last = result }
/// ```
public struct LayerFit: Sendable {
    /// What a step came to.
    public enum Progress: Sendable {
        /// There is more to do.
        case working
        /// `result` is there.
        case done
    }

    /// Linearisations over all starts at the most; from the last result it takes about 5, from typical values 8 to 16. For 20
    /// points and 8 parameters one is some 50 000 instructions of the host.
    public static var roundLimit: Int { 32 }
    /// Steps of one start at the most.
    static var startRoundLimit: Int { 22 }
    /// Starts at the most: the last result, the typical values and three others.
    static var startLimit: Int { 5 }

    enum Phase: Sendable {
        case begin, descend, finish, done
    }

    let spectrum: SpectrumBuffer
    let weighting: LayerWeighting
    let typical: LayerCircuit
    /// What the steps move, and its linearisation.
    var current: LayerCircuit
    var system: TriangularRows<11, 66>
    var sum: Float = 0
    /// Σ w²|Z|² of what was measured.
    var measuredSquare: Float = 0
    var damping: Float = 0
    var growth: Float = 2
    var round = 0
    /// 0 is the last result, 1 the typical values, then others.
    var start: Int
    var phase = Phase.begin
    /// The lowest minimum so far.
    var best: LayerCircuit
    var bestSum = Float.infinity
    var bestIsConverged = false
    var bestStart = 0
    var rounds = 0
    /// What came out; nil until a step returns `done`.
    public internal(set) var result: LayerFitResult?

    /// A fit of `circuit`, whose values are the typical ones; `last` is used if it has the same elements.
    ///
    /// No parameter leaves a thousandth to a thousand times its typical value.
    /// - Throws: why it cannot begin.
    public init(
        _ circuit: LayerCircuit, to spectrum: SpectrumBuffer, weighting: LayerWeighting, from last: LayerCircuit? = nil
    ) throws(LayerFitFault) {
        guard spectrum.count >= circuit.parameterCount else { throw .tooFewPoints }
        guard weighting == .proportional || spectrum.hasStandardErrors else { throw .noStandardErrors }
        self.spectrum = spectrum
        self.weighting = weighting
        typical = circuit
        system = TriangularRows(unknowns: circuit.parameterCount)
        current = circuit
        start = 1
        if let last, last.hasSameElements(as: circuit) {
            current = last
            start = 0
        }
        best = current
        let points = spectrum.storage.span
        for index in 0..<spectrum.count {
            let size = weight(points[index]) * points[index].magnitudeOhms
            measuredSquare += size * size
        }
    }

    /// Fits to the end: at most 2 · `roundLimit` steps.
    public mutating func run() -> LayerFitResult? {
        while step() == .working {}
        return result
    }

    /// Degrees of freedom.
    var freedom: Int { 2 * spectrum.count - typical.parameterCount }

    /// Does the next piece of work: one linearisation at the most.
    public mutating func step() -> Progress {
        switch phase {
        case .begin: begin()
        case .descend: descend()
        case .finish:
            finish()
            phase = .done
        case .done: break
        }
        return phase == .done ? .done : .working
    }

    /// Factor of a point's residuals. No point counts for more than six digits of it: `Float` has no more.
    @inline(__always)
    func weight(_ point: SpectrumPoint) -> Float {
        let magnitude = point.magnitudeOhms
        if weighting == .proportional { return 1 / magnitude }
        let least = magnitude * 1e-6
        return 1 / (point.standardErrorOhms > least ? point.standardErrorOhms : least)
    }

    /// The linear problem at a circuit: J·δ ≈ what is measured less what is computed.
    func linearised(_ circuit: LayerCircuit) -> TriangularRows<11, 66> {
        let model = LayerModel(circuit)
        var rows = TriangularRows<11, 66>(unknowns: circuit.parameterCount)
        let last = circuit.parameterCount
        var real = InlineArray<11, Float>(repeating: 0)
        var imaginary = InlineArray<11, Float>(repeating: 0)
        let points = spectrum.storage.span
        for index in 0..<spectrum.count {
            let point = points[index]
            let weight = weight(point)
            let value = model.linearise(
                omega: 2 * Float.pi * point.hertz, weight: weight, real: &real, imaginary: &imaginary)
            real[last] = weight * (point.realOhms - value.real)
            imaginary[last] = weight * (point.imaginaryOhms - value.imaginary)
            rows.include(&real, &imaginary)
        }
        return rows
    }

    /// Sum of squares that a linearisation is of.
    func squaredSum(_ rows: TriangularRows<11, 66>) -> Float {
        let last = rows.unknowns
        var sum: Float = 0
        for row in 0...last { sum += rows.element(row, last) * rows.element(row, last) }
        return sum
    }
}

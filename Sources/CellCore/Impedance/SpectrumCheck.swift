/// Checks whether a spectrum obeys the Kramers–Kronig relations, without a heap, a step at a time.
///
/// A linear circuit that obeys them by itself is fitted: R0, L and 1/C in series with R‖C elements of fixed time constants, spaced
/// evenly by logarithm over the spectrum's range and half a decade beyond; resistances of either sign. What it leaves over is
/// no impedance of a linear, steady cell. One unknown more, a relative change in proportion to the time at which each point was
/// measured, tells a drift from the rest. Weighted least squares by QR, once.
///
/// Valid spectra with stated errors pass in 99.7 % of cases: each of three tests (drift, sum of squares, largest residual) is at
/// 99.9 %. A check holds 3.3 kB and takes up to 17 kB of stack on x86-64; `cellbench --only impedance` counts instructions.
/// Source: B. A. Boukamp, J. Electrochem. Soc. 142 (1995) 1885; M. Schönleber, D. Klotz, E. Ivers-Tiffée, Electrochim. Acta 131
/// (2014) 20.
///
/// ```swift
/// var check = SpectrumCheck(spectrum, harmonicShare: 0.0004)
/// while check.step() == .working {}
/// if let verdict = check.verdict, verdict.isValid { … }
/// ```
public struct SpectrumCheck: Sendable {
    /// Elements at the most.
    static var elementLimit: Int { 26 }
    /// R0, L, 1/C and the drift.
    private static var others: Int { 4 }
    /// Elements a decade, where there are points enough.
    private static var density: Float { 3 }

    let spectrum: SpectrumBuffer
    let limits: SpectrumLimits
    let harmonicShare: Float
    let repeated: LayerEstimate?
    let isWeighted: Bool
    var rows: TriangularRows<31, 496>
    var elements = 0
    /// Own error of the linear model of this many elements, relative to |Z|.
    private(set) var modelShare: Float = 0
    /// Shortest time constant in s, and the ratio of neighbours.
    private var shortest: Float = 1
    private var ratio: Float = 1
    private var scaleOhms: Float = 0
    private var lowestOmega: Float = 1
    private var highestOmega: Float = 1
    /// Half of the time between the first point and the last, and its middle, in s.
    private(set) var halfSeconds: Float = 0
    private var middleSeconds: Float = 0
    private var next = 0
    /// What came out; nil until a step returns `done`.
    public internal(set) var verdict: SpectrumVerdict?

    /// A check of a spectrum, with the share of harmonics in the answer as it was measured; 0 where it was not.
    ///
    /// `repeated` is the relative change, with its standard error, of a frequency that was measured first and again at the end: it
    /// sees a drift that the spectrum alone does not, since nearly all of the time goes to the lowest frequencies.
    public init(
        _ spectrum: SpectrumBuffer, harmonicShare: Float = 0, repeated: LayerEstimate? = nil,
        limits: SpectrumLimits = SpectrumLimits()
    ) {
        self.spectrum = spectrum
        self.limits = limits
        self.harmonicShare = harmonicShare
        self.repeated = repeated
        isWeighted = spectrum.hasStandardErrors
        rows = TriangularRows(unknowns: SpectrumCheck.others)
        guard spectrum.count > 0 else { return }
        lowestOmega = 2 * Float.pi * spectrum[0].hertz
        highestOmega = 2 * Float.pi * spectrum[spectrum.count - 1].hertz
        // Half a decade beyond either end.
        shortest = 1 / (highestOmega * 3.162_278)
        let width = CellMath.naturalLogarithm(highestOmega / lowestOmega) + 2.302_585
        let wanted = Int(width / 2.302_585 * SpectrumCheck.density + 1.5)
        // Eight degrees of freedom stay at the least, so that there is something to test.
        let free = 2 * spectrum.count - SpectrumCheck.others - 8
        let room = free < SpectrumCheck.elementLimit ? free : SpectrumCheck.elementLimit
        elements = wanted < room ? wanted : (room > 1 ? room : 1)
        let lack = SpectrumCheck.density - Float(elements - 1) * 2.302_585 / width
        modelShare = CellMath.limited(limits.modelShare * CellMath.exponential(2.302_585 * lack), to: 0...0.1)
        ratio = elements > 1 ? CellMath.exponential(width / Float(elements - 1)) : 1
        rows = TriangularRows(unknowns: elements + SpectrumCheck.others)
        var (first, last) = (spectrum[0].seconds, spectrum[0].seconds)
        let points = spectrum.storage.span
        for index in 0..<spectrum.count {
            let point = points[index]
            if point.seconds < first { first = point.seconds }
            if point.seconds > last { last = point.seconds }
            let magnitude = point.magnitudeOhms
            if magnitude > scaleOhms { scaleOhms = magnitude }
        }
        halfSeconds = (last - first) / 2
        middleSeconds = (last + first) / 2
    }

    /// Checks to the end: a step a point and one more.
    public mutating func run() -> SpectrumVerdict? {
        while step() == .working {}
        return verdict
    }

    /// Takes the next point, or concludes: for 30 unknowns a point is some 14 000 instructions of the host.
    public mutating func step() -> LayerFit.Progress {
        guard verdict == nil else { return .done }
        if next >= spectrum.count || hasNoRange {
            verdict = conclusion()
            return .done
        }
        var real = InlineArray<31, Float>(repeating: 0)
        var imaginary = InlineArray<31, Float>(repeating: 0)
        fill(spectrum[next], &real, &imaginary)
        rows.include(&real, &imaginary)
        next += 1
        return .working
    }

    /// Whether points are too few, or too far apart, for a check.
    var hasNoRange: Bool {
        guard spectrum.count >= limits.leastPoints, spectrum.count >= 4 else { return true }
        if highestOmega < lowestOmega * CellMath.exponential(limits.leastDecades * 2.302_58) { return true }
        let points = spectrum.storage.span
        for index in 1..<spectrum.count where points[index].hertz > limits.largestRatio * points[index - 1].hertz {
            return true
        }
        return false
    }

    /// Standard error that a point's residuals are held against, in ohms.
    func allowedOhms(_ point: SpectrumPoint) -> Float {
        let magnitude = point.magnitudeOhms
        guard isWeighted else { return magnitude }
        let model = modelShare * magnitude
        return (point.standardErrorOhms * point.standardErrorOhms + model * model).squareRoot()
    }

    /// The two rows of a point: R0, L, 1/C, the elements, the drift, and what was measured.
    func fill(_ point: SpectrumPoint, _ real: inout InlineArray<31, Float>, _ imaginary: inout InlineArray<31, Float>) {
        let weight = 1 / allowedOhms(point)
        let scale = weight * scaleOhms
        let omega = 2 * Float.pi * point.hertz
        real[0] = scale
        imaginary[0] = 0
        real[1] = 0
        imaginary[1] = scale * (omega / highestOmega)
        real[2] = 0
        imaginary[2] = -scale * (lowestOmega / omega)
        var x = omega * shortest
        for index in 0..<elements {
            let share = scale / (1 + x * x)
            real[3 + index] = share
            imaginary[3 + index] = -x * share
            x *= ratio
        }
        let drift = halfSeconds > 0 ? (point.seconds - middleSeconds) / halfSeconds : 0
        real[3 + elements] = weight * point.realOhms * drift
        imaginary[3 + elements] = weight * point.imaginaryOhms * drift
        real[4 + elements] = weight * point.realOhms
        imaginary[4 + elements] = weight * point.imaginaryOhms
    }
}

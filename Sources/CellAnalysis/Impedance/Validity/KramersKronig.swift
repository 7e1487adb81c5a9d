import CellData
import Foundation

/// Whether a spectrum may be believed: a linear, steady and causal cell has a spectrum that obeys the Kramers–Kronig
/// relations, and then a ladder of R–C elements describes it ("Lin-KK").
///
/// The number of elements is the smallest for which μ ≤ 0.85. The criterion is known to stop too early where a sharp arc
/// lies between two time constants of a coarse ladder; so a spectrum is refused only after the ladder that the data support
/// best (by the Bayesian information criterion, of all up to the limit) has failed too.
/// Some 1 ms for sixty points that are valid, up to 100 ms for those that are not. Source: M. Schönleber, D. Klotz,
/// E. Ivers-Tiffée, Electrochim. Acta 131 (2014) 20; B. A. Boukamp, J. Electrochem. Soc. 142 (1995) 1885.
///
/// ```swift
/// let check = try KramersKronig().run(spectrum)
/// if let reason = check.reason { print("refused: \(reason)") }
/// ```
public struct KramersKronig: Sendable {
    /// Fewer points are no spectrum; a check of so few sees gross errors only.
    public static let fewestPoints = 8
    /// With fewer points a decade of frequency a ladder of as many elements cannot describe even one sharp arc.
    public static let fewestPerDecade = 5.0
    /// More points take too long.
    public static let mostPoints = 2_000

    /// Elements are added until μ is not above this. Source: Schönleber et al. (2014), section 4.
    public var threshold: Double
    /// At most so many R–C elements, and never more than points less three.
    public var mostElements: Int
    /// Adds a capacitor in series: for cells that block direct current, or whose slow end lies beyond the range.
    public var hasCapacitor: Bool

    /// A check; the defaults are those of impedance.py, but for the capacitor.
    public init(threshold: Double = 0.85, mostElements: Int = 50, hasCapacitor: Bool = true) {
        self.threshold = threshold
        self.mostElements = mostElements
        self.hasCapacitor = hasCapacitor
    }

    /// The verdict on a spectrum. Throws on points that are none, and on too few or too many of them.
    public func run(_ spectrum: Spectrum) throws(SpectrumError) -> KramersKronigResult {
        let order = spectrum.points.indices.sorted {
            spectrum.points[$0].frequencyHertz < spectrum.points[$1].frequencyHertz
        }
        let points = order.map { spectrum.points[$0] }
        let decades = log10((points.last?.frequencyHertz ?? 1) / (points.first?.frequencyHertz ?? 1))
        let needed = decades.isFinite && decades < 100 ? Int((Self.fewestPerDecade * decades).rounded(.up)) + 1 : 0
        try Self.check(spectrum.points, sorted: points, fewest: max(Self.fewestPoints, needed), most: Self.mostPoints)
        var result = judge(points)
        let sorted = result.residuals
        for (place, index) in order.enumerated() { result.residuals[index] = sorted[place] }
        return result
    }

    /// Throws unless the points are such that a linear method may be used on them.
    static func check(
        _ given: [Spectrum.Point], sorted: [Spectrum.Point], fewest: Int, most: Int
    ) throws(SpectrumError) {
        let sane = 1e-30...1e30
        for (index, point) in given.enumerated() {
            guard sane.contains(point.frequencyHertz), sane.contains(point.magnitudeOhms) else {
                throw .badPoint(index + 1)
            }
        }
        for (left, right) in zip(sorted, sorted.dropFirst()) where left.frequencyHertz == right.frequencyHertz {
            throw .repeatedFrequency(left.frequencyHertz)
        }
        guard given.count >= fewest else { throw .tooFewPoints(points: given.count, needed: fewest) }
        guard given.count <= most else { throw .tooManyPoints(points: given.count, limit: most) }
    }

    /// Of points that rise in frequency.
    private func judge(_ points: [Spectrum.Point]) -> KramersKronigResult {
        let (model, isByMu) = model(points)
        let pattern = ResidualPattern(model.residuals)
        var result = KramersKronigResult(
            reason: nil, outliersHertz: [], elements: model.elements, mu: model.mu, isElementCountByMu: isByMu,
            residuals: model.residuals, scatter: pattern.scatter, limit: pattern.limit)
        if pattern.scatter > ResidualPattern.mostScatter, pattern.isSound {
            result.reason = .noise
        } else if !pattern.isSound {
            (result.reason, result.outliersHertz) = FaultSearch(check: self, points, model, pattern).reason()
        }
        return result
    }

    /// The ladder that μ chooses where it describes the spectrum, else the one that the data support best.
    func model(_ points: [Spectrum.Point]) -> (MeasurementModel, isByMu: Bool) {
        let most = max(min(mostElements, points.count - 3), 1)
        var tried: [MeasurementModel] = []
        for elements in 1...most {
            let next = MeasurementModel(points, elements: elements, hasCapacitor: hasCapacitor)
            tried.append(next)
            if next.mu <= threshold { break }
        }
        let byMu = tried[tried.count - 1]
        if ResidualPattern(byMu.residuals).isSound { return (byMu, true) }
        for elements in (tried.count + 1)..<max(most + 1, tried.count + 1) {
            tried.append(MeasurementModel(points, elements: elements, hasCapacitor: hasCapacitor))
        }
        let best = tried.min { $0.informationCriterion < $1.informationCriterion } ?? byMu
        return (best, best.elements == byMu.elements)
    }
}

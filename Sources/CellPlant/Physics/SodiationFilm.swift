import RealModule

/// Sodium in the depth of an alucone film: diffusion into sites that become rarer towards the electrolyte.
///
/// Depth ζ = z/L from the sodium side, sites s(ζ) = ½·erfc((ζ − reach)/w), filling y of them: s·∂y/∂θ = ∂/∂ζ(s·∂y/∂ζ),
/// y = 1 at the metal, nothing leaves towards the electrolyte. x = s·y is the local sodium content. θ counts the charge
/// that has passed, not the time: a coating at rest keeps its impedance. Finite volumes, implicit, so that the content
/// changes by exactly what enters from the metal.
package struct SodiationFilm: Sendable {
    package static var cellCount: Int { 16 }
    /// θ by which the film is filled to 63 % when all is at its assumed value; any other film is scaled alike.
    private static var activationTheta: Double { 0.158_55 }

    private var sites = InlineArray<16, Double>(repeating: 0)
    /// Conductance of the faces towards the metal, in units of θ.
    private var faces = InlineArray<16, Double>(repeating: 0)
    /// Filling of the sites, 0…1.
    private(set) var filling = InlineArray<16, Double>(repeating: 0)
    private let fullContent: Double
    /// θ for each C/cm² of throughput.
    private let thetaPerCharge: Double
    private let sodiatedFactor: Double
    /// Passed, but not yet taken, in C/cm².
    private var waiting = 0.0
    private static var leastCharge: Double { 3e-3 }
    /// The mean of x over the depth, 0…1.
    package private(set) var meanContent = 0.0
    /// The same relative to the end, 0…1: how far the coating is activated.
    package private(set) var activation = 0.0
    /// Resistance relative to that of the unsodiated film: each depth conducts 1 + (f − 1)·x times as well, in series.
    package private(set) var resistivity = 1.0

    package init(_ coating: Coating) {
        let width = 1 / Double(SodiationFilm.cellCount)
        var sum = 0.0
        for index in 0..<SodiationFilm.cellCount {
            let centre = (Double(index) + 0.5) * width
            sites[index] = max(0.5 * .erfc((centre - coating.reach) / (coating.frontWidth)), 1e-6)
            let face = 0.5 * Double.erfc((Double(index) * width - coating.reach) / (coating.frontWidth))
            faces[index] = max(face, 1e-6) / (width * width) * (index == 0 ? 2 : 1)
            sum += sites[index]
        }
        fullContent = sum * width
        sodiatedFactor = coating.sodiatedFactor
        // 0.1 mA/cm² for the activation time is one unit of θ₆₃; a deeper front takes the square of its depth longer.
        let depth = coating.reach / 0.70
        thetaPerCharge =
            SodiationFilm.activationTheta * depth * depth / (coating.activationHours * 3600 * 1e-4)
    }

    /// Local sodium content at cell `index`, 0…1.
    package func content(_ index: Int) -> Double { sites[index] * filling[index] }

    /// Lets a throughput in C/cm² pass; returns by how much the mean content grew.
    package mutating func pass(_ charge: Double) -> Double {
        // A film that is full to rounding stays so; less than half a minute at 0.1 mA/cm² waits for more.
        guard charge > 0, activation < 1 - 1e-12 else { return 0 }
        waiting += charge
        guard waiting >= SodiationFilm.leastCharge else { return 0 }
        let before = meanContent
        var left = waiting * thetaPerCharge
        waiting = 0
        while left > 0 {
            let step = min(left, 0.01)
            advance(step)
            left -= step
        }
        look()
        return meanContent - before
    }

    /// As after infinite throughput; returns by how much the mean content grew.
    package mutating func saturate() -> Double {
        let before = meanContent
        filling = InlineArray(repeating: 1)
        look()
        return meanContent - before
    }

    /// Takes the means over the depth.
    private mutating func look() {
        var content = 0.0
        var ohms = 0.0
        for index in 0..<SodiationFilm.cellCount {
            let local = sites[index] * filling[index]
            content += local
            ohms += 1 / (1 + (sodiatedFactor - 1) * local)
        }
        meanContent = content / Double(SodiationFilm.cellCount)
        resistivity = ohms / Double(SodiationFilm.cellCount)
        activation = min(meanContent / fullContent, 1)
    }

    /// One implicit step: elimination from the metal inwards, substitution back.
    private mutating func advance(_ theta: Double) {
        let last = SodiationFilm.cellCount - 1
        var pivots = InlineArray<16, Double>(repeating: 0)
        var outward = 0.0
        for index in 0...last {
            let inward = faces[index] * theta
            outward = index < last ? faces[index + 1] * theta : 0
            var diagonal = sites[index] + inward + outward
            var right = sites[index] * filling[index]
            if index == 0 {
                right += inward
            } else {
                let factor = inward / pivots[index - 1]
                diagonal -= factor * inward
                right += factor * filling[index - 1]
            }
            pivots[index] = diagonal
            filling[index] = right
        }
        filling[last] /= pivots[last]
        for index in stride(from: last - 1, through: 0, by: -1) {
            filling[index] = (filling[index] + faces[index + 1] * theta * filling[index + 1]) / pivots[index]
        }
    }
}

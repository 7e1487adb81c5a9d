import RealModule

/// A resistance beside a constant-phase element, in the time domain: parallel R–C pairs whose weights add up to one.
///
/// Its distribution of relaxation times is known, γ(t) = sin(πm)/(2π·(cosh(nt) − cos(πm))), t = ln(τ/τ₀), m = 1 − n, and its
/// integral too. Times below 0.3·τ₀ answer at once; the rest is cut into eight bands, each at its mean time. So from 0 to
/// 100 Hz an interface with τ₀ = 0.1 ms errs by less than 0.5 % of its own resistance (`Docs/CellModel.md`).
/// Source: Fuoss and Kirkwood, J. Am. Chem. Soc. 63 (1941) 385; Cole and Cole, J. Chem. Phys. 9 (1941) 341.
struct RelaxationSpectrum: Sendable {
    static var bandCount: Int { 8 }

    /// Share of the resistance that answers at once.
    let instant: Double
    /// Share of each band.
    private(set) var shares = SIMD8<Double>(repeating: 0)
    /// Time of each band relative to τ₀.
    private(set) var times = SIMD8<Double>(repeating: 1)

    init(exponent: Double) {
        guard exponent < 0.999 else {
            // A plain capacitor: one time.
            instant = 0
            shares[0] = 1
            return
        }
        let first = Double.log(0.3)
        let width = Double.log(10) * 0.62
        var below = RelaxationSpectrum.cumulative(first, exponent)
        instant = below
        for band in 0..<RelaxationSpectrum.bandCount {
            let isLast = band == RelaxationSpectrum.bandCount - 1
            let start = first + Double(band) * width
            // The last band holds the rest of the tail, of which hardly anything is left.
            let share = (isLast ? 1 : RelaxationSpectrum.cumulative(start + width, exponent)) - below
            shares[band] = share
            below += share
            times[band] = RelaxationSpectrum.meanTime(from: start, width: width, exponent)
        }
    }

    /// The share of times below τ₀·e^t: ½ + atan(tanh(nt/2)·cot(πm/2))/(πn)·n.
    private static func cumulative(_ t: Double, _ exponent: Double) -> Double {
        let angle = Double.pi * (1 - exponent)
        let slope = 1 / Double.tan(angle / 2)
        return 0.5 + .atan(slope * .tanh(exponent * t / 2)) / (.pi * exponent)
    }

    /// Mean of τ/τ₀ over a band, weighted by γ, by 40 midpoints.
    private static func meanTime(from start: Double, width: Double, _ exponent: Double) -> Double {
        let angle = Double.pi * (1 - exponent)
        var weight = 0.0
        var moment = 0.0
        for index in 0..<40 {
            let t = start + (Double(index) + 0.5) * width / 40
            let density = 1 / (Double.cosh(exponent * t) - .cos(angle))
            weight += density
            moment += density * .exp(t)
        }
        return moment / weight
    }
}

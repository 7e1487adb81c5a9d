import RealModule

/// Sodium in a spherical particle of TiS₂ by the modes of the diffusion equation.
///
/// With ρ = r/R and τ = R²/D, ∂x/∂t = (1/τ)·∇²x, and the mean content changes at a rate J through the surface. The surface
/// leads the mean by Σ c_k, where each mode relaxes on its own: dc_k/dt = −(β_k²/τ)·c_k + (2/3)·J, tan β_k = β_k. So a step
/// of constant current is exact whatever its length, and content is conserved to rounding: the mean is counted, not summed.
/// The first eight modes are the equation's; the rest are gathered in seven groups, each with the resistance of its members
/// and their mean rate, and a last one that answers at once.
/// Source: Crank, The Mathematics of Diffusion, 2nd edition, eq. 6.45 (sphere, constant flux).
package struct DiffusionModes: Sendable {
    /// Surface lead of each mode, as sodium content.
    package var leads = SIMD16<Double>(repeating: 0)

    package init() {}

    /// The surface's lead over the mean.
    @inline(__always)
    package var lead: Double { leads.total }

    /// Stationary lead of each mode at J·τ = 1: 2/(3β²), all together 1/15.
    package static let gains: SIMD16<Double> = table.gains

    /// Rate of each mode times τ: β².
    package static let rates: SIMD16<Double> = table.rates

    /// Modes counted one by one, and the last mode of each group after them.
    private static let groupEnds = [10, 13, 18, 26, 40, 70, 150]

    private static let table: (gains: SIMD16<Double>, rates: SIMD16<Double>) = {
        var gains = SIMD16<Double>(repeating: 0)
        var rates = SIMD16<Double>(repeating: 1e12)
        var used = 0.0
        var mode = 1
        for slot in 0..<15 {
            let end = slot < 8 ? slot + 1 : groupEnds[slot - 8]
            var gain = 0.0
            var moment = 0.0
            while mode <= end {
                let square = DiffusionModes.root(mode)
                gain += 2 / (3 * square)
                moment += 2 / (3 * square * square)
                mode += 1
            }
            // The group's first two moments in 1/β² are those of its members.
            gains[slot] = gain
            rates[slot] = gain / moment
            used += gain
        }
        gains[15] = 1.0 / 15 - used
        return (gains, rates)
    }()

    /// β_k², the k-th positive root of tan β = β, by Newton's method from (k + ½)π − 1/((k + ½)π).
    private static func root(_ k: Int) -> Double {
        let corner = (Double(k) + 0.5) * .pi
        var beta = corner - 1 / corner
        for _ in 0..<4 {
            // sin β − β·cos β = 0 has no poles.
            beta -= (.sin(beta) - beta * .cos(beta)) / (beta * .sin(beta))
        }
        return beta * beta
    }

    /// The surface's content for a mean that changes at unit rate, times 1/τ, at s = jωτ: (1/3)/(√s·coth√s − 1).
    ///
    /// Exact, not the sum of the modes above. Source: Jacobsen and West, Electrochim. Acta 40 (1995) 255, eq. 13 (sphere).
    package static func transfer(omegaTau: Double) -> ComplexOhms {
        let half = (omegaTau / 2).squareRoot()
        guard half > 1e-3 else {
            // 1/s + 1/15: the series for slow changes.
            return ComplexOhms(1.0 / 15, -1 / omegaTau)
        }
        // √s = a(1 + j), coth = (sinh 2a − j·sin 2a)/(cosh 2a − cos 2a), both over e^2a so that nothing overflows.
        let small = Double.exp(-2 * half)
        let below = (1 + small * small) / 2 - small * .cos(2 * half)
        let coth = ComplexOhms((1 - small * small) / 2 / below, -small * .sin(2 * half) / below)
        let root = ComplexOhms(half, half)
        return ComplexOhms(1.0 / 3, 0) / (root * coth - ComplexOhms(1, 0))
    }
}

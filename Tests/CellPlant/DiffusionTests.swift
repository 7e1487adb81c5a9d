import CellPlant
import Foundation
import Testing

/// The modes of the particle against closed solutions of the diffusion equation.
@Suite struct DiffusionTests {
    /// λ_n of tan λ = λ by iterating λ = nπ + atan λ, another way than the plant's.
    private static let roots: [Double] = (1...2_000).map { index in
        var root = (Double(index) + 0.5) * .pi
        for _ in 0..<50 { root = Double(index) * .pi + atan(root) }
        return root
    }

    /// Constant flux into a sphere at rest, in any number of steps. A unit of lead is J·τ: 0.43 at the nominal 86 µA, and
    /// the curve falls by 0.3 V a unit of content, so 5·10⁻⁵ is 0.007 mV.
    /// Source: Crank, The Mathematics of Diffusion, 2nd ed., eq. 6.45 at r = a; the mean rises by 1 a unit of time.
    @Test(arguments: [1e-4, 1e-3, 0.01, 0.1, 0.5, 2], [1, 50])
    func theSurfaceFollowsTheSeriesOfASphere(time: Double, steps: Int) {
        let sum = DiffusionTests.roots.reduce(0) { $0 + exp(-$1 * $1 * time) / ($1 * $1) }
        let exact = (0.2 - 2 * sum) / 3
        var modes = DiffusionModes()
        for _ in 0..<steps {
            for slot in 0..<16 {
                let kept = exp(-DiffusionModes.rates[slot] * time / Double(steps))
                modes.leads[slot] = modes.leads[slot] * kept + DiffusionModes.gains[slot] * (1 - kept)
            }
        }
        #expect(abs(modes.lead - exact) < 5e-5, "\(modes.lead) against \(exact)")
    }

    /// In the end the surface leads the mean by a fifteenth of the rate times R²/D, in time and in frequency.
    @Test func theSurfaceLeadsByAFifteenth() {
        #expect(abs(DiffusionModes.gains.sum() - 1.0 / 15) < 1e-15)
        #expect(abs(DiffusionModes.transfer(omegaTau: 1e-2).real - 1.0 / 15) < 1e-6)
    }

    /// The closed transfer function is the sum over all modes: 1/s + Σ (2/3)/(s + λ²), which converges as 1/λ.
    @Test(arguments: [1e-9, 1e-3, 0.1, 1, 10, 300])
    func theTransferFunctionIsTheSumOfAllModes(omegaTau: Double) {
        let closed = DiffusionModes.transfer(omegaTau: omegaTau)
        var real = 0.0
        var imaginary = -1 / omegaTau
        for root in DiffusionTests.roots {
            let square = root * root
            let size = square * square + omegaTau * omegaTau
            real += 2 / 3.0 * square / size
            imaginary -= 2 / 3.0 * omegaTau / size
        }
        // The rest of the modes: ∫ (2/3)/λ² dλ/π from the last root on.
        real += 2 / 3.0 / (DiffusionTests.roots[1_999] * .pi)
        #expect(abs(closed.real - real) < 1e-6 && abs(closed.imaginary / imaginary - 1) < 1e-6)
    }
}

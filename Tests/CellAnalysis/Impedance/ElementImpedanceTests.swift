import Foundation
import TestSupport
import Testing

@testable import CellAnalysis

/// Complex arithmetic as in a textbook: what the elements' loops are held against.
private struct Complex {
    var re: Double
    var im: Double

    static func + (a: Complex, b: Complex) -> Complex { Complex(re: a.re + b.re, im: a.im + b.im) }
    static func - (a: Complex, b: Complex) -> Complex { Complex(re: a.re - b.re, im: a.im - b.im) }
    static func * (a: Complex, b: Complex) -> Complex {
        Complex(re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re)
    }
    static func / (a: Complex, b: Complex) -> Complex {
        let square = b.re * b.re + b.im * b.im
        return Complex(re: (a.re * b.re + a.im * b.im) / square, im: (a.im * b.re - a.re * b.im) / square)
    }
    static let one = Complex(re: 1, im: 0)
    static func exp(_ a: Complex) -> Complex {
        Complex(re: Foundation.exp(a.re) * cos(a.im), im: Foundation.exp(a.re) * sin(a.im))
    }
}

@Suite struct ElementImpedanceTests {
    private func check(
        _ text: String, _ values: [Double], _ hertz: Double, _ expected: Complex, within tolerance: Double = 1e-13,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let found = try #require(try Circuit(text).impedance(of: values, atHertz: hertz))
        let size = hypot(expected.re, expected.im)
        #expect(
            hypot(found.realOhms - expected.re, found.imaginaryOhms - expected.im) <= tolerance * size,
            "\(text) \(values) at \(hertz) Hz: \(found), not \(expected)", sourceLocation: sourceLocation)
    }

    @Test func elementsFollowTheirClosedForms() throws {
        var random = SeededGenerator(seed: 71)
        for _ in 0..<400 {
            func value(_ low: Double, _ high: Double) -> Double { random.logUniform(low, high, log: log, exp: exp) }
            let hertz = value(1e-4, 1e7)
            let omega = 2 * Double.pi * hertz
            let (a, tau, alpha) = (value(1e-3, 1e6), value(1e-6, 1e5), Double.random(in: 0...1, using: &random))
            try check("R0", [a], hertz, Complex(re: a, im: 0))
            try check("C0", [a], hertz, Complex(re: 0, im: -1 / (omega * a)))
            try check("L0", [a], hertz, Complex(re: 0, im: omega * a))
            try check("W0", [a], hertz, Complex(re: a / omega.squareRoot(), im: -a / omega.squareRoot()))
            let size = 1 / (a * pow(omega, alpha))
            let angle = -alpha * Double.pi / 2
            try check("CPE0", [a, alpha], hertz, Complex(re: size * cos(angle), im: size * sin(angle)))
            // u = √(jωτ); tanh u = (1 − e^−2u)/(1 + e^−2u) is exact enough where u is not small.
            let root = (omega * tau / 2).squareRoot()
            guard root > 0.1 else { continue }
            let u = Complex(re: root, im: root)
            let decay = Complex.exp(Complex(re: -2 * root, im: -2 * root))
            let tanh = (Complex.one - decay) / (Complex.one + decay)
            let scale = Complex(re: a, im: 0)
            try check("Wo0", [a, tau], hertz, scale / (tanh * u), within: 1e-12)
            try check("Ws0", [a, tau], hertz, scale * tanh / u, within: 1e-12)
        }
    }

    /// For small u: coth(u)/u = 1/u² + 1/3 − u²/45, tanh(u)/u = 1 − u²/3 + 2u⁴/15. Source: DLMF 4.33.
    @Test func slowDiffusionFollowsItsSeries() throws {
        for x in [1e-12, 1e-9, 1e-6, 1e-4] {
            let (a, tau, hertz) = (3.0, x / (2 * Double.pi), 1.0)
            try check("Wo0", [a, tau], hertz, Complex(re: a / 3, im: -a / x - a * x / 45), within: 1e-12)
            try check("Ws0", [a, tau], hertz, Complex(re: a * (1 - 2 * x * x / 15), im: -a * x / 3), within: 1e-12)
        }
    }

    @Test func seriesAndParallelByHand() throws {
        // 1 + 2 ∥ 2 ∥ (3 − 1/(jωC) …): at ωRC = 1 a parallel R, C has the impedance R/2 (1 − j).
        let rc = 1 / (2 * Double.pi)
        try check("R0-p(R1,R2)", [1, 2, 2], 5, Complex(re: 2, im: 0))
        try check("R0-p(R1,C1)", [1, 1, rc], 1, Complex(re: 1.5, im: -0.5))
        try check("p(R1,R2,R3-R4)", [3, 3, 1, 2], 1, Complex(re: 1, im: 0))
        #expect(try Circuit("R0").impedance(of: [1, 2], atHertz: 1) == nil)
    }

    @Test func elementaryFunctionsAreThoseOfTheLibrary() {
        var random = SeededGenerator(seed: 72)
        for _ in 0..<5_000 {
            let wide = Double.random(in: -700...700, using: &random)
            #expect(abs(LaneMath.exp(Lanes(repeating: wide))[0] / exp(wide) - 1) < 1e-15)
            let x = random.logUniform(1e-9, 20, log: log, exp: exp)
            let circle = LaneMath.sineCosine(Lanes(repeating: x))
            #expect(abs(circle.sine[1] - sin(x)) < 1e-15 && abs(circle.cosine[2] - cos(x)) < 1e-15)
            let hyperbola = LaneMath.hyperbolic(Lanes(repeating: x))
            #expect(abs(hyperbola.sine[3] / sinh(x) - 1) < 2e-15 && abs(hyperbola.cosine[0] / cosh(x) - 1) < 1e-15)
        }
    }
}

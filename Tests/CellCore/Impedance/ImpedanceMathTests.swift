import CellCore
import Foundation
import Testing

/// Against the C library in double precision, over every range that is stated.
@Suite struct ImpedanceMathTests {
    @Test func theLogarithmKeepsItsErrorBound() {
        var worst = 0.0
        for bits in stride(
            from: Float.leastNormalMagnitude.bitPattern, through: Float.greatestFiniteMagnitude.bitPattern, by: 1_021)
        {
            let x = Float(bitPattern: bits)
            worst = max(worst, abs(Double(CellMath.naturalLogarithm(x)) - log(Double(x))) / abs(log(Double(x))))
        }
        // Near 1, where the logarithm is small, every 7th float.
        for bits in stride(from: Float(0.9).bitPattern, through: Float(1.1).bitPattern, by: 7) {
            let x = Float(bitPattern: bits)
            let exact = log(Double(x))
            if exact != 0 { worst = max(worst, abs(Double(CellMath.naturalLogarithm(x)) - exact) / abs(exact)) }
        }
        print("logarithm: largest relative error \(worst)")
        #expect(worst <= 3e-7)
        #expect(CellMath.naturalLogarithm(1) == 0)
    }

    @Test func theLogarithmIsDefinedEverywhere() {
        let lowest = CellMath.naturalLogarithm(.leastNormalMagnitude)
        #expect(abs(lowest + 87.336_55) < 1e-4)
        for x in [Float(0), -1, -Float.infinity, .nan, .leastNonzeroMagnitude] {
            #expect(CellMath.naturalLogarithm(x) == lowest)
        }
        #expect(CellMath.naturalLogarithm(.infinity) == CellMath.naturalLogarithm(.greatestFiniteMagnitude))
    }

    @Test func powersKeepTheirErrorBound() {
        var worst = 0.0
        for step in 0...60_000 {
            let x = Float(exp(-20 + Double(step) * 40 / 60_000))
            for exponent in stride(from: Float(0.3), through: 1, by: 0.05) {
                let exact = pow(Double(x), Double(exponent))
                let bound = 4e-7 + 4e-7 * abs(Double(exponent) * log(Double(x)))
                worst = max(worst, abs(Double(CellMath.power(x, exponent)) - exact) / exact / bound)
            }
        }
        print("power: largest error \(worst) of the bound")
        #expect(worst <= 1)
    }

    @Test func quarterTurnsKeepTheirErrorBound() {
        var worst = 0.0
        for step in 0...1_000_000 {
            let turns = Float(step) * 1e-6
            let (cosine, sine) = CellMath.quarterTurn(turns)
            let angle = Double(turns) * .pi / 2
            worst = max(worst, abs(Double(cosine) - cos(angle)), abs(Double(sine) - sin(angle)))
        }
        print("quarter turn: largest error \(worst)")
        #expect(worst <= 2e-7)
        #expect(CellMath.quarterTurn(0) == (1, 0))
        #expect(CellMath.quarterTurn(1) == (0, 1))
        #expect(CellMath.quarterTurn(2) == (0, 1))
        #expect(CellMath.quarterTurn(.nan) == (1, 0))
    }
}

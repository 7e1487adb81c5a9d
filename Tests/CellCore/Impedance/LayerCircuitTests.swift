import CellCore
import Foundation
import Testing

@Suite struct LayerCircuitTests {
    /// R0 and R‖C at ω = 1/τ: R0 + R/2 − jR/2. R‖CPE at ω = 1/τ: R·(½ − j½·tan(nπ/4)).
    @Test func impedanceHasItsKnownValues() throws {
        var circuit = try LayerCircuit(seriesOhms: 10)
        try circuit.add(LayerArc(ohms: 100, seconds: 1e-3))
        let apex = circuit.impedance(hertz: Float(1000 / (2 * Double.pi)))
        #expect(abs(apex.realOhms - 60) < 1e-4)
        #expect(abs(apex.imaginaryOhms + 50) < 1e-4)
        var depressed = try LayerCircuit(seriesOhms: 10)
        try depressed.add(LayerArc(ohms: 100, seconds: 1e-3, exponent: 0.8))
        let lower = depressed.impedance(hertz: Float(1000 / (2 * Double.pi)))
        #expect(abs(lower.realOhms - 60) < 1e-4)
        #expect(abs(Double(lower.imaginaryOhms) + 50 * tan(0.2 * Double.pi)) < 1e-4)
        let coil = try LayerCircuit(seriesOhms: 1, inductanceHenries: 1e-6)
        #expect(abs(coil.impedance(hertz: 1e6).imaginaryOhms - 2 * Float.pi) < 1e-5)
        #expect(abs(LayerArc(ohms: 50, seconds: 1e-3).farads - 2e-5) < 1e-11)
    }

    @Test func agreesWithDoublePrecision() throws {
        let circuit = try LayerSpectra.coated()
        let reference = LayerSpectra.reference(circuit)
        var worst = 0.0
        for hertz in LayerSpectra.frequencies(200, from: 1e-3, to: 1e6) {
            let value = circuit.impedance(hertz: Float(hertz))
            let exact = reference.impedance(LayerSpectra.variables(circuit), hertz: Double(Float(hertz)))
            let size = (exact.real * exact.real + exact.imaginary * exact.imaginary).squareRoot()
            worst = max(
                worst, abs(Double(value.realOhms) - exact.real) / size,
                abs(Double(value.imaginaryOhms) - exact.imaginary) / size)
        }
        print("impedance: largest relative error \(worst)")
        // A tenth of what a thousandth of a standard error asks for at 0.2 % noise, but for rounding: 2·10⁻⁶.
        #expect(worst < 1e-6)
    }

    @Test func whatIsNoCircuitIsRefused() throws {
        for ohms in [0, -1, .nan, .infinity, Float(1e10)] {
            #expect(throws: LayerCircuitFault.ohms) { try LayerCircuit(seriesOhms: ohms) }
        }
        for henries in [-1, .nan, .infinity, Float(1e-13), 2] {
            #expect(throws: LayerCircuitFault.inductance) {
                try LayerCircuit(seriesOhms: 1, inductanceHenries: henries)
            }
        }
        var circuit = try LayerCircuit(seriesOhms: 1)
        #expect(throws: LayerCircuitFault.ohms) { try circuit.add(LayerArc(ohms: 0, seconds: 1)) }
        #expect(throws: LayerCircuitFault.seconds) { try circuit.add(LayerArc(ohms: 1, seconds: .nan)) }
        #expect(throws: LayerCircuitFault.exponent) { try circuit.add(LayerArc(ohms: 1, seconds: 1, exponent: 0.2)) }
        #expect(circuit.parameterCount == 1)
        for power in 0..<3 {
            try circuit.add(LayerArc(ohms: 1, seconds: Float(pow(10, Double(power))), exponent: 0.9))
            #expect(throws: LayerCircuitFault.seconds) {
                try circuit.add(LayerArc(ohms: 1, seconds: Float(1.4 * pow(10, Double(power)))))
            }
        }
        #expect(circuit.parameterCount == 10)
        #expect(throws: LayerCircuitFault.size) { try circuit.add(LayerArc(ohms: 1, seconds: 1e4)) }
        #expect(circuit.arc(2) == LayerArc(ohms: 1, seconds: 100, exponent: 0.9))
        #expect(circuit.arc(3) == nil)
        #expect(circuit.arc(-1) == nil)
    }
}

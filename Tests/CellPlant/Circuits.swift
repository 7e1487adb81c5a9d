import CellPlant
import Foundation

/// A circuit whose voltages by hand are easy: no open-circuit voltage, 100 Ω, 50 Ω with 2 s, 300 Ω with 40 s.
let simpleCircuit = PlantParameters(
    capacityCoulombs: 10, openCircuit: .none, seriesOhms: 100, fastOhms: 50, fastSeconds: 2, slowOhms: 300,
    slowSeconds: 40, activationEnergyElectronvolts: 0.5)

/// Constant current from rest: V(t) = E + I·(R₀ + R₁·(1 − e^(−t/τ₁)) + R₂·(1 − e^(−t/τ₂))), all R times Arrhenius.
func constantCurrentVolts(_ circuit: PlantParameters, amperes: Double, second: Double, kelvin: Double) -> Double {
    // Boltzmann's constant in eV/K from the exact SI values of k and e.
    let boltzmann = 1.380_649e-23 / 1.602_176_634e-19
    let factor = exp(circuit.activationEnergyElectronvolts / boltzmann * (1 / kelvin - 1 / 298.15))
    let fast = circuit.fastOhms * -expm1(-second / circuit.fastSeconds)
    let slow = circuit.slowOhms * -expm1(-second / circuit.slowSeconds)
    return amperes * factor * (circuit.seriesOhms + fast + slow)
}

/// The circuit with a leak as a differential equation, by the classical Runge-Kutta method in small steps.
struct ReferenceCircuit {
    var circuit: PlantParameters
    var leak: Double
    var amperes: Double
    /// Charge, fast and slow voltage.
    var state: (Double, Double, Double)

    func terminalVolts(_ state: (Double, Double, Double)) -> Double {
        let open = circuit.openCircuit.volts(stateOfCharge: state.0 / circuit.capacityCoulombs)
        return (open + state.1 + state.2 + amperes * circuit.seriesOhms) / (1 + leak * circuit.seriesOhms)
    }

    private func slope(_ state: (Double, Double, Double)) -> (Double, Double, Double) {
        let current = amperes - leak * terminalVolts(state)
        return (
            current, (current * circuit.fastOhms - state.1) / circuit.fastSeconds,
            (current * circuit.slowOhms - state.2) / circuit.slowSeconds
        )
    }

    mutating func run(seconds: Double, steps: Int) {
        let h = seconds / Double(steps)
        func moved(_ by: (Double, Double, Double), _ h: Double) -> (Double, Double, Double) {
            (state.0 + by.0 * h, state.1 + by.1 * h, state.2 + by.2 * h)
        }
        for _ in 0..<steps {
            let a = slope(state)
            let b = slope(moved(a, h / 2))
            let c = slope(moved(b, h / 2))
            let d = slope(moved(c, h))
            func mean(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double { (a + 2 * b + 2 * c + d) / 6 }
            state = moved(
                (mean(a.0, b.0, c.0, d.0), mean(a.1, b.1, c.1, d.1), mean(a.2, b.2, c.2, d.2)), h)
        }
    }
}

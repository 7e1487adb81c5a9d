import AnalogFrontEnd
import CellCore
import CellPlant
import Foundation
import HILSimulator
import Testing

/// Impedance from a step of the load on the simulated cells, and through the measuring chips.
@Suite struct LoadStepPlantTests {
    private static let interval = 1.05472

    /// The plant's own small-signal impedance before and after the step, and the points of the step between them.
    private func measure(_ name: String, stateOfCharge: Double?, from first: Double, to second: Double) throws
        -> (points: [ImpedancePoint], before: CellPlant, after: CellPlant)
    {
        let parameters = try #require(PlantParameters.named(name))
        var plant = try CellPlant(parameters, stateOfCharge: stateOfCharge)
        // Ten minutes at the first current: film and diffusion have answered to it.
        _ = try plant.step(.current(first), seconds: 600, ambientKelvin: 298.15)
        var samples: [Sample] = []
        var before = plant
        for index in 1...620 {
            let amperes = index <= 190 ? first : second
            if index == 190 { before = plant }
            let reading = try plant.step(.current(amperes), seconds: Self.interval, ambientKelvin: 298.15)
            samples.append(
                Sample(
                    timeMicroseconds: UInt64(Double(index) * Self.interval * 1e6),
                    intervalMicroseconds: UInt64(Self.interval * 1e6),
                    currentPicoamperes: Int64((amperes * 1e12).rounded()),
                    voltageNanovolts: Int64((reading.volts * 1e9).rounded()), temperatureMillikelvin: 298_150))
        }
        return (loadStepPoints(samples, voltage: .end), before, plant)
    }

    /// A step of 20 µA is not small for a film whose resistance falls with the current: what it sees is a chord, which
    /// lies between the impedances at either end. Beyond them 2 % of |Z| is allowed for the plant's own drift in 10 min.
    @Test(arguments: [
        ("alucone-tis2", 0.5, -66.4e-6, -86.4e-6), ("alucone-tis2", 0.5, 60e-6, 75e-6),
        ("symmetric", nil, 51.3e-6, 71.3e-6), ("symmetric-bare", nil, 51.3e-6, 71.3e-6),
    ])
    func `a step sees the cell's own impedance`(
        _ name: String, _ stateOfCharge: Double?, _ first: Double, _ second: Double
    ) throws {
        let result = try measure(name, stateOfCharge: stateOfCharge, from: first, to: second)
        #expect(result.points.count == 3)
        for point in result.points {
            let hertz = Double(point.frequencyMicrohertz) * 1e-6
            let one = try result.before.impedance(hertz: hertz)
            let other = try result.after.impedance(hertz: hertz)
            let margin = 0.02 * one.length + 3 * Double(point.standardErrorOhms)
            let real = min(one.real, other.real) - margin...max(one.real, other.real) + margin
            let imaginary =
                min(one.imaginary, other.imaginary) - margin...max(one.imaginary, other.imaginary) + margin
            #expect(real.contains(Double(point.realOhms)), "\(name): \(point), \(one), \(other)")
            #expect(imaginary.contains(Double(point.imaginaryOhms)), "\(name): \(point), \(one), \(other)")
        }
    }

    /// The firmware's drivers, chips of typical errors: the gains of both converters, 0.03 % each, come on top.
    @Test(arguments: 1...2)
    func `through the chips the value lies within three standard errors`(_ seed: Int) throws {
        let circuit = StepCircuit(ohms: 720, pairs: [(2_800, 33), (400, 6)], volts: 1.9)
        let bench = ChainBench(spread: .typical, seed: UInt64(seed) * 10)
        let step = 200.37 + Double(seed) * 0.29
        // The input moves every 25 ms, half as often as the converter of the voltage ends.
        for tick in 0..<Int((step + 405) / 0.025) {
            let since = (Double(tick) + 0.5) * 0.025 - step
            bench.set(amperes: since < 0 ? 0 : 86.4e-6, volts: 1.9 + 86.4e-6 * circuit.value(since))
            bench.run(seconds: 0.025)
        }
        let points = loadStepPoints(bench.samples)
        #expect(points.count == 3)
        for point in points {
            let exact = circuit.impedance(microhertz: point.frequencyMicrohertz)
            let bound = 3 * Double(point.standardErrorOhms) + 6e-4 * exact.real
            #expect(abs(Double(point.realOhms) - exact.real) < bound, "\(point) instead of \(exact)")
            #expect(abs(Double(point.imaginaryOhms) - exact.imaginary) < bound, "\(point) instead of \(exact)")
        }
    }
}

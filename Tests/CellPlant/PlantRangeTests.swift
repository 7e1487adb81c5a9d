import CellPlant
import Foundation
import TestSupport
import Testing

@Suite struct PlantRangeTests {
    typealias Change = @Sendable (inout PlantParameters, Double) -> Void

    static let parameters: [(name: String, range: ClosedRange<Double>, change: Change)] = [
        ("capacity in C", 1e-6...1e6, { $0.capacityCoulombs = $1 }),
        ("series resistance in Ω", 0...1e9, { $0.seriesOhms = $1 }),
        ("resistance of the fast branch in Ω", 0...1e9, { $0.fastOhms = $1 }),
        ("resistance of the slow branch in Ω", 0...1e9, { $0.slowOhms = $1 }),
        ("time constant of the fast branch in s", 1e-6...1e9, { $0.fastSeconds = $1 }),
        ("time constant of the slow branch in s", 1e-6...1e9, { $0.slowSeconds = $1 }),
        ("activation energy in eV", 0...2, { $0.activationEnergyElectronvolts = $1 }),
    ]

    private func error(_ body: () throws(PlantError) -> Void) -> PlantError? {
        do throws(PlantError) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    @Test func everyParameterIsChecked() {
        for (name, range, change) in Self.parameters {
            for value in [range.lowerBound.nextDown, range.upperBound.nextUp, -.infinity, .infinity] {
                var circuit = simpleCircuit
                change(&circuit, value)
                let found = error { () throws(PlantError) in _ = try CellPlant(circuit, stateOfCharge: 0.5) }
                #expect(found == .outOfRange(name: name, value: value, range: range))
                #expect(found?.description.hasPrefix("\(name) is \(value), outside") == true)
            }
            var circuit = simpleCircuit
            change(&circuit, .nan)
            #expect(
                error { () throws(PlantError) in _ = try CellPlant(circuit, stateOfCharge: 0.5) }
                    == .notANumber(name: name))
            for value in [range.lowerBound, range.upperBound] {
                var circuit = simpleCircuit
                change(&circuit, value)
                #expect(error { () throws(PlantError) in _ = try CellPlant(circuit, stateOfCharge: 0.5) } == nil)
            }
        }
        for value in [-0.01, 1.01, .nan] {
            #expect(
                error { () throws(PlantError) in _ = try CellPlant(simpleCircuit, stateOfCharge: value) } != nil)
        }
    }

    @Test func aRefusedStepChangesNothing() throws {
        var plant = try CellPlant(simpleCircuit, stateOfCharge: 0.5)
        _ = try plant.step(.current(1e-3), seconds: 5, ambientKelvin: 298.15)
        let before = plant
        let steps: [(Drive, Double, Double, Double)] = [
            (.current(1.1), 1, 298.15, 0), (.current(.nan), 1, 298.15, 0), (.rest, 0, 298.15, 0),
            (.rest, -1, 298.15, 0), (.rest, 3601, 298.15, 0), (.rest, .nan, 298.15, 0), (.rest, 1, 233, 0),
            (.rest, 1, 359, 0), (.rest, 1, .nan, 0), (.rest, 1, 298.15, -1e-9), (.rest, 1, 298.15, .infinity),
            (.rest, 1, 298.15, .nan),
        ]
        for (drive, seconds, kelvin, leak) in steps {
            var changed = before
            changed.leakSiemens = leak
            #expect(
                error { () throws(PlantError) in
                    _ = try changed.step(drive, seconds: seconds, ambientKelvin: kelvin)
                } != nil, "\(drive) \(seconds) \(kelvin) \(leak)")
            changed.leakSiemens = 0
            var reference = before
            let one = try changed.step(.rest, seconds: 1, ambientKelvin: 298.15)
            #expect(try one == reference.step(.rest, seconds: 1, ambientKelvin: 298.15))
        }
    }

    /// Any circuit that is accepted, under any drive that is accepted, gives numbers.
    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func neverNotANumber(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed, purpose: "plant at the ends of its ranges")
        func pick(_ range: ClosedRange<Double>) -> Double {
            switch Int.random(in: 0...3, using: &random) {
            case 0: range.lowerBound
            case 1: range.upperBound
            default:
                random.logUniform(max(range.lowerBound, 1e-9), range.upperBound, log: { log($0) }, exp: { exp($0) })
                    .clamped(to: range)
            }
        }
        for _ in 0..<60 {
            var circuit = Bool.random(using: &random) ? PlantParameters.aluconeTiS2 : .symmetric
            for parameter in Self.parameters { parameter.change(&circuit, pick(parameter.range)) }
            var plant = try CellPlant(circuit, stateOfCharge: pick(0...1))
            for _ in 0..<40 {
                plant.leakSiemens = Bool.random(using: &random) ? 0 : pick(0...1000)
                let sign = Bool.random(using: &random) ? 1.0 : -1
                let seconds = plant.leakSiemens > 0 ? pick(1e-6...30) : pick(1e-6...3600)
                let reading = try plant.step(
                    .current(sign * pick(0...1)), seconds: seconds, ambientKelvin: pick(233.15...358.15))
                #expect(reading.volts.isFinite && reading.stateOfCharge.isFinite, "\(circuit) \(plant.leakSiemens)")
            }
        }
    }

    @Test func openCircuitVoltage() {
        let curve = OpenCircuitVoltage.sodiumTitaniumDisulfide
        var last = -Double.infinity
        for step in 0...1000 {
            let volts = curve.volts(stateOfCharge: Double(step) / 1000)
            #expect(volts > last)
            last = volts
        }
        // Na | TiS₂ against sodium lies between 1 and 3 V (Zhang et al. 2020, Fig. 4: plateaus near 2.1 and 1.8 V).
        #expect(curve.volts(stateOfCharge: 0) > 1 && last < 3)
        #expect(curve.volts(stateOfCharge: -5).isFinite && curve.volts(stateOfCharge: 5).isFinite)
        #expect(OpenCircuitVoltage.none.volts(stateOfCharge: 0.3) == 0)
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}

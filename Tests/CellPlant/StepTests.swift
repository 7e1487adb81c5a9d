import CellPlant
import TestSupport
import Testing

@Suite struct StepTests {
    /// The same hours on grids of 1, 7 and 60 s end in the same voltage.
    @Test(arguments: ["alucone-tis2", "symmetric", "symmetric-bare"])
    func theGridDoesNotMatter(name: String) throws {
        var ends: [Double] = []
        for seconds in [1.0, 7, 60] {
            var plant = try makePlant(name, stateOfCharge: name.hasSuffix("tis2") ? 0.6 : nil)
            var last = 0.0
            for _ in 0..<Int(4200 * 3 / seconds) {
                last = try plant.step(.current(-71.3e-6), seconds: seconds, ambientKelvin: room).volts
            }
            ends.append(last)
        }
        #expect(abs(ends[1] - ends[0]) < 1e-4 && abs(ends[2] - ends[0]) < 1e-4, "\(ends)")
    }

    /// A short is the same by the hour and by the second: state of charge, voltage and temperature.
    @Test(arguments: [100_000.0, 3_000, 8])
    func aShortByTheHourIsTheShortByTheSecond(ohms: Double) throws {
        var fine = try makePlant("alucone-tis2", stateOfCharge: 0.8)
        var coarse = fine
        fine.leakSiemens = 1 / ohms
        coarse.leakSiemens = 1 / ohms
        for _ in 0..<6 {
            var reading = try coarse.step(.rest, seconds: 3600, ambientKelvin: room)
            let hour = reading
            for _ in 0..<3600 { reading = try fine.step(.rest, seconds: 1, ambientKelvin: room) }
            // The current inside an hour may move by 2 % between two steps: 1 % of what has flowed.
            let way = max(0.8 - reading.stateOfCharge, 1e-3)
            #expect(abs(hour.stateOfCharge - reading.stateOfCharge) < 0.01 * way)
            #expect(hour.event == nil && hour.seconds == 3600)
        }
    }

    /// A held voltage is held, and its current is the one that gives that voltage.
    @Test func aHeldVoltageIsHeld() throws {
        var plant = try makePlant("alucone-tis2", stateOfCharge: 0.5)
        for volts in [2.3, 2.0, 2.5, 1.4] {
            for _ in 0..<100 {
                let reading = try plant.step(.voltage(volts), seconds: 1, ambientKelvin: room)
                #expect(abs(reading.volts - volts) < 1e-6)
                #expect(reading.meanAmperes.isFinite)
            }
        }
    }

    /// A charge ends at the cut-off itself, within the step, and says so; the next step ends at once.
    @Test func aCurrentThatCannotBeCarriedEndsTheStep() throws {
        var plant = try makePlant("alucone-tis2", stateOfCharge: 0.95)
        plant.window = 1.0...2.8
        var reading = try plant.step(.current(86.4e-6), seconds: 600, ambientKelvin: room)
        var count = 0
        while reading.event == nil && count < 200 {
            #expect(reading.seconds == 600)
            reading = try plant.step(.current(86.4e-6), seconds: 600, ambientKelvin: room)
            count += 1
        }
        #expect(reading.event == .upperCutOff)
        #expect(reading.seconds < 600)
        #expect(abs(reading.volts - 2.8) < 1e-5)
        let again = try plant.step(.current(1), seconds: 10, ambientKelvin: room)
        #expect(again.event == .upperCutOff && again.seconds == 0 && again.volts == 2.8 && again.meanAmperes == 0)
        let down = try plant.step(.current(-1), seconds: 10, ambientKelvin: room)
        #expect(down.event == .lowerCutOff && down.seconds == 0 && down.volts == 1.0)
    }

    /// Drives far beyond reason: every number that comes out is a number.
    @Test(arguments: PlantParameters.names)
    func nothingThatIsNotANumberComesOut(name: String) throws {
        let seed: UInt64 = 77
        var random = SeededGenerator(seed: seed, purpose: "drives beyond reason, \(name)")
        var plant = try makePlant(name, stateOfCharge: Double.random(in: 0...1, using: &random), seed: 4)
        for _ in 0..<300 {
            plant.leakSiemens = [0, 0, 0, 1e-6, 0.125, 1_000].randomElement(using: &random) ?? 0
            let size = Double.random(in: -9...0, using: &random)
            let amperes = (Bool.random(using: &random) ? 1.0 : -1) * power10(size)
            let drive: Drive =
                switch Int.random(in: 0..<3, using: &random) {
                case 0: .current(amperes)
                case 1: .voltage(Double.random(in: -10...10, using: &random))
                default: .rest
                }
            let reading = try plant.step(
                drive, seconds: power10(Double.random(in: -6...1.9, using: &random)),
                ambientKelvin: Double.random(in: 233.15...358.15, using: &random))
            try #require(
                reading.volts.isFinite && reading.meanAmperes.isFinite && reading.kelvin.isFinite
                    && reading.stateOfCharge.isFinite, "\(drive): \(reading)")
            let impedance = try plant.impedance(hertz: 1)
            try #require(impedance.real.isFinite && impedance.imaginary.isFinite)
        }
    }

    private func power10(_ exponent: Double) -> Double {
        var result = 1.0
        for _ in 0..<Int(abs(exponent)) { result *= exponent < 0 ? 0.1 : 10 }
        let rest = abs(exponent) - Double(Int(abs(exponent)))
        return result * (exponent < 0 ? 1 - 0.9 * rest : 1 + 9 * rest)
    }
}

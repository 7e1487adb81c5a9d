import CellPlant
import ComplexModule
import Foundation
import Testing

/// The spectrum and the time domain are one model.
@Suite struct ImpedanceTests {
    /// Injects a sine of 0.2 µA and takes the fundamental of the last period.
    /// An interphase grows meanwhile, so the plant of the end comes back too.
    private func measured(_ start: CellPlant, hertz: Double) throws -> (ohms: ComplexOhms, end: CellPlant) {
        var plant = start
        let count = 1_000
        let periods = 4
        var real = 0.0
        var imaginary = 0.0
        let step = 1 / (hertz * Double(count))
        var drift = (first: 0.0, last: 0.0)
        var volts: [Double] = []
        for index in 0..<(count * periods) {
            let phase = 2 * Double.pi * (Double(index) + 0.5) / Double(count)
            let reading = try plant.step(.current(0.2e-6 * sin(phase)), seconds: step, ambientKelvin: room)
            if index == count * (periods - 1) - 1 { drift.first = reading.volts }
            if index >= count * (periods - 1) { volts.append(reading.volts) }
        }
        drift.last = volts[count - 1]
        for (index, value) in volts.enumerated() {
            // A linear drift over the period is no part of the sine.
            let level = value - (drift.last - drift.first) * Double(index + 1) / Double(count)
            let phase = 2 * Double.pi * (Double(index) + 0.75) / Double(count)
            real += level * sin(phase) * 2 / Double(count)
            imaginary += level * cos(phase) * 2 / Double(count)
        }
        return (ComplexOhms(real / 0.2e-6, imaginary / 0.2e-6), plant)
    }

    private func prepared(_ name: String) throws -> CellPlant {
        var plant = try makePlant(name, stateOfCharge: name.hasSuffix("tis2") ? 0.5 : nil)
        if name == "symmetric" {
            for index in 0..<4_000 {
                let sign = index / 60 % 2 == 0 ? 1.0 : -1
                _ = try plant.step(.current(sign * 71.3e-6), seconds: 60, ambientKelvin: room)
            }
        }
        for _ in 0..<1_000 { _ = try plant.step(.rest, seconds: 60, ambientKelvin: room) }
        return plant
    }

    /// Sines from 1 mHz to 100 Hz, within 0.5 % of |Z|; prints the error, which is that of the constant-phase element.
    @Test(arguments: ["symmetric", "symmetric-50c", "symmetric-bare", "alucone-tis2"])
    func sinesGiveTheSpectrum(name: String) throws {
        let plant = try prepared(name)
        var worst = 0.0
        for hertz in [1e-3, 5e-3, 2e-2, 0.1, 1, 10, 40, 100] {
            let (ohms, end) = try measured(plant, hertz: hertz)
            let expected = try end.impedance(hertz: hertz)
            let error = (ohms - expected).length / expected.length
            worst = max(worst, error)
            #expect(error < 0.005, "\(name) at \(hertz) Hz: \(error)")
        }
        print("\(name): largest deviation \(worst * 100) %")
    }

    /// Multisine: three frequencies at once, 20, 100 and 500 mHz.
    @Test func aMultisineGivesTheSpectrum() throws {
        var plant = try prepared("symmetric")
        let tones = [1.0, 5, 25]
        let count = 20_000
        let step = 50.0 / Double(count)
        var sums = tones.map { _ in ComplexOhms(0, 0) }
        let start = plant
        for index in 0..<(count * 8) {
            let turn = Double(index) / Double(count)
            let amperes = tones.reduce(0) { $0 + 0.1e-6 * sin(2 * .pi * $1 * (turn + 0.5 / Double(count))) }
            let volts = try plant.step(.current(amperes), seconds: step, ambientKelvin: room).volts
            guard index >= count * 7 else { continue }
            for (number, tone) in tones.enumerated() {
                let phase = 2 * Double.pi * tone * (turn + 0.75 / Double(count))
                let scale = volts * 2 / Double(count) / 0.1e-6
                sums[number] = sums[number] + ComplexOhms(scale * sin(phase), scale * cos(phase))
            }
        }
        for (number, tone) in tones.enumerated() {
            let expected = try start.impedance(hertz: tone / 50)
            let error = (sums[number] - expected).length / expected.length
            #expect(error < 0.005, "\(tone / 50) Hz: \(error)")
        }
    }

    /// A short is a real, frequency-flat admittance. Source: circuit theory.
    @Test func aShortAddsItsConductanceAtEveryFrequency() throws {
        var plant = try makePlant("symmetric")
        for hertz in [1e-3, 1, 1e3, 1e6] {
            plant.leakSiemens = 0
            let healthy = ComplexOhms(1, 0) / (try plant.impedance(hertz: hertz))
            plant.leakSiemens = 1e-3
            let difference = ComplexOhms(1, 0) / (try plant.impedance(hertz: hertz)) - healthy
            #expect(abs(difference.real - 1e-3) < 1e-12 && abs(difference.imaginary) < 1e-12)
        }
    }

    /// The paper's totals at 1 Hz: 620 Ω bare, 720 Ω coated. Source: the paper, Fig. S5 as quoted in the text (F1).
    @Test(arguments: [("symmetric-bare", 620.0), ("symmetric-50c", 720), ("symmetric", 720)])
    func theTotalsAreThoseOfThePaper(name: String, ohms: Double) throws {
        let plant = try makePlant(name)
        #expect(abs(try plant.impedance(hertz: 1).real - ohms) < 0.05 * ohms)
    }
}

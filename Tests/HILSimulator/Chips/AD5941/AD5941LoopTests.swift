import CellPlant
import Foundation
import HILSimulator
import Testing

/// The loop in the time domain against closed forms of RC circuits.
@Suite struct AD5941LoopTests {
    private let series = 499 + 2.1
    private let farads = 110e-6

    /// Excitation by LPDAC0 through the excitation amplifier's DC buffer, 12 bits on VBIAS0, 6 bits on VZERO0.
    private func prepare(_ master: SPIMaster, code: UInt32, rtia: UInt32 = 1) {
        master.write(0x2128, 1)
        // 6 bits of 26 are 1.09375 V.
        master.write(0x2120, 26 << 12 | code)
        master.write(0x20F0, rtia)
        master.write(0x200C, 1 << 16)
        master.write(0x2150, 1 << 4)
        master.write(0x2158, 1 << 10)
        master.write(0x2154, 1)
        master.write(0x215C, 1 | 1 << 8)
        master.write(0x2000, 1 << 7 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 21)
        master.write(0x0000, 3)
        master.write(0x0004, 1)
    }

    private func volts(_ code: UInt32) -> Double { 0.2 + Double(code) * 2.2 / 4_095 - (0.2 + 26 * 34.375e-3) }

    @Test func `closing the switch onto a cell charges the capacitors through it, and opening it keeps them`() {
        let cell = TestNetwork(openVolts: 2.0, seriesOhms: 200)
        let model = AD5941Model(cell: cell)
        let master = SPIMaster(model)
        prepare(master, code: 1_664)
        #expect(model.loopAmperes == 0)
        master.write(0x0018, 1)
        let start = master.nanoseconds
        let tau = (series + 200) * farads
        let drive = volts(1_664)
        master.wait(nanoseconds: 50_000_000 - (master.nanoseconds - start))
        let expected = (drive - 2) / (series + 200) * exp(-0.05 / tau)
        #expect(abs(model.loopAmperes / expected - 1) < 1e-3)
        master.wait(seconds: 2)
        #expect(abs(model.loopAmperes) < 1e-6)
        // The cell loses what the capacitors take: 110 µF of 2 V, and a little insulation current.
        #expect(abs(model.coupledCoulombs / ((drive - 2) * farads) - 1) < 0.01)
        #expect(abs(cell.coulombs - model.coupledCoulombs) < 1e-12)
        master.write(0x001C, 1)
        let held = model.couplingVolts
        master.wait(seconds: 30)
        #expect(model.loopAmperes == 0)
        #expect(abs(model.couplingVolts / (held * exp(-30 / 300.0)) - 1) < 1e-3)
    }

    /// A step of 100 codes by a sequence: the current through R + R∥C with C1, C2 is a sum of two exponentials.
    @Test(arguments: [1_000_000, 500_000] as [UInt64])
    func `LPDAC steps through the loop follow the closed form`(_ step: UInt64) {
        let cell = TestNetwork(seriesOhms: 150, parallelOhms: 300, parallelFarads: 400e-6)
        let model = AD5941Model(cell: cell)
        model.longestStepNanoseconds = step
        let master = SPIMaster(model)
        prepare(master, code: 1_664)
        master.write(0x0018, 1)
        master.wait(seconds: 3)
        let base = model.loopAmperes
        let before = volts(1_664)
        master.load([0xC800_0000 | 26 << 12 | 1_764])
        master.write(0x2004, 1)
        master.write(0x0430, 1)
        let start = master.nanoseconds
        let height = volts(1_764) - before
        var worst = 0.0
        for milliseconds in 1...300 {
            let target = start + UInt64(milliseconds) * 1_000_000
            master.wait(nanoseconds: target - master.nanoseconds)
            let truth = height * Self.current(seconds: Double(milliseconds) * 1e-3, series + 150, farads, 300, 400e-6)
            worst = max(worst, abs(model.loopAmperes - base - truth))
        }
        // Of the first current, 83 µA; half the step leaves less than the whole.
        #expect(worst < (step == 1_000_000 ? 4e-3 : 2e-3) * height / (series + 150))
    }

    /// Current of a step of 1 V into R, C in series with r ∥ c: roots of the characteristic polynomial.
    static func current(seconds: Double, _ R: Double, _ C: Double, _ r: Double, _ c: Double) -> Double {
        // I(s) = C(1 + s·rc)/(1 + s(RC + rc + rC) + s²·RC·rc).
        let a = R * C * r * c
        let b = R * C + r * c + r * C
        let root = (b * b - 4 * a).squareRoot()
        let (p, q) = ((-b + root) / (2 * a), (-b - root) / (2 * a))
        func residue(_ x: Double, _ other: Double) -> Double { C * (1 + x * r * c) / (a * (x - other)) }
        return residue(p, q) * exp(p * seconds) + residue(q, p) * exp(q * seconds)
    }

    /// A sine of 1 Hz in 64 steps a period by sequence and wait commands; voltage and current from the FIFO in two passes.
    @Test func `a stepped sine of 1 Hz gives the impedance of the cell`() {
        let cell = TestNetwork(openVolts: 1.9, seriesOhms: 150, parallelOhms: 300, parallelFarads: 400e-6)
        let model = AD5941Model(cell: cell)
        let master = SPIMaster(model)
        prepare(master, code: 1_664)
        master.write(0x0018, 1)
        master.wait(seconds: 3)
        var commands: [UInt32] = []
        for index in 0..<64 {
            let code = UInt32((1_664 + 150 * sin(2 * Double.pi * Double(index) / 64)).rounded())
            commands.append(0xC800_0000 | 26 << 12 | code)
            commands.append(250_000 - 1)
        }
        master.write(0x21D8, 0x4C9)
        master.load(commands)
        // Sinc3 of 5, sinc2 of 1333, no notch: 120 SPS.
        master.write(0x2044, 0x0B11)
        master.write(0x2004, 1)
        func pass(_ mux: UInt32) -> (Double, Double) {
            master.write(0x21A8, mux)
            // A period to settle, another to measure.
            master.write(0x0430, 1)
            master.wait(seconds: 1)
            master.write(0x2008, 3 << 13 | 0x800)
            master.write(0x0430, 1)
            let blocks: UInt32 = 1 << 7 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 21 | 1 << 16
            master.write(0x2000, blocks | 1 << 8)
            master.wait(seconds: 1)
            master.write(0x0430, 1)
            master.wait(seconds: 0.1)
            let count = 120
            var sums = (0.0, 0.0)
            for index in 0..<count {
                let code = Double(master.read(0x206C) & 0xFFFF) - 32_768
                let angle = 2 * Double.pi * Double(index) * 5 * 1_333 / 800e3
                sums = (sums.0 + code * cos(angle), sums.1 - code * sin(angle))
            }
            master.write(0x2000, blocks)
            master.write(0x2008, 0)
            master.wait(seconds: 1)
            return sums
        }
        let amperes = pass(1 << 8 | 1)
        let volts = pass(7 << 8 | 6)
        // Z = −V/I · 1 kΩ.
        let n = amperes.0 * amperes.0 + amperes.1 * amperes.1
        let real = -1_000 * (volts.0 * amperes.0 + volts.1 * amperes.1) / n
        let imaginary = -1_000 * (volts.1 * amperes.0 - volts.0 * amperes.1) / n
        let truth = cell.impedance(hertz: 1)
        #expect(abs(real / truth.real - 1) < 0.02)
        #expect(abs(imaginary - truth.imaginary) < 0.02 * truth.real)
        #expect(model.complaints.isEmpty)
    }

    /// The closed form's steady state: |Z| of R, C and the cell in series at 2 Hz.
    @Test func `a slow sine of the generator goes through the loop in time`() {
        let cell = TestNetwork(openVolts: 2, seriesOhms: 200)
        let model = AD5941Model(cell: cell)
        let master = SPIMaster(model)
        prepare(master, code: 1_664)
        master.write(0x2010, 7 << 1)
        master.write(0x2014, 2 << 1)
        master.write(0x2030, UInt32((2 * 0x1p30 / 16e6).rounded()))
        master.write(0x203C, 100)
        master.write(0x2000, 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 14 | 1 << 20)
        master.write(0x0018, 1)
        master.wait(seconds: 10)
        // The insulation's 0.7 µA at 2 V lies under the sine.
        var range = (0.0, 0.0)
        for _ in 0..<500 {
            master.wait(nanoseconds: 1_000_000)
            range = (min(range.0, model.loopAmperes), max(range.1, model.loopAmperes))
        }
        let omega = 2 * Double.pi * model.generatorHertz
        let reactance = 1 / (omega * farads)
        let ohms = ((series + 200) * (series + 200) + reactance * reactance).squareRoot()
        #expect(abs((range.1 - range.0) / 2 / (100 * 0.607 / 1_536 / ohms) - 1) < 0.002)
        #expect(abs((range.1 + range.0) / 2 / (-2 / 300.0 * farads) - 1) < 0.05)
    }

    @Test func `a plant in the loop moves on in time once, and with its load`() throws {
        let plant = try CellPlant(.aluconeTiS2, stateOfCharge: 0.8)
        var probe = plant
        let rest = try probe.step(.rest, seconds: 1, ambientKelvin: 298.15).volts
        let cell = PlantExcitation(plant, volts: rest)
        let model = AD5941Model(cell: cell)
        let master = SPIMaster(model)
        prepare(master, code: 1_664)
        cell.advance(to: master.nanoseconds)
        master.write(0x0018, 1)
        master.wait(seconds: 5)
        model.synchronize(to: master.nanoseconds)
        #expect(cell.nanoseconds > 4_999_000_000 && cell.nanoseconds <= master.nanoseconds)
        cell.advance(to: master.nanoseconds)
        #expect(cell.nanoseconds == master.nanoseconds)
        // About 0.2 mC at 2 V.
        #expect(model.coupledCoulombs < -1.5e-4 && model.coupledCoulombs > -3e-4)
        #expect(abs(model.loopAmperes) < 1e-5)
    }
}

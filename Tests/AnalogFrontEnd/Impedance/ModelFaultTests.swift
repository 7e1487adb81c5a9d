import AnalogFrontEnd
import CellCore
import Foundation
import HILSimulator
import Testing

/// What a spectrum may not do to the cell, and what may happen to it.
@Suite struct ModelFaultTests {
    private func bench(_ ohms: Double = 200, plan: SpectrumPlan = .brief) -> (ImpedanceBench, TestNetwork) {
        let cell = TestNetwork(openVolts: 2.1, seriesOhms: ohms)
        return (ImpedanceBench(AD5941Model(cell: cell, spread: .typical, seed: 3), plan: plan), cell)
    }

    /// With the switch open nothing goes through the cell; a spectrum's charge is that of the coupling capacitors.
    @Test func `charge`() {
        let (bench, cell) = bench()
        bench.run(seconds: 30)
        #expect(bench.health == .measuring)
        #expect(cell.coulombs == 0)
        _ = bench.spectrum()
        bench.chip.synchronize(to: bench.clock.nanoseconds)
        let charge = cell.coulombs
        // 110 µF at 2.1 V.
        #expect(abs(charge) < 2.6e-4, "\(charge) C")
        bench.run(seconds: 30)
        bench.chip.synchronize(to: bench.clock.nanoseconds)
        #expect(cell.coulombs == charge)
    }

    /// The cell's own voltage jumps by 0.2 V and back during a spectrum: points may be missing, wrong ones may not come.
    @Test func `a cell that is disturbed`() {
        let (bench, cell) = bench(plan: .standard)
        bench.run(seconds: 1) { $0.health == .measuring }
        #expect(bench.startSpectrum())
        var isUp = false
        var next = bench.seconds + 0.7
        bench.run(seconds: 150) {
            if $0.seconds > next {
                isUp.toggle()
                cell.openVolts = isUp ? 2.3 : 2.1
                next += 1.9
            }
            return !$0.isBusy
        }
        bench.run(seconds: 0.1)
        #expect(!bench.isExciting && !bench.chip.isCoupled && bench.health == .measuring)
        for point in bench.points {
            let error = hypot(Double(point.realOhms) - 200, Double(point.imaginaryOhms)) / 200
            #expect(error < max(0.05, 6 * Double(point.standardErrorOhms) / 200), "\(point.hertz) Hz: \(error)")
        }
    }

    /// No cell: no current, and so no point.
    @Test func `an open circuit gives no point`() {
        let bench = ImpedanceBench(AD5941Model(cell: nil, spread: .typical, seed: 2), plan: .brief)
        #expect(bench.spectrum().isEmpty)
        #expect(bench.health == .measuring && bench.spectrumCount == 1)
    }

    /// Another calibration resistor than told shows in the result, and none at all in the self-test.
    @Test func `a missing calibration resistor`() {
        let (bench, _) = bench()
        bench.chip.network.calibrationOhms = 1e9
        #expect(bench.spectrum().isEmpty)
        #expect(bench.chip.isCoupled == false && bench.coupledSeconds == 0)
        guard case .faulty(.openInput) = bench.health else { return #expect(bench.health == .measuring) }
    }

    /// Power is taken away at any time: told within 2 s, and the switch is open.
    @Test func `power lost`() {
        for milliseconds in stride(from: 100, through: 11_000, by: 1_090) {
            let (bench, _) = bench()
            bench.run(seconds: 1) { $0.health == .measuring }
            #expect(bench.startSpectrum())
            bench.run(seconds: Double(milliseconds) * 1e-3)
            bench.chip.setPower(false, at: bench.clock.nanoseconds)
            bench.run(seconds: 2) { $0.health != .measuring }
            #expect(bench.health != .measuring && !bench.isBusy, "\(milliseconds) ms")
            bench.run(seconds: 2)
            #expect(!bench.isExciting)
            bench.chip.setPower(true, at: bench.clock.nanoseconds)
            bench.run(seconds: 1)
            #expect(bench.health == .measuring && !bench.chip.isCoupled, "\(milliseconds) ms")
        }
    }

    /// A brown-out that nobody sees but in the registers: the pass ends late or with other samples, never with a point.
    @Test func `a register that changes during a run`() {
        for register: UInt16 in [0x2000, 0x2004, 0x215C, 0x20F0, 0x21A8] {
            let (bench, _) = bench()
            bench.run(seconds: 1) { $0.health == .measuring }
            #expect(bench.startSpectrum())
            bench.run(seconds: 3)
            bench.chip.corrupt(register: register, with: 0)
            bench.run(seconds: 30) { !$0.isBusy }
            bench.run(seconds: 1)
            #expect(!bench.isExciting && !bench.chip.isCoupled, "\(register)")
        }
    }

    /// One bit in ten thousand arrives wrong: no trap, and the switch opens in the end.
    @Test func `damaged bits`() {
        for seed: UInt64 in 1...4 {
            let (bench, _) = bench()
            bench.run(seconds: 1) { $0.health == .measuring }
            #expect(bench.startSpectrum())
            bench.faults.damagedBits = 1e-4
            bench.run(seconds: 20 + Double(seed)) { !$0.isBusy }
            bench.faults.damagedBits = 0
            bench.run(seconds: 15)
            #expect(!bench.isExciting && !bench.chip.isCoupled && bench.health == .measuring, "\(seed)")
        }
    }

    /// Polls every 2 ms are enough; when they stop for 2 s, the FIFO overflows and the multisine's points are left out.
    @Test func `slow polls`() {
        let (bench, _) = bench()
        bench.pollMicroseconds = 2_000
        let points = bench.spectrum()
        #expect(points.count == 3)
        let (other, _) = self.bench(plan: .standard)
        other.run(seconds: 1) { $0.health == .measuring }
        #expect(other.startSpectrum())
        other.run(seconds: 30)
        other.clock.nanoseconds += 2_000_000_000
        other.run(seconds: 100) { !$0.isBusy }
        other.run(seconds: 0.1)
        #expect(other.points.count == 12)
        #expect(other.points.allSatisfy { $0.method == .sine })
    }

    @Test func `abort`() {
        for milliseconds in stride(from: 50, through: 12_000, by: 995) {
            let (bench, _) = bench()
            bench.run(seconds: 1) { $0.health == .measuring }
            #expect(bench.startSpectrum())
            bench.run(seconds: Double(milliseconds) * 1e-3)
            bench.abortSpectrum()
            bench.run(seconds: 0.02)
            #expect(!bench.isBusy && !bench.isExciting && !bench.chip.isCoupled, "\(milliseconds) ms")
        }
    }
}

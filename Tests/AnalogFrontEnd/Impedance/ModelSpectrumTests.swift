import AnalogFrontEnd
import CellCore
import Foundation
import HILSimulator
import Testing

/// Whole spectra of known networks at the model of the chip.
@Suite struct ModelSpectrumTests {
    @Test(arguments: [
        (80.0, 0.0, 0.0), (1_000, 0, 0), (20_000, 0, 0), (100, 1_000, 1e-6), (5, 0, 0), (60, 200, 0.001),
    ])
    func `networks without errors of the chip`(_ series: Double, _ parallel: Double, _ farads: Double) {
        let cell = TestNetwork(openVolts: 2.1, seriesOhms: series, parallelOhms: parallel, parallelFarads: farads)
        let chip = AD5941Model(cell: cell)
        let bench = ImpedanceBench(chip)
        let points = bench.spectrum()
        print("--- \(series) + \(parallel) ‖ \(farads): \(points.count) points, \(bench.health), coupled \(bench.coupledSeconds) s, \(bench.seconds) s, \(chip.complaints)")
        for point in points {
            let found = point.errors(cell.impedance(hertz: point.hertz))
            print(String(format: "%12.3f Hz %10.3f %10.3f  ±%8.3f  %8.4f %% %8.4f°", point.hertz, point.realOhms, point.imaginaryOhms, point.standardErrorOhms, found.magnitude * 100, found.degrees))
            #expect(abs(found.magnitude) < 0.01 && abs(found.degrees) < 1, "\(point.hertz) Hz")
        }
        #expect(points.count == 19)
        #expect(!bench.hasHiddenExcitation)
    }
}

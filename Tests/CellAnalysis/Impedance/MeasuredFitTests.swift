import CellAnalysis
import CellData
import TestSupport
import Testing

@Suite struct MeasuredFitTests {
    /// impedance.py stops at 1.943e-5 from its documented start; the lowest minimum known is 1.4032e-5.
    @Test(.enabled(if: Records.has("impedance_py_example.csv")))
    func theLowestMinimumOfTheExample() throws {
        let path = try #require(Records.path("impedance_py_example.csv"))
        let spectrum = try SpectrumReader.read(path: path).capacitivePart
        #expect(spectrum.points.count == 57)
        let result = try CircuitFit(Circuit("R0-p(R1,C1)-p(R2-Wo1,C2)")).run(spectrum)
        #expect(result.squaredResidualOhms2 <= 1.404e-5)
        #expect(result.isConverged && result.weightedSquaredResidual == result.squaredResidualOhms2)
    }

    /// A sulfide solid-state cell over nine decades, with four arcs.
    @Test(.enabled(if: Records.has("solid_state_ncm_lpscl_inli_peis.bdf.csv")))
    func fourArcsOfASolidStateCell() throws {
        let path = try #require(Records.path("solid_state_ncm_lpscl_inli_peis.bdf.csv"))
        let circuit = try Circuit("R0-p(R1,CPE1)-p(R2,CPE2)-p(R3,CPE3)-p(R4,CPE4)")
        let result = try CircuitFit(circuit, weighting: .proportional).run(try SpectrumReader.read(path: path))
        #expect(result.pointCount == 89 && result.isConverged)
        #expect(try #require(result.relativeResidualRMS) <= 0.012)
    }
}

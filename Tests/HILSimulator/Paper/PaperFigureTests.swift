import Foundation
import HILSimulator
import Testing

/// The figures' data, and what gnuplot is told.
struct PaperFigureTests {
    static let names: Set<String> = [
        "s4-arrhenius", "s5a-nyquist-bare", "s5b-nyquist-50-cycles", "s5c-nyquist-150-cycles",
        "s5d-nyquist-300-cycles", "fig2a-50-cycles", "fig2b-150-cycles", "fig2c-300-cycles", "fig3d-sputter-cycled",
        "fig4-sodiation", "fig5a-voltammetry", "fig5b-charge-discharge", "fig5c-cycling", "lifetimes",
        "s2-sputter-pristine", "s6-electrolytes",
    ]

    @Test func allAreThereWithDataAndUnits() throws {
        let figures = try SharedPaperRun.get().figures
        #expect(Set(figures.map(\.name)) == Self.names && figures.count == Self.names.count)
        for figure in figures {
            let data = try FigureData(figure)
            #expect(data.columns.count >= 3 && data.columns[0] == "curve", "\(figure.name)")
            #expect(data.curves.values.reduce(0) { $0 + $1.count } > 10, "\(figure.name)")
            for rows in data.curves.values {
                #expect(rows.allSatisfy { $0[0].isFinite && $0.dropFirst().contains(where: \.isFinite) })
            }
            for axis in [figure.x, figure.y] + (figure.right.map { [$0] } ?? []) {
                let isPure = ["cycle", "sodium_content", "log10_siemens_kelvin_per_centimetre"].contains(axis.key)
                #expect(axis.unit.isEmpty == isPure, "\(figure.name): \(axis.label)")
                #expect(data.columns.contains(axis.key))
            }
        }
    }

    @Test func theScriptDrawsBoth() throws {
        let figure = try #require(SharedPaperRun.get().figures.first)
        let script = figure.script(base: "/tmp/it's here")
        #expect(
            script.contains("set output '/tmp/it''s here.svg'") && script.contains("set output '/tmp/it''s here.png'"))
        #expect(script == figure.script(base: "/tmp/it's here"))
    }

    @Test(arguments: ["Na3SbS4", "Na3PS4"])
    func conductivitiesAreThoseOfAnIndependentProgram(electrolyte: String) throws {
        let data = try FigureData.named("s4-arrhenius")
        let curve = try #require(data.curves.first { $0.key.hasPrefix(electrolyte) })
        let expected = try #require(PaperSource.conductivities[electrolyte])
        #expect(curve.value.count == 6)
        for (point, expected) in zip(curve.value, expected) {
            let conductivity = pow(10, point[1]) * point[0] / 1000 * 1000
            #expect((conductivity / expected - 1).magnitude < 0.03, "\(1000 / point[0] - 273.15) °C")
        }
    }

    @Test func theSpectraGrowAsInAnIndependentProgram() throws {
        let data = try FigureData.named("s5a-nyquist-bare")
        for (index, expected) in PaperSource.bareSpectra.enumerated() {
            let spectrum = try data.rows("\(index * 4) h")
            let last = try #require(spectrum.last)
            #expect(spectrum.first?[2] == 7e6 && last[2] == 1)
            #expect((last[0] / expected - 1).magnitude < 0.01, "\(index * 4) h: \(last[0]) Ω")
        }
    }

    /// A film of 50 nm under a beam of 0.15 nm/s is an error function of 5 nm about 333 s.
    @Test func thePristineFilmIsAnErrorFunction() throws {
        let data = try FigureData.named("s2-sputter-pristine")
        for point in try data.rows("AlO−") {
            let expected = 0.5 * erfc((point[0] * 0.15 - 50) / (5 * 2.0.squareRoot()))
            #expect((point[1] - expected).magnitude < 1e-4, "\(point[0]) s")
        }
        for (film, metal) in zip(try data.rows("AlO−"), try data.rows("Na−")) {
            #expect((film[1] + metal[1] - 1).magnitude < 1e-4)
        }
    }

    /// From the electrolyte inwards: electrolyte, film, metal; in the film sodium rises towards the metal.
    @Test func theCycledFilmHasItsLayersInOrder() throws {
        let data = try FigureData.named("fig3d-sputter-cycled")
        func middle(_ ion: String) throws -> Double {
            let rows = try data.rows(ion)
            let sum = rows.reduce(0) { $0 + $1[1] }
            return rows.reduce(0) { $0 + $1[0] * $1[1] } / sum
        }
        #expect(try middle("SbS−") < middle("AlO−") && middle("AlO−") < middle("Na−"))
        let inFilm = try data.rows("Na−").filter { $0[0] > 280 && $0[0] < 470 }.map { $0[1] }
        #expect(zip(inFilm, inFilm.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func sodiumAdvancesFromTheMetal() throws {
        let data = try FigureData.named("fig4-sodiation")
        var means: [Double] = []
        for curve in ["as deposited", "after 10 cycles", "after 236 cycles"] {
            let contents = try data.rows(curve).map { $0[1] }
            #expect(contents.allSatisfy { (0...1).contains($0) })
            #expect(zip(contents, contents.dropFirst()).allSatisfy { $0 >= $1 }, "\(curve)")
            means.append(contents.reduce(0, +) / Double(contents.count))
        }
        #expect(means[0] == 0 && means[0] < means[1] && means[1] < means[2])
    }

    /// What is drawn as a short: a cell whose voltage falls to millivolts.
    @Test func shortsShow() throws {
        let data = try FigureData.named("fig2a-50-cycles")
        for (curve, before) in [("bare", 0.3), ("50 cycles", 0.2)] {
            let rows = try data.rows(curve)
            let (first, last) = (try #require(rows.first { $0[0] > 100 }), try #require(rows.last))
            #expect(first[1].magnitude > before && last[1].magnitude < 0.005, "\(curve)")
        }
        #expect(try #require(FigureData.named("fig2b-150-cycles").rows("150 cycles").last)[0] == 475)
    }
}

import CellPlant
import Foundation
import Testing

/// The film of alucone by depth.
@Suite struct FilmTests {
    /// The film fills from the metal; its content falls with depth, and the sum is what came in.
    @Test func theFilmFillsFromTheMetalAndCounts() {
        var film = SodiationFilm(Coating(cycles: 150))
        var entered = 0.0
        let quarter = 45 * 3600 * 1e-4 / 4
        for _ in 0..<4 {
            entered += film.pass(quarter)
            for index in 1..<SodiationFilm.cellCount {
                #expect(film.content(index) <= film.content(index - 1) + 1e-12)
            }
        }
        let mean = (0..<16).reduce(0) { $0 + film.content($1) } / 16
        #expect(abs(mean - entered) < 1e-12)
        // The definition of the activation time: 63 % after it.
        #expect(abs(film.activation - 0.632) < 0.01)
        for _ in 0..<40 { entered += film.pass(quarter) }
        // 5 of 7 levels of the paper's XPS profile were sodiated.
        #expect(abs(entered - 0.70) < 0.01)
    }

    /// In series over the depth: the integral of 1/(1 + (f − 1)·x), x the profile of a full film, by 10⁵ midpoints.
    @Test func theResistanceIsTheSumOverTheDepth() {
        let coating = Coating(cycles: 150)
        var film = SodiationFilm(coating)
        #expect(film.resistivity == 1)
        _ = film.saturate()
        var sum = 0.0
        for index in 0..<100_000 {
            let depth = (Double(index) + 0.5) / 1e5
            let content = 0.5 * erfc((depth - coating.reach) / coating.frontWidth)
            sum += 1 / (1 + (coating.sodiatedFactor - 1) * content) / 1e5
        }
        // Sixteen cells across a front of 0.16: within 0.1 %.
        #expect(abs(film.resistivity - sum) < 1e-3 * sum)
    }

    /// A coating at rest stays what it is; cycling sodiates it. Source: the paper, "negligible change" at rest.
    @Test func onlyCyclingActivates() throws {
        var plant = try makePlant("symmetric")
        for _ in 0..<24 { _ = try plant.step(.rest, seconds: 3600, ambientKelvin: room) }
        #expect(plant.activation == 0)
        for index in 0..<200 {
            _ = try plant.step(.current(index % 2 == 0 ? 71.3e-6 : -71.3e-6), seconds: 3600, ambientKelvin: room)
        }
        #expect(plant.activation > 0.95)
        let profile = plant.filmProfile
        #expect(profile.first?.content ?? 0 > 0.95 && profile.last?.content ?? 1 < 0.05)
    }
}

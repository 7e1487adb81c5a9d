import CellPlant

extension PaperRun {
    /// Mass of TiS₂ in mg at which the peaks of the paper come out (F9).
    static let lowMilligrams = 0.20

    /// Voltammetry at full loading, where the peaks cannot be met, and at low loading, where they are.
    mutating func addVoltammetry() throws(SimulationError) {
        let full = try Voltammetry(bench.cell("alucone-tis2"), cycles: 1)
        let low = try Voltammetry(
            bench.cell("alucone-tis2", titaniumDisulfideMilligrams: PaperRun.lowMilligrams), cycles: 3)
        add(.sweep, low.sweepHours)
        add(.fullPeak("cathodic", 1.85, 0.03), full.cathodicPeak(0))
        add(.fullPeak("anodic", 2.4, 0.06), full.anodicPeak(0))
        add(.lowPeak("cathodic", 1.85, 0.03), low.cathodicPeak(0))
        add(.lowPeak("anodic", 2.4, 0.06), low.anodicPeak(0))
        add(
            .peakShift,
            [low.cathodicPeak(2) - low.cathodicPeak(1), low.anodicPeak(2) - low.anodicPeak(1)]
                .max { $0.magnitude < $1.magnitude } ?? .nan)

        var figure = PaperFigure(
            "fig5a-voltammetry", "Voltammetry at 0.1 mV s^{−1}",
            x: .init("voltage", "V", key: "voltage_volt"),
            y: .init("current", "mA per g of TiS_2", key: "current_milliampere_per_gram"))
        // Every fifth point: 5 mV apart.
        func trace(_ run: Voltammetry, _ cycle: Int) -> [(x: Double, y: Double)] {
            run.cycles[cycle].enumerated().filter { $0.offset % 5 == 4 }
                .map { ($0.element.volts, $0.element.amperes * 1e3 / run.grams) }
        }
        for (index, label) in ["1st", "2nd", "3rd"].enumerated() {
            figure.add(
                "0.20 mg of TiS_2, \(label) cycle", color: [1, 0, 2][index], trace(low, index),
                style: "lines lw 2.5\(index == 2 ? " dt (8,6)" : "")")
        }
        figure.add("full 7.0 mg (F9), 1st cycle", color: 7, trace(full, 0))
        figure.commands = ["set xrange [0.95:2.85]", "set key top left", "set offsets 0, 0, graph 0.12, graph 0.03"]
        figure.markX(1.85, "paper: 1.85 V", height: 0.95)
        figure.markX(2.4, "paper: 2.4 V", height: 0.95)
        add(figure)
    }
}

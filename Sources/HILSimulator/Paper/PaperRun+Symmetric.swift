import CellPlant

extension PaperRun {
    /// Plating and stripping of the four symmetric cells, the three panels of Fig. 2, and what it does to the film.
    mutating func addSymmetric() throws(SimulationError) {
        let bare = try SymmetricCycling(bench.cell("symmetric-bare"), hours: 269)
        add(.symmetricCurrent, bare.cell.symmetricAmperes * 1e6)
        add(.bareOverpotential, bare.startVolts)
        add(.bareEnd, bare.overpotential(at: 269))
        add(.bareCycles, Double(bare.cycles))
        let thin = try SymmetricCycling(bench.cell("symmetric-50c"), hours: 320)
        add(.thinOverpotential(hours: 160), thin.overpotential(at: 160))
        add(.thinOverpotential(hours: 300), thin.overpotential(at: 300))
        add(.thinCycles, Double(thin.cycles))
        let middle = try SymmetricCycling(bench.cell("symmetric"), hours: 475)
        add(.overpotential(hours: 100), middle.overpotential(at: 100))
        add(.overpotential(hours: 475), middle.overpotential(at: 475))
        add(.cycles150, Double(middle.cycles))
        try addFilm(middle)

        let thick = try SymmetricCycling(bench.cell("symmetric-300c"), hours: 475)
        let shortedBare = try Specimen("symmetric-bare", near: 269, bench: bench)
        let shortedThin = try Specimen("symmetric-50c", near: 320, bench: bench)
        addPanel(
            "fig2a-50-cycles", "50 cycles of alucone and bare sodium", shortedBare?.run ?? bare,
            shortedThin?.run ?? thin, "50 cycles")
        addPanel(
            "fig2b-150-cycles", "150 cycles of alucone and bare sodium", shortedBare?.run ?? bare, middle, "150 cycles")
        addPanel(
            "fig2c-300-cycles", "300 cycles of alucone and bare sodium", shortedBare?.run ?? bare, thick, "300 cycles")
    }

    private mutating func addPanel(
        _ name: String, _ title: String, _ bare: SymmetricCycling, _ coated: SymmetricCycling, _ label: String
    ) {
        var figure = PaperFigure(
            name, "\(title), 0.1 mA cm^{−2}, 0.1 mAh cm^{−2}", x: .init("time", "h", key: "time_hour"),
            y: .init("voltage", "V", key: "voltage_volt"))
        figure.add("bare", color: 7, bare.trace.map { ($0.hours, $0.volts) }, style: "lines lw 1")
        figure.add(label, color: 0, coated.trace.map { ($0.hours, $0.volts) }, style: "lines lw 1")
        figure.commands = [
            "set xrange [0:500]", "set yrange [-1.5:1.5]", "set ytics 0.5", "set key top right",
            "set label 'each curve is one simulated cell' at graph 0.99,0.74 right tc rgb '#555555'",
        ]
        figure.markX(269, "paper: bare shorts, 269 h", height: 0.05)
        if name.hasPrefix("fig2a") { figure.markX(320, "paper: 50 cycles short, 320 h", height: 0.12) }
        if name.hasPrefix("fig2b") { figure.markX(475, "paper: 475 h, no short", height: 0.12, side: "right") }
        figure.size = (1100, 520)
        add(figure)
    }
}

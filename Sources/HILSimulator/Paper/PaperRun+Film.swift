import CellPlant

extension PaperRun {
    /// Sodium against depth behind Figs. 3d and 4: before, after ten cycles, and at the end.
    mutating func addFilm(_ end: SymmetricCycling) throws(SimulationError) {
        let fresh = try bench.cell("symmetric").plant.filmProfile
        let tenth = try SymmetricCycling(bench.cell("symmetric"), hours: 22).cell.plant.filmProfile
        let last = end.cell.plant.filmProfile
        let pristine = SputterProfile(fresh, residue: 0)
        let start = pristine.intensity(.aluminiumOxide, seconds: 0)
        add(.flatSignal, pristine.intensity(.aluminiumOxide, seconds: 260) / start * 100)
        add(.halfSignal, pristine.halfTime(.aluminiumOxide) ?? .nan)
        add(.sodiatedLevels, Double(last.count { $0.content > 0.5 }) / Double(last.count))

        let thickness = (last.first?.nanometres ?? 0) + (last.last?.nanometres ?? 0)
        var figure = PaperFigure(
            "fig4-sodiation", "Sodium in the film of 150 cycles of alucone",
            x: .init("depth from the metal", "nm", key: "depth_nanometre"),
            y: .init("sodium content {/:Italic x}, filled sites of all", "", key: "sodium_content"))
        for (index, (cycles, profile)) in [(0, fresh), (10, tenth), (end.cycles, last)].enumerated() {
            figure.add(
                cycles == 0 ? "as deposited" : "after \(cycles) cycles", color: [7, 4, 0][index],
                profile.map { ($0.nanometres, $0.content) }, style: "linespoints lw 2 pt \([6, 5, 7][index]) ps 1")
        }
        figure.commands = [
            "set xrange [0:\(thickness)]", "set yrange [-0.03:1.1]",
            "set key at graph 0.99,0.9 right top samplen 1.2",
            "set label 'sodium metal' at graph 0.01,0.95 left tc rgb '#555555'",
            "set label 'electrolyte' at graph 0.99,0.95 right tc rgb '#555555'",
        ]
        figure.markX(thickness * 5 / 7, "paper: 5 of 7 levels (F5)", height: 0.4, side: "right")
        add(figure)
        addSputter(
            "s2-sputter-pristine", "Pristine film of 150 cycles under an ion beam", pristine,
            [.aluminiumOxide, .aluminiumCarbide, .sodium],
            marks: [(260, "paper: flat until 260 s", "right"), (333, "50 nm (F4)", "left")])
        // What is left of the electrolyte goes in the 180 s after which the paper's signal drops.
        let cycled = SputterProfile(tenth, residue: 180 * SputterProfile.nanometresPerSecond)
        addSputter(
            "fig3d-sputter-cycled", "Film of 150 cycles after 10 cycles, from the electrolyte side", cycled,
            [.antimonySulfide, .aluminiumOxide, .aluminiumCarbide, .sodium],
            marks: [(180, "paper: SbS^− drops, 180 s", "left")])
    }

    private mutating func addSputter(
        _ name: String, _ title: String, _ profile: SputterProfile, _ ions: [SputterProfile.Ion],
        marks: [(seconds: Double, text: String, side: String)]
    ) {
        var figure = PaperFigure(
            name, title, x: .init("sputter time", "s", key: "sputter_time_second"),
            y: .init("intensity", "that of the pure layer", key: "relative_intensity"))
        for ion in ions {
            let color =
                switch ion {
                case .aluminiumOxide: 0
                case .aluminiumCarbide: 5
                case .antimonySulfide: 4
                case .sodium: 1
                }
            figure.add(
                ion.rawValue, color: color,
                stride(from: 0.0, through: 700, by: 5).map { ($0, profile.intensity(ion, seconds: $0)) },
                style: "lines lw 2.5")
        }
        figure.commands = [
            "set xrange [0:700]", "set x2range [0:\(700 * SputterProfile.nanometresPerSecond)]", "set yrange [0:1.35]",
            "set border 7", "set tmargin 6", "set title offset 0,0.8",
            "set x2tics 20 nomirror out scale 0.6", "set x2label 'depth / nm at 0.15 nm s^{−1}'",
            "set key top right horizontal",
        ]
        for mark in marks { figure.markX(mark.seconds, mark.text, height: 0.8, side: mark.side) }
        add(figure)
    }
}

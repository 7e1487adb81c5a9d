import CellPlant

extension PaperRun {
    /// Charge and discharge, Figs. 5b and 5c.
    mutating func addFullCell() throws(SimulationError) {
        let run = try GalvanostaticCycling(bench.cell("alucone-tis2"), cycles: 30)
        let (first, second, last) = (run.cycles[0], run.cycles[1], run.cycles[29])
        let milliamperesPerGram = first.discharge.capacity / first.discharge.hours
        add(.fullCellCurrent, run.amperes * 1e6)
        add(.theoreticalCapacity, run.theoreticalCapacity)
        add(.rate, run.theoreticalCapacity / milliamperesPerGram)
        add(.firstDischarge, first.discharge.capacity)
        add(.firstHours, first.discharge.hours)
        add(.firstCharge, first.charge.capacity)
        add(.secondDischarge, second.discharge.capacity)
        add(.secondHours, second.discharge.hours)
        add(.lastDischarge, last.discharge.capacity)
        add(.allHours, run.hours)
        add(.firstPlateau, first.discharge.plateauVolts)
        add(.secondPlateau, second.discharge.plateauVolts)
        add(.lastPlateau, last.discharge.plateauVolts)
        add(.chargePlateau, second.charge.plateauVolts)
        add(.hysteresis, second.charge.plateauVolts - second.discharge.plateauVolts)
        let worst = (1..<30).map { run.efficiency($0) }.max { ($0 - 100).magnitude < ($1 - 100).magnitude }
        add(.efficiency, worst ?? .nan)

        let phosphate = try GalvanostaticCycling(bench.cell("alucone-tis2-na3ps4"), cycles: 2)
        let bare = try GalvanostaticCycling(bench.cell("bare-tis2"), cycles: 30)
        addProfiles(
            "fig5b-charge-discharge", "Na with 150 cycles of alucone | Na_3SbS_4 | TiS_2, 0.11 mA cm^{−2}",
            [(1, "1st cycle", 1, first), (2, "2nd cycle", 0, second), (30, "30th cycle", 2, last)])
        addProfiles(
            "s6-electrolytes", "The same cell with the two electrolytes, 2nd cycle, 0.11 mA cm^{−2}",
            [(2, "Na_3SbS_4", 0, second), (2, "Na_3PS_4", 1, phosphate.cycles[1])])
        addCycling(run, bare)
    }

    private mutating func addProfiles(
        _ name: String, _ title: String,
        _ cycles: [(
            number: Int, label: String, color: Int,
            halves: (discharge: GalvanostaticCycling.Half, charge: GalvanostaticCycling.Half)
        )]
    ) {
        var figure = PaperFigure(
            name, title, x: .init("capacity", "mAh g^{−1}", key: "capacity_milliampere_hour_per_gram"),
            y: .init("voltage", "V", key: "voltage_volt"))
        for cycle in cycles {
            let dash = cycle.number == 30 ? " dt (8,6)" : ""
            // One entry in the key for both halves.
            for (half, name) in [(cycle.halves.discharge, "discharge"), (cycle.halves.charge, "charge")] {
                figure.add(
                    "\(cycle.label) \(name)", color: cycle.color, half.trace.map { ($0.capacity, $0.volts) },
                    style: "lines lw 2.5\(dash)", title: name == "charge" ? "" : cycle.label)
            }
        }
        figure.commands = [
            "set xrange [0:220]", "set yrange [0.9:3]", "set key at graph 0.89,0.7 right center",
            "set label 'charge' at 20,2.72 left tc rgb '#555555'",
            "set label 'discharge' at 20,1.5 left tc rgb '#555555'",
        ]
        if cycles.count == 3 {
            figure.markX(140, "paper: 140 mAh g^{−1}", height: 0.12)
            figure.markX(200, "paper: 200 mAh g^{−1}", height: 0.04, side: "right")
            figure.commands.append(
                "set label 'paper: plateau at 1.85 V, then 1.90 V' at 20,1.68 left tc rgb '#333333'")
        }
        add(figure)
    }

    private mutating func addCycling(_ coated: GalvanostaticCycling, _ bare: GalvanostaticCycling) {
        var figure = PaperFigure(
            "fig5c-cycling", "Capacity and coulombic efficiency over 30 cycles",
            x: .init("cycle number", "", key: "cycle"),
            y: .init("discharge capacity", "mAh g^{−1}", key: "discharge_capacity_milliampere_hour_per_gram"))
        figure.right = .init("coulombic efficiency", "%", key: "coulombic_efficiency_percent")
        for (label, color, run) in [("150 cycles of alucone", 0, coated), ("bare", 1, bare)] {
            figure.add(
                "\(label): capacity", color: color,
                run.cycles.enumerated().map { (Double($0.offset + 1), $0.element.discharge.capacity) },
                style: "linespoints lw 1.5 pt 7 ps 0.9")
            // The efficiency of a cell that takes no charge any more means nothing.
            let indices = run.cycles.indices.filter { run.cycles[$0].discharge.capacity > 20 }
            figure.add(
                "\(label): efficiency", color: color, indices.map { (Double($0 + 1), run.efficiency($0)) },
                style: "points lw 1.5 pt 4 ps 0.9", isRight: true)
        }
        figure.commands = [
            "set xrange [0:31]", "set yrange [0:280]", "set y2range [0:115]", "set ytics 50", "set y2tics 20",
            "set key at graph 0.98,0.83 right top",
            "set label 'the text has no number for the bare cell' at graph 0.98,0.06 right tc rgb '#555555'",
        ]
        add(figure)
    }
}

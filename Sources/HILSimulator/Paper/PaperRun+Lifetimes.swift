import CellPlant

extension PaperRun {
    /// Lifetimes: each of the paper's is one cell, so it must lie within the population's 5–95 % band (F12).
    mutating func addLifetimes() throws(SimulationError) {
        var figure = PaperFigure(
            "lifetimes",
            "Time to a short, \(PaperRun.populationCount / 1000) 000 simulated cells each, beside the paper's single cells",
            x: .init("time", "h", key: "time_hour"), y: .init("cells with a short", "%", key: "shorted_percent"))
        let cells = [
            ("symmetric-bare", "bare", 269.0), ("symmetric-50c", "50 cycles", 320), ("symmetric", "150 cycles", 475),
        ]
        var specimens: [(x: Double, y: Double)] = []
        for (index, (name, label, paper)) in cells.enumerated() {
            let population = try Lifetimes(
                bench.parameters(name), cells: PaperRun.populationCount, firstSeed: PaperRun.populationSeed)
            if name == "symmetric" {
                add(.survivors, population.share(beyond: paper) * 100)
            } else {
                add(.lifetime(name, paper), population.median, population: population.band)
            }
            specimens.append((paper, (1 - population.share(beyond: paper)) * 100))
            figure.add(
                label, color: index,
                (0...200).map { (PaperMath.percentile(population.hours, Double($0) / 200), Double($0) / 2) })
        }
        figure.add("the paper's cells", color: 6, specimens, style: "points pt 7 ps 1.6")
        figure.commands = [
            "set xrange [0:1600]", "set yrange [-6:100]", "set ytics 0,20", "set key bottom right",
            "set object rectangle from graph 0, first 5 to graph 1, first 95 fc rgb '#f2f2f2' fs solid noborder behind",
            "set label '5–95 % band' at graph 0.99, first 91 right tc rgb '#555555'",
        ]
        for (point, (text, side)) in zip(
            specimens,
            [
                ("bare: 269 h", "right offset -1,0.6"), ("50 cycles: 320 h", "left offset 1,-0.6"),
                ("150 cycles: 475 h, no short yet", "left offset 1,-0.5"),
            ])
        {
            figure.commands.append("set label '\(text)' at \(point.x),\(PaperMath.text(point.y)) \(side) front")
        }
        add(figure)
    }
}

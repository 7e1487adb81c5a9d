import CellCore

extension PopulationSummary {
    /// The figures: errors, coverage by temperature, widths over time, and the course of one cell, which is run for it.
    ///
    /// - Throws: `SimulationError.plant` for what the plant refuses, which no plan asks of it.
    public func figures(exampleSeed: UInt64?) throws(SimulationError) -> [PaperFigure] {
        var figures = [errorFigure, coverageFigure, widthFigure]
        if let exampleSeed { figures.append(try PopulationSummary.exampleFigure(seed: exampleSeed)) }
        return figures
    }

    private var errorFigure: PaperFigure {
        var figure = PaperFigure(
            "population-errors", "Errors of the state of charge, \(all.cells) cells",
            x: PaperFigure.Axis("estimate less truth", "%", key: "error_percent"),
            y: PaperFigure.Axis("share of samples in a bin of 0.25 %", "%", key: "share_percent"))
        for (color, (name, tally)) in [("before both cut-offs", all.before), ("after", all.after)].enumerated() {
            let total = Double(max(tally.errors.total, 1))
            let points = tally.errors.counts.indices.map { bin in
                (x: 100 * tally.errors.middle(bin), y: 100 * Double(tally.errors.counts[bin]) / total)
            }
            figure.add(name, color: color, points, style: "steps lw 2")
        }
        figure.commands = ["set xrange [-25:25]", "set yrange [0:*]"]
        return figure
    }

    private var coverageFigure: PaperFigure {
        var figure = PaperFigure(
            "population-coverage", "Samples with the truth inside the bounds, a point a cell",
            x: PaperFigure.Axis("mean temperature", "°C", key: "mean_celsius"),
            y: PaperFigure.Axis("share of samples", "%", key: "coverage_percent"))
        let points = points.compactMap { point in point.coverage.map { (x: point.celsius, y: 100 * $0) } }
        figure.add("cells", color: 0, points, style: "points pt 7 ps 0.5", title: "")
        figure.add("asked for", color: 1, [(x: -5, y: 99), (x: 45, y: 99)], style: "lines lw 1 dt (6,5)")
        figure.commands = ["set xrange [-6:46]", "set yrange [*:100.5]", "set key bottom left"]
        return figure
    }

    private var widthFigure: PaperFigure {
        var figure = PaperFigure(
            "population-widths", "Width of the bounds over the run, \(all.cells) cells",
            x: PaperFigure.Axis("time", "h", key: "time_hour"),
            y: PaperFigure.Axis("mean width in an hour", "%", key: "width_percent"))
        let hours = points.map(\.hourlyWidths.count).max() ?? 0
        for (color, (name, share)) in [("median cell", 0.5), ("nine cells of ten below", 0.9)].enumerated() {
            var curve: [(x: Double, y: Double)] = []
            for hour in 0..<hours {
                let widths = points.compactMap { $0.hourlyWidths.count > hour ? $0.hourlyWidths[hour] : nil }
                let known = widths.filter(\.isFinite).sorted()
                guard !known.isEmpty else { continue }
                let place = min(Int(share * Double(known.count)), known.count - 1)
                curve.append((x: Double(hour) + 0.5, y: 100 * known[place]))
            }
            figure.add(name, color: color, curve)
        }
        figure.commands = ["set xrange [0:100]", "set yrange [0:*]", "set key outside below"]
        return figure
    }

    private static func exampleFigure(seed: UInt64) throws(SimulationError) -> PaperFigure {
        let plan = CellPlan(seed: seed)
        var figure = PaperFigure(
            "population-example", "Cell \(seed), protocol \(plan.cycling.rawValue)",
            x: PaperFigure.Axis("time", "h", key: "time_hour"),
            y: PaperFigure.Axis("state of charge", "%", key: "soc_percent"))
        var curves = [[(x: Double, y: Double)]](repeating: [], count: 4)
        var run = try CellRun(plan, interval: 120)
        while try run.advance(observe: { seen in
            let hour = Double(seen.second) / 3600
            curves[3].append((x: hour, y: 100 * seen.trueStateOfCharge))
            guard let stated = seen.status?.stateOfCharge else { return }
            curves[0].append((x: hour, y: 100 * Double(stated.lower)))
            curves[1].append((x: hour, y: 100 * Double(stated.upper)))
            curves[2].append((x: hour, y: 100 * Double(stated.value)))
        }) {}
        for (color, (name, curve)) in zip(["lower bound", "upper bound", "estimate", "truth"], curves).enumerated() {
            figure.add(
                name, color: [5, 4, 0, 1][color], curve, style: color == 3 ? "lines lw 2 dt (6,3)" : "lines lw 2")
        }
        figure.commands = ["set yrange [-5:110]", "set key outside below"]
        return figure
    }
}

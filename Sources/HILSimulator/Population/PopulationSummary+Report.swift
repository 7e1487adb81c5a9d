import CellData

extension PopulationSummary {
    /// The last line of `cellsim population --json`.
    public func json(_ population: Population, isInterrupted: Bool) -> JSONLine {
        var line = JSONLine(type: "population")
        line.add("seed", population.baseSeed)
        line.add("cells", all.cells)
        line.add("cells_asked", population.seeds.count)
        line.add("interrupted", isInterrupted)
        line.add("samples", sampleCount)
        line.add("scored_each", population.interval)
        line.add("scored", all.before.samples + all.after.samples)
        line.add("both_cutoffs_cells", metBoth)
        line.add("restarts", restarts)
        line.add("refused_restarts", refusedRestarts)
        line.add("false_short_cells", falselyShorted)
        line.add("worst_jump", worstJump)
        line.add("time_to_empty_worst_allowance", worstMiss)
        line.add("time_to_empty_absent", timesToEmpty.count { $0.stated == nil })
        line.add("time_to_empty_inside", timesToEmpty.filter { $0.stated != nil }.share(of: \.isInside))
        line.add("capacity_inside", capacities.share(of: \.isInside))
        line.add("capacity_median_width", PopulationSummary.median(capacities.map(\.width)))
        line.add("capacity_median_error", PopulationSummary.median(capacities.map(\.error.magnitude)))
        line.add("groups", ([all] + groups).map(\.json))
        line.add("criteria", criteria.map(\.json))
        line.add("met", isMet && !isInterrupted)
        return line
    }

    /// The worst time to empty in multiples of what is allowed, among those that were stated; nil without any.
    public var worstMiss: Double? { timesToEmpty.filter { $0.stated != nil }.map(\.miss).max() }

    /// What is told beside the criteria, a name and a value a line.
    public var remarks: [(name: String, value: String)] {
        let stated = timesToEmpty.filter { $0.stated != nil }
        let steady = timesToEmpty.filter { !$0.isAfterRestart }
        let median = PopulationSummary.median
        return [
            ("cells that met both cut-offs", "\(metBoth) of \(all.cells)"),
            ("restarts, of them refused", "\(restarts), \(refusedRestarts)"),
            ("cells with a short suspected", "\(falselyShorted)"),
            ("inside, after both, no restart since a cut-off", percent(all.afterSteadily.coverage)),
            ("root-mean-square error of those", percent(all.afterSteadily.rootMeanSquare)),
            ("worst jump beyond the bounds", percent(worstJump)),
            ("times to empty, of them stated", "\(timesToEmpty.count), \(stated.count)"),
            ("near enough of those without a restart", percent(steady.share(of: \.isWithin))),
            ("worst stated, in allowances", worstMiss.map { number($0) } ?? "–"),
            ("stated with the truth inside", percent(stated.share(of: \.isInside))),
            ("capacity inside its bounds", percent(capacities.share(of: \.isInside))),
            ("median width of the capacity", percent(median(capacities.map(\.width)))),
            ("median error of the capacity", percent(median(capacities.map(\.error.magnitude)))),
        ]
    }

    private func number(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
    private func percent(_ share: Double?) -> String { share.map { "\(number(100 * $0)) %" } ?? "–" }

    /// The middle of an odd count, else the upper of the two in the middle; nil of none.
    static func median(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }
}

extension PopulationSummary.Group {
    /// The object in the summary line.
    var json: JSONLine {
        var line = JSONLine.nested()
        line.add("name", name)
        line.add("cells", cells)
        line.add("before_coverage", before.coverage)
        line.add("before_median_width", before.medianWidth)
        line.add("before_rmse", before.rootMeanSquare)
        line.add("before_absent", before.absent)
        line.add("after_coverage", after.coverage)
        line.add("after_median_width", after.medianWidth)
        line.add("after_rmse", after.rootMeanSquare)
        line.add("after_steady_coverage", afterSteadily.coverage)
        line.add("after_steady_rmse", afterSteadily.rootMeanSquare)
        line.add("after_restart_coverage", afterRestart.coverage)
        line.add("after_restart_rmse", afterRestart.rootMeanSquare)
        line.add("times_to_empty", timesToEmpty.count)
        line.add("times_to_empty_within", timesToEmpty.share(of: \.isWithin))
        return line
    }

    /// Shares for a table: coverage, median width and root-mean-square error before and after both cut-offs, and how many
    /// times to empty are near enough; nil without samples.
    public var shares: [Double?] {
        [
            before.coverage, before.medianWidth, before.rootMeanSquare, after.coverage, after.medianWidth,
            after.rootMeanSquare, timesToEmpty.share(of: \.isWithin),
        ]
    }
}

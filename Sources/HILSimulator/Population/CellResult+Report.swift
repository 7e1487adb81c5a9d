import CellCore
import CellData

extension CellResult {
    /// The line of `cellsim population --json`. Shares are 0…1; `error` is the estimate less the truth.
    public var json: JSONLine {
        var line = JSONLine(type: "population_cell")
        line.add("seed", plan.seed)
        line.add("protocol", plan.cycling.rawValue)
        line.add("cold", plan.isCold)
        line.add("mean_celsius", celsius)
        line.add("start_soc", plan.stateOfCharge)
        line.add("least_soc", score.truths?.lowerBound)
        line.add("greatest_soc", score.truths?.upperBound)
        line.add("hours", Double(seconds) / 3600)
        line.add("both_cutoffs_hour", metBothAtSecond.map(CellResult.hour))
        line.add("restarts", restarts)
        line.add("refused_restarts", refusedRestarts)
        line.add("samples", sampleCount)
        line.add("before", CellResult.json(score[.before]))
        line.add("after", CellResult.json(score.afterBoth))
        line.add("after_restart", CellResult.json(score[.afterRestart]))
        line.add("worst_error", score.worstError?.value)
        line.add("worst_error_hour", (score.worstError?.second).map(CellResult.hour))
        line.add("worst_excess", score.worstExcess?.value)
        line.add("worst_excess_hour", (score.worstExcess?.second).map(CellResult.hour))
        line.add("jumps", score.jumps.violations)
        line.add("worst_jump", score.jumps.worst)
        line.add("worst_jump_hour", score.jumps.worstSecond.map(CellResult.hour))
        line.add("false_short_samples", score.falseShorts)
        line.add("capacity", capacityJSON)
        line.add("times_to_empty", timesToEmpty.map(CellResult.json))
        var factors = JSONLine.nested()
        for (name, factor) in plan.variation.factors { factors.add(name, factor) }
        line.add("factors", factors)
        return line
    }

    /// Names of the columns of `csvLine`.
    public static let csvHeader =
        "seed,protocol,cold,mean_celsius,start_soc,hours,both_cutoffs_hour,restarts,samples,"
        + "before_samples,before_coverage,before_median_width,before_rmse,"
        + "after_samples,after_coverage,after_median_width,after_rmse,"
        + "worst_error,worst_error_hour,worst_excess,worst_excess_hour,jumps,"
        + "times_to_empty,times_to_empty_within,capacity_coulomb,profile_coulomb,"
        + "learned_coulomb,learned_coulomb_lower,learned_coulomb_upper"

    /// A line of the table that `cellsim population --out` writes; what there is not is empty.
    public var csvLine: String {
        func field(_ value: Double?) -> String { value.map { $0.isFinite ? "\($0)" : "" } ?? "" }
        func fields(_ tally: PhaseTally) -> [String] {
            ["\(tally.samples)", field(tally.coverage), field(tally.medianWidth), field(tally.rootMeanSquare)]
        }
        let cell = [
            "\(plan.seed)", plan.cycling.rawValue, plan.isCold ? "1" : "0", field(celsius), field(plan.stateOfCharge),
            field(Double(seconds) / 3600), field(metBothAtSecond.map(CellResult.hour)), "\(restarts)",
            "\(sampleCount)",
        ]
        let worst = [
            field(score.worstError?.value), field((score.worstError?.second).map(CellResult.hour)),
            field(score.worstExcess?.value), field((score.worstExcess?.second).map(CellResult.hour)),
            "\(score.jumps.violations)",
        ]
        let rest = [
            "\(timesToEmpty.count)", "\(timesToEmpty.count(where: \.isWithin))", field(capacityCoulombs),
            field(profileCoulombs),
        ]
        let learned = [learnedCoulombs?.value, learnedCoulombs?.lower, learnedCoulombs?.upper]
            .map { field($0.map(Double.init)) }
        return (cell + fields(score[.before]) + fields(score.afterBoth) + worst + rest + learned)
            .joined(separator: ",")
    }

    /// To the hundredth of a kelvin: what the subtraction leaves of rounding is no news.
    var celsius: Double { ((meanKelvin - 273.15) * 100).rounded() / 100 }

    private static func hour(_ second: Int) -> Double { Double(second) / 3600 }

    private static func json(_ tally: PhaseTally) -> JSONLine {
        var line = JSONLine.nested()
        line.add("samples", tally.samples)
        line.add("absent", tally.absent)
        line.add("coverage", tally.coverage)
        line.add("median_width", tally.medianWidth)
        line.add("rmse", tally.rootMeanSquare)
        return line
    }

    private static func json(_ time: TimeToEmpty) -> JSONLine {
        var line = JSONLine.nested()
        line.add("hour", hour(time.second))
        line.add("after_restart", time.isAfterRestart)
        line.add("true_second", time.trueSeconds)
        line.add("stated_second", time.stated?.value)
        line.add("lower_second", time.stated?.lower)
        line.add("upper_second", time.stated?.upper)
        line.add("within", time.isWithin)
        return line
    }

    private var capacityJSON: JSONLine {
        var line = JSONLine.nested()
        line.add("true_coulomb", capacityCoulombs)
        line.add("profile_coulomb", profileCoulombs)
        line.add("learned_coulomb", learnedCoulombs?.value)
        line.add("lower_coulomb", learnedCoulombs?.lower)
        line.add("upper_coulomb", learnedCoulombs?.upper)
        line.add("inside", isCapacityInside)
        return line
    }
}

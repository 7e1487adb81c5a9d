/// What the steps of the current and the rests behind them tell of resistances.
public struct Resistances: Equatable, Sendable {
    /// Steps within the cycle and at its ends.
    public let steps: [CurrentStep]
    /// Rests of a minute and more among them.
    public let relaxations: [Relaxation]
    /// What answers at once, in ohms, and how far it may be wrong.
    public let seriesOhms: Double
    /// See `seriesOhms`.
    public let uncertaintyOhms: Double
    /// What relaxes at rests, in ohms; 0 without a rest: it cannot be told from hysteresis then.
    public let slowOhms: Double
    /// Half of the range in which the middle half of the rests' values lies, in ohms.
    public let slowUncertaintyOhms: Double
    /// The time constant of the slow resistance, in seconds; 0 without one.
    public let slowSeconds: Double

    /// The steps whose uncertainty is at most twice the least count, and of these the median; of the rests likewise.
    init(
        _ record: CyclingRecord, _ all: [CurrentStep], from first: Int, to last: Int, restAmperes: Double
    ) throws(BuildError) {
        steps = all.filter { $0.after >= first && $0.before <= last }
        guard let least = steps.map(\.uncertaintyOhms).min() else { throw .noStep }
        let sure = steps.filter { $0.uncertaintyOhms <= 2 * least }
        seriesOhms = Resistances.median(sure.map(\.ohms))
        let spread = Resistances.middleHalf(sure.map(\.ohms))
        uncertaintyOhms = max(Resistances.median(sure.map(\.uncertaintyOhms)), spread)
        relaxations = steps.compactMap { Relaxation($0, record, restAmperes: restAmperes) }
        slowOhms = Resistances.median(relaxations.map(\.ohms))
        slowUncertaintyOhms = Resistances.middleHalf(relaxations.map(\.ohms))
        slowSeconds = Resistances.median(relaxations.map(\.timeConstantSeconds))
    }

    /// 0 of nothing.
    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    private static func middleHalf(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard sorted.count > 1 else { return 0 }
        return (sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]) / 2
    }
}

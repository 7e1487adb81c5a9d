/// Where on the state of charge a charge stands that lost some of itself on the way: one efficiency below a knee, another
/// above it, for side reactions belong to high voltages.
public struct ChargeMap: Equatable, Sendable {
    /// The state of charge from which on `upper` holds.
    public private(set) var knee = 1.0
    /// Share of the charge that stays, below the knee and above it.
    public let lower: Double
    /// See `lower`.
    public let upper: Double
    /// Charge put in from end to end over the capacity.
    private let whole: Double

    /// The same efficiency everywhere, for a charge of `whole` capacities.
    init(whole: Double) {
        self.whole = whole
        lower = 1 / whole
        upper = lower
    }

    /// `lower` up to `knee`, above it what makes the end 1; nil where that is no efficiency.
    init?(whole: Double, knee: Double, lower: Double) {
        let left = whole - knee / lower
        guard left > 0 else { return nil }
        upper = (1 - knee) / left
        guard upper > 0.1, upper <= lower else { return nil }
        self.whole = whole
        self.knee = knee
        self.lower = lower
    }

    /// The state of charge after `share` of the charge, 0…1.
    func place(_ share: Double) -> Double {
        let put = share * whole
        let below = put * lower
        return below <= knee ? below : knee + (put - knee / lower) * upper
    }

    /// All that are tried: knees in steps of 0.05, efficiencies in steps of 0.01 from the mean one to 1.
    static func candidates(whole: Double) -> [ChargeMap] {
        var found: [ChargeMap] = []
        for knee in stride(from: 0.3, through: 0.951, by: 0.05) {
            for lower in stride(from: 1 / whole + 0.01, through: 1.0001, by: 0.01) {
                if let map = ChargeMap(whole: whole, knee: knee, lower: min(lower, 1)) { found.append(map) }
            }
        }
        return found
    }
}

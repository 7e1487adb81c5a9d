/// A row of the diagnosis table for a limit: one of eight quantities at one of three levels.
///
/// Its threshold is the profile's, how long an excess has to last before it is told is the row's. A limit counts as kept
/// again once the value has been back, by its hysteresis, for as long.
public struct LimitRow: Equatable, Sendable {
    /// What is watched, in the order of the identifiers. Raw values are those of the rows divided by 3.
    public enum Quantity: Int, Sendable {
        case voltageAbove, voltageBelow, chargeAbove, dischargeAbove
        case temperatureAbove, temperatureBelow, temperatureRate, voltageRate
    }

    /// How far it goes.
    public enum Level: Int, Sendable {
        case operating, recommended, safety
    }

    /// Rows.
    public static var count: Int { 24 }

    /// 0..<`count`: quantity times 3 plus level.
    public let index: Int

    /// Nil outside 0..<`count`.
    public init?(index: Int) {
        guard index >= 0 && index < LimitRow.count else { return nil }
        self.index = index
    }

    /// What is watched.
    public var quantity: Quantity { Quantity(rawValue: index / 3) ?? .voltageAbove }
    /// How far it goes.
    public var level: Level { Level(rawValue: index % 3) ?? .safety }
    /// The event that tells of it.
    public var id: EventID { EventID(rawValue: 80 + UInt16(truncatingIfNeeded: index)) ?? .limitKept }

    /// How long an excess has to last, in seconds; a rate is a mean over 20 s already.
    public var debounceSeconds: UInt32 {
        switch index {
        // Voltage and current.
        case 0, 3, 6, 9: 30
        case 1, 4, 7, 10: 10
        case 2, 5, 8, 11: 2
        // Temperature.
        case 12, 15: 60
        case 13, 16: 10
        case 14, 17: 2
        // Rates of temperature and voltage.
        case 18: 40
        case 19, 20, 21: 20
        default: 0
        }
    }

    /// The threshold in this profile's limits, in the unit of the quantity's diagnosis; of a discharge the magnitude.
    public func threshold(in limits: CellLimits) -> Int64 {
        let levels =
            switch quantity {
            case .voltageAbove: limits.voltageAbove
            case .voltageBelow: limits.voltageBelow
            case .chargeAbove: limits.chargeAbove
            case .dischargeAbove: limits.dischargeAbove
            case .temperatureAbove: limits.temperatureAbove
            case .temperatureBelow: limits.temperatureBelow
            case .temperatureRate: limits.temperatureRateAbove
            case .voltageRate: limits.voltageRateAbove
            }
        return levels.level(level.rawValue)
    }

    /// By how much a value has to be back, in the same unit; of a rate a fifth.
    public func hysteresis(in limits: CellLimits) -> Int64 {
        switch quantity {
        case .voltageAbove, .voltageBelow: limits.voltageHysteresis
        case .chargeAbove, .dischargeAbove: limits.currentHysteresis
        case .temperatureAbove, .temperatureBelow: limits.temperatureHysteresis
        case .temperatureRate, .voltageRate: threshold(in: limits) / 5
        }
    }
}

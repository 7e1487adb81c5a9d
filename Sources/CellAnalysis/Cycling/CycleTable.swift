/// The cycles of a record: each begins with a charge; a record that begins with a discharge has a first one without.
///
/// ```swift
/// for cycle in CycleTable(record).cycles { print(cycle.number, cycle.efficiency?.value ?? .nan) }
/// ```
public struct CycleTable: Sendable {
    /// A half cycle of less than this share of the largest one does not span the window.
    static let wholeShare = 0.5

    /// A charge and the discharge that follows it.
    public struct Cycle: Equatable, Sendable {
        /// From 1.
        public var number: Int
        /// The charge; nil for a first cycle that begins with a discharge.
        public var charge: HalfCycle?
        /// The discharge; nil for a last cycle that ends with its charge.
        public var discharge: HalfCycle?
        /// Whether each spans the window as far as the largest half cycle tells.
        public var hasWholeCharge: Bool
        /// See `hasWholeCharge`.
        public var hasWholeDischarge: Bool
        /// Discharged over charged; nil unless both are whole.
        public var efficiency: Efficiency?
        /// The same by the record's own count; nil where it keeps none.
        public var recordedEfficiency: Double?
    }

    /// A coulombic efficiency with its uncertainty, both as a share.
    public struct Efficiency: Equatable, Sendable {
        /// Discharged over charged.
        public var value: Double
        /// How far it may be wrong for the reading and the digits of the current; a gain error of the cycler cancels.
        public var uncertainty: Double
    }

    /// The cycles in order.
    public let cycles: [Cycle]
    /// A current below this, in amperes, counts as rest.
    public let restAmperes: Double

    /// Cost: a few passes over the rows.
    public init(_ record: CyclingRecord) {
        let halves = HalfCycles(record)
        restAmperes = halves.restAmperes
        let largest = halves.all.map(\.coulombs).max() ?? 0
        let isWhole = { (half: HalfCycle?) in (half?.coulombs ?? 0) >= largest * CycleTable.wholeShare }
        var pairs: [(charge: HalfCycle?, discharge: HalfCycle?)] = []
        for half in halves.all {
            if half.isCharge {
                pairs.append((half, nil))
            } else if pairs.isEmpty || pairs[pairs.count - 1].discharge != nil {
                pairs.append((nil, half))
            } else {
                pairs[pairs.count - 1].discharge = half
            }
        }
        cycles = pairs.enumerated().map { index, pair in
            var cycle = Cycle(
                number: index + 1, charge: pair.charge, discharge: pair.discharge,
                hasWholeCharge: isWhole(pair.charge), hasWholeDischarge: isWhole(pair.discharge))
            if let charge = pair.charge, let discharge = pair.discharge, cycle.hasWholeCharge,
                cycle.hasWholeDischarge
            {
                cycle.efficiency = CycleTable.efficiency(charge, discharge)
                if let put = charge.recordedCoulombs, let taken = discharge.recordedCoulombs, put > 0 {
                    cycle.recordedEfficiency = taken / put
                }
            }
            return cycle
        }
    }

    private static func efficiency(_ charge: HalfCycle, _ discharge: HalfCycle) -> Efficiency {
        let value = discharge.coulombs / charge.coulombs
        let relative =
            charge.uncertaintyCoulombs / charge.coulombs + discharge.uncertaintyCoulombs / discharge.coulombs
        return Efficiency(value: value, uncertainty: value * relative)
    }
}

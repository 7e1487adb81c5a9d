/// Whether the cell is in its first cycle: a share of that discharge never comes back, and that is not ageing.
///
/// A cell as assembled holds no sodium in its positive electrode, and rests above the upper cut-off: no charge that ends
/// at the cut-off leaves a cell there. So the first voltage tells it, when nothing flows. It is over once a discharge has
/// met the lower cut-off and the charge after it the upper one, or after so much charge that a voltage has to do.
/// A monitor that begins later in the first cycle does not know of it.
struct FormationWatch: Equatable, Sendable {
    /// How far above the upper cut-off: as the limits of the built-in cells, for what holding a cut-off may overshoot.
    static var marginVolts: Float { 0.010 }
    /// A cut-off counts as met within this, as in `CycleLedger`.
    private static var cutOffVolts: Float { 0.005 }
    /// Charged so many times the capacity, a cell that is never cycled in full counts as formed.
    private static var mostCapacities: Float { 3 }

    /// Raw value in `phase`.
    private enum Phase {
        static var unjudged: UInt8 { 0 }
        static var over: UInt8 { 1 }
        static var discharge: UInt8 { 2 }
        static var charge: UInt8 { 3 }
    }
    private var phase = Phase.unjudged

    /// True from a fresh cell's first sample to the end of its first charge.
    var isActive: Bool { phase >= Phase.discharge }
    /// True during that until the lower cut-off was met: what is lost is lost then.
    var isFirstDischarge: Bool { phase == Phase.discharge }

    /// True once the first cycle has ended, or there was none: then no sample needs to be looked at.
    var isOver: Bool { phase == Phase.over }

    /// Takes a sample of a cell that is not formed yet. `charged` is what was charged so far in nanocoulombs. Cost: ten
    /// comparisons.
    mutating func step(_ sample: Sample, charged: UInt64, _ cell: borrowing EstimatorCell) {
        guard cell.losesCharge else {
            phase = Phase.over
            return
        }
        let isMeasured = sample.flags.contains(.currentValid) && sample.flags.contains(.voltageValid)
        guard isMeasured, !sample.flags.contains(.excitation) else { return }
        let volts = Float(sample.voltageNanovolts) * 1e-9
        let current = sample.currentPicoamperes
        if phase == Phase.unjudged {
            let isResting = Float(current.magnitude) * 1e-12 <= cell.restAmperes
            let isPossible = volts <= cell.mostVolts
            let isAbove = volts > cell.upperVolts + FormationWatch.marginVolts
            let isFresh = isResting && isPossible && isAbove
            phase = isFresh ? Phase.discharge : Phase.over
        } else if phase == Phase.discharge {
            if current < 0, volts <= cell.lowerVolts + FormationWatch.cutOffVolts { phase = Phase.charge }
        } else if current > 0, volts >= cell.upperVolts - FormationWatch.cutOffVolts {
            phase = Phase.over
        }
        let most = cell.capacityCoulombs * FormationWatch.mostCapacities
        if isActive, Float(charged) * 1e-9 >= most { phase = Phase.over }
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&phase)
        if phase > Phase.charge { phase = Phase.over }
    }
}

/// Compares the voltage with what such a cell can have at its current at all.
///
/// Without a current the range of the profile, and what the most that a cell resists adds or takes. Below it leads are
/// reversed or lost, or the cell itself is reversed; above it the voltage is not the cell's.
struct PhysicsWatch: Equatable, Sendable {
    /// How long it has to last, in units of 2¹⁰ µs: 10 s.
    private static var debounce: UInt32 { SafetyClock.units(seconds: 10) }

    /// Bit 0: below, 1: above; told, and timed.
    private var active: UInt8 = 0
    private var pending: UInt8 = 0
    private var since: UInt32 = 0

    /// True while the voltage is told to be impossible.
    var isActive: Bool { active != 0 }
    /// True while nothing is told or timed.
    var isCalm: Bool { active | pending == 0 }

    /// What changed with this sample; nil when nothing did. Cost: about 20 operations.
    mutating func step(
        _ sample: Sample, hasCurrent: Bool, hasVoltage: Bool, _ range: borrowing PlausibleRange
    ) -> (id: EventID, isBeyond: Bool)? {
        guard hasCurrent && hasVoltage else {
            pending = 0
            return nil
        }
        // pA · Ω is 10⁻³ nV.
        let drop = Int64(sample.currentPicoamperes.magnitudeLimited(1_000_000_000_000)) * range.mostOhms / 1000
        let isDischarged = sample.currentPicoamperes < 0
        var seen: UInt8 = 0
        if sample.voltageNanovolts < range.lowerNanovolts - (isDischarged ? drop : 0) { seen = 1 }
        if sample.voltageNanovolts > range.upperNanovolts + (isDischarged ? 0 : drop) { seen = 2 }
        guard seen != active else {
            pending = 0
            return nil
        }
        let now = SafetyClock.units(microseconds: sample.timeMicroseconds)
        // One thing at a time: from below to above goes by way of neither.
        let aim = active != 0 ? 4 : seen
        if pending != aim {
            pending = aim
            since = now
        }
        guard now &- since >= PhysicsWatch.debounce else { return nil }
        let told = active != 0 ? active : seen
        active = active != 0 ? 0 : seen
        pending = 0
        return (told == 1 ? .voltageBelowPhysics : .voltageAbovePhysics, active != 0)
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&active)
        coder.code(&pending)
        coder.code(&since)
    }
}

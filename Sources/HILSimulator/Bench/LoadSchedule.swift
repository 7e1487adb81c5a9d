/// Which current the load asks for: the entries of a scenario in turn, their reversals, and a load that has let go.
struct LoadSchedule: Sendable {
    private let loads: [LoadStep]
    private var index = -1
    private var sign = 1.0
    private var nextReversal = UInt64.max
    /// What the load does where the cell could not carry it: nothing until it turns round or the next entry begins.
    private var hasLetGo = false

    init(_ loads: [LoadStep]) {
        self.loads = loads
        follow(microseconds: 0)
    }

    /// The current that is asked for, in amperes.
    var amperes: Double { index >= 0 && !hasLetGo ? loads[index].amperes * sign : 0 }

    /// The next time at which it changes by the clock; nil when it never does.
    var nextChange: UInt64? {
        let next = index + 1 < loads.count ? VirtualCell.microseconds(loads[index + 1].atSecond) : UInt64.max
        let change = min(next, nextReversal)
        return change < .max ? change : nil
    }

    /// Takes what is due by the clock: the next entry, which starts anew, or a reversal.
    mutating func follow(microseconds now: UInt64) {
        while index + 1 < loads.count, VirtualCell.microseconds(loads[index + 1].atSecond) <= now {
            index += 1
            sign = 1
            hasLetGo = false
            nextReversal =
                loads[index].reverseEverySeconds.map {
                    VirtualCell.microseconds(loads[index].atSecond) + VirtualCell.microseconds($0)
                } ?? .max
        }
        guard index >= 0, let period = loads[index].reverseEverySeconds else { return }
        while nextReversal <= now {
            turnRound()
            nextReversal += VirtualCell.microseconds(period)
        }
    }

    /// Turns round where a sample's voltage lies outside the limits, or where the cell ended the current in this sample.
    mutating func look(volts: Double) {
        guard index >= 0 else { return }
        let asked = loads[index].amperes * sign
        guard let limit = asked < 0 ? loads[index].lowerVolts : asked > 0 ? loads[index].upperVolts : nil else {
            return
        }
        if hasLetGo || (asked < 0 ? volts < limit : volts > limit) { turnRound() }
    }

    /// The cell could not carry the current.
    mutating func letGo() { hasLetGo = true }

    private mutating func turnRound() {
        sign = -sign
        hasLetGo = false
    }
}

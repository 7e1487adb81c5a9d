/// A running total of charge in one direction: whole nanocoulombs and the attocoulombs that are left over.
public struct ChargeTotal: Equatable, Sendable {
    /// 1 nC = 10⁹ aC.
    public static var attocoulombsPerNanocoulomb: UInt32 { 1_000_000_000 }
    /// Intervals are split at 2³³ µs (2.4 h), so that a part of a milliampere over either piece fits 63 bits.
    private static var splitBits: UInt64 { 33 }

    /// Attocoulombs are made nanocoulombs when there are so many: two such amounts and a sample's fit 64 bits.
    private static var mostPending: UInt64 { 1 << 62 }
    /// From here on they are at once, so that the end of the range is seen when it is reached.
    private static var nearEnd: UInt64 { UInt64.max - (1 << 33) }

    /// Nanocoulombs, and attocoulombs beyond them that nobody has divided yet: a division costs more than the rest of a
    /// sample's count.
    private var whole: UInt64
    private var pending: UInt64

    /// Whole nanocoulombs. Cost: three divisions.
    public var nanocoulombs: UInt64 { settled.whole }
    /// Attocoulombs beyond the whole nanocoulombs, 0..<10⁹. Cost: three divisions.
    public var attocoulombs: UInt32 { UInt32(truncatingIfNeeded: settled.pending) }

    /// Nothing.
    public init() {
        whole = 0
        pending = 0
    }

    /// A total as a snapshot or a message holds it; nil when `attocoulombs` is a whole nanocoulomb or more.
    public init?(nanocoulombs: UInt64, attocoulombs: UInt32) {
        guard attocoulombs < ChargeTotal.attocoulombsPerNanocoulomb else { return nil }
        whole = nanocoulombs
        pending = UInt64(attocoulombs)
    }

    /// Equal in charge, however much of it is divided.
    public static func == (left: ChargeTotal, right: ChargeTotal) -> Bool {
        let (left, right) = (left.settled, right.settled)
        return left.whole == right.whole && left.pending == right.pending
    }

    /// True once the total has reached the end of its range.
    public var isSaturated: Bool { whole == UInt64.max }

    /// Adds `picoamperes` over `microseconds`, exactly, or saturates. Cost: a multiplication and an addition, and a few
    /// divisions from a milliampere or 2.4 h on, near the end of the range, and every some ten thousand samples.
    ///
    /// With I = m mA + p pA and t = h·2³³ + l: I·t aC = m·t nC + p·l aC + (p·h)·2³³ aC, where p < 10⁹ and h < 2³¹ keep
    /// p·l and p·h below 2⁶³, and what p·h leaves over beyond whole nanocoulombs, times 2³³, as well.
    ///
    /// Returns true where it has just reached the end of its range.
    @inline(__always)
    mutating func add(picoamperes: UInt64, microseconds: UInt64) -> Bool {
        guard picoamperes < 1_000_000_000, microseconds >> ChargeTotal.splitBits == 0, whole < ChargeTotal.nearEnd
        else {
            return addMuch(picoamperes: picoamperes, microseconds: microseconds)
        }
        addAttocoulombs(picoamperes &* microseconds)
        return false
    }

    @inline(never)
    private mutating func addMuch(picoamperes: UInt64, microseconds: UInt64) -> Bool {
        let wasSaturated = isSaturated
        let current = BillionDivision(picoamperes)
        addNanocoulombs(current.quotient.multipliedReportingOverflow(by: microseconds))
        let part = UInt64(current.remainder)
        addAttocoulombs(part * (microseconds & ((1 << ChargeTotal.splitBits) - 1)))
        let carried = BillionDivision(part * (microseconds >> ChargeTotal.splitBits))
        addNanocoulombs(carried.quotient.multipliedReportingOverflow(by: 1 << ChargeTotal.splitBits))
        addAttocoulombs(UInt64(carried.remainder) << ChargeTotal.splitBits)
        settle()
        return isSaturated && !wasSaturated
    }

    private mutating func addNanocoulombs(_ amount: (partialValue: UInt64, overflow: Bool)) {
        let (sum, overflow) = whole.addingReportingOverflow(amount.partialValue)
        whole = amount.overflow || overflow ? UInt64.max : sum
    }

    /// `amount` below 2⁶³.
    @inline(__always)
    private mutating func addAttocoulombs(_ amount: UInt64) {
        pending &+= amount
        if pending >= ChargeTotal.mostPending { settle() }
    }

    /// The same charge with less than a nanocoulomb pending.
    private var settled: ChargeTotal {
        var copy = self
        copy.settle()
        return copy
    }

    @inline(never)
    private mutating func settle() {
        guard pending >= UInt64(ChargeTotal.attocoulombsPerNanocoulomb) else { return }
        let division = BillionDivision(pending)
        addNanocoulombs((division.quotient, false))
        pending = UInt64(division.remainder)
    }

    /// Visits nanocoulombs (8 bytes) and attocoulombs (4 bytes); a whole nanocoulomb or more of the latter reads as 10⁹ − 1.
    mutating func visit(_ coder: inout some FieldCoder) {
        settle()
        var attocoulombs = UInt32(truncatingIfNeeded: pending)
        coder.code(&whole)
        coder.code(&attocoulombs)
        pending = UInt64(min(attocoulombs, ChargeTotal.attocoulombsPerNanocoulomb - 1))
    }
}

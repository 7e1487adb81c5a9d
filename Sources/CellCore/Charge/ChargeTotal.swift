/// A running total of charge in one direction: whole nanocoulombs and the attocoulombs that are left over.
public struct ChargeTotal: Equatable, Sendable {
    /// 1 nC = 10⁹ aC.
    public static var attocoulombsPerNanocoulomb: UInt32 { 1_000_000_000 }
    /// Intervals are split at 2³³ µs (2.4 h), so that a part of a milliampere over either piece fits 63 bits.
    private static var splitBits: UInt64 { 33 }

    /// Whole nanocoulombs.
    public private(set) var nanocoulombs: UInt64
    /// Attocoulombs beyond the whole nanocoulombs, 0..<10⁹.
    public private(set) var attocoulombs: UInt32

    /// Nothing.
    public init() {
        nanocoulombs = 0
        attocoulombs = 0
    }

    /// A total as a snapshot or a message holds it; nil when `attocoulombs` is a whole nanocoulomb or more.
    public init?(nanocoulombs: UInt64, attocoulombs: UInt32) {
        guard attocoulombs < ChargeTotal.attocoulombsPerNanocoulomb else { return nil }
        self.nanocoulombs = nanocoulombs
        self.attocoulombs = attocoulombs
    }

    /// True once the total has reached the end of its range.
    public var isSaturated: Bool { nanocoulombs == UInt64.max }

    /// Adds `picoamperes` over `microseconds`, exactly, or saturates. The same cost for any current and any interval.
    ///
    /// With I = m mA + p pA and t = h·2³³ + l: I·t aC = m·t nC + p·l aC + (p·h)·2³³ aC, where p < 10⁹ and h < 2³¹ keep
    /// p·l and p·h below 2⁶³, and what p·h leaves over beyond whole nanocoulombs, times 2³³, as well.
    mutating func add(picoamperes: UInt64, microseconds: UInt64) {
        let current = BillionDivision(picoamperes)
        addNanocoulombs(current.quotient.multipliedReportingOverflow(by: microseconds))
        let part = UInt64(current.remainder)
        let low = microseconds & ((1 << ChargeTotal.splitBits) - 1)
        addAttocoulombs(part * low)
        let high = microseconds >> ChargeTotal.splitBits
        guard high > 0 else { return }
        let carried = BillionDivision(part * high)
        addNanocoulombs(carried.quotient.multipliedReportingOverflow(by: 1 << ChargeTotal.splitBits))
        addAttocoulombs(UInt64(carried.remainder) << ChargeTotal.splitBits)
    }

    private mutating func addNanocoulombs(_ amount: (partialValue: UInt64, overflow: Bool)) {
        let (sum, overflow) = nanocoulombs.addingReportingOverflow(amount.partialValue)
        nanocoulombs = amount.overflow || overflow ? UInt64.max : sum
    }

    private mutating func addAttocoulombs(_ amount: UInt64) {
        let whole = BillionDivision(amount)
        addNanocoulombs((whole.quotient, false))
        attocoulombs += whole.remainder
        if attocoulombs >= ChargeTotal.attocoulombsPerNanocoulomb {
            attocoulombs -= ChargeTotal.attocoulombsPerNanocoulomb
            addNanocoulombs((1, false))
        }
    }

    /// Visits nanocoulombs (8 bytes) and attocoulombs (4 bytes); a whole nanocoulomb or more of the latter reads as 10⁹ − 1.
    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&nanocoulombs)
        coder.code(&attocoulombs)
        attocoulombs = min(attocoulombs, ChargeTotal.attocoulombsPerNanocoulomb - 1)
    }
}

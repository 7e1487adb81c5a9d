/// A running total of charge in one direction: whole nanocoulombs and the attocoulombs that are left over.
public struct ChargeTotal: Equatable, Sendable {
    /// 1 nC = 10⁹ aC.
    public static var attocoulombsPerNanocoulomb: UInt32 { 1_000_000_000 }
    /// Intervals are split at 2³³ µs (2.4 h) so that a part of a milliampere over one fits 63 bits: 10⁹ · 2³³ < 2⁶³.
    static var longestIntervalMicroseconds: UInt64 { 1 << 33 }

    /// Whole nanocoulombs.
    public private(set) var nanocoulombs: UInt64
    /// Attocoulombs beyond the whole nanocoulombs, 0..<10⁹.
    public private(set) var attocoulombs: UInt32

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

    /// Adds `picoamperes` over `microseconds`, exactly, or saturates.
    mutating func add(picoamperes: UInt64, microseconds: UInt64) {
        let current = BillionDivision(picoamperes)
        var remaining = microseconds
        while remaining > 0 && !isSaturated {
            let interval = min(remaining, ChargeTotal.longestIntervalMicroseconds)
            remaining -= interval
            // I·t aC = (whole milliamperes)·t nC + (the rest)·t aC
            addNanocoulombs(current.quotient.multipliedReportingOverflow(by: interval))
            let part = BillionDivision(UInt64(current.remainder) * interval)
            addNanocoulombs((part.quotient, false))
            addAttocoulombs(part.remainder)
        }
    }

    private mutating func addNanocoulombs(_ amount: (partialValue: UInt64, overflow: Bool)) {
        let (sum, overflow) = nanocoulombs.addingReportingOverflow(amount.partialValue)
        nanocoulombs = amount.overflow || overflow ? UInt64.max : sum
    }

    private mutating func addAttocoulombs(_ amount: UInt32) {
        attocoulombs += amount
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

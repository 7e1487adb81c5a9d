/// Charge into and out of the cell, exact to the attocoulomb for any current and any interval.
///
/// A picoampere for a microsecond is an attocoulomb, so a sample's charge is an integer and no rounding ever happens.
/// Two unsigned totals hold it; the net charge is their difference, so the three can never disagree.
/// Range: 1.8·10¹⁰ C (5 MA·h) a direction; beyond it the total stays at its end and `isSaturated` says so.
public struct ChargeLedger: Equatable, Sendable {
    /// Charge that went into the cell.
    public private(set) var charged: ChargeTotal
    /// Charge that came out of the cell.
    public private(set) var discharged: ChargeTotal

    /// A ledger with nothing in it.
    public init() {
        charged = ChargeTotal()
        discharged = ChargeTotal()
    }

    /// A ledger that goes on from two totals, as a snapshot or a message holds them.
    public init(charged: ChargeTotal, discharged: ChargeTotal) {
        self.charged = charged
        self.discharged = discharged
    }

    /// Adds a mean current in picoamperes over an interval in microseconds.
    ///
    /// Cost: a 64-bit multiplication and an addition below a milliampere and 2.4 h, twelve 32-bit divisions beyond; runs on
    /// each sample.
    ///
    /// Returns true where a total has just reached the end of its range.
    @discardableResult
    @inline(__always)
    public mutating func add(currentPicoamperes: Int64, intervalMicroseconds: UInt64) -> Bool {
        currentPicoamperes > 0
            ? charged.add(picoamperes: currentPicoamperes.magnitude, microseconds: intervalMicroseconds)
            : discharged.add(picoamperes: currentPicoamperes.magnitude, microseconds: intervalMicroseconds)
    }

    /// True once either total has reached the end of its range and no longer counts.
    public var isSaturated: Bool { charged.isSaturated || discharged.isSaturated }

    /// Charged minus discharged, in whole nanocoulombs rounded down; saturates at the range of `Int64`.
    public var netNanocoulombs: Int64 { net.nanocoulombs }

    /// Charged minus discharged, exactly: nanocoulombs rounded down, and 0..<10⁹ attocoulombs above that.
    public var net: (nanocoulombs: Int64, attocoulombs: UInt32) {
        let (more, less) = (charged.attocoulombs, discharged.attocoulombs)
        let borrow = more < less
        let attocoulombs = borrow ? more + ChargeTotal.attocoulombsPerNanocoulomb - less : more - less
        let difference = ChargeLedger.saturatingDifference(charged.nanocoulombs, discharged.nanocoulombs)
        return (borrow && difference > Int64.min ? difference - 1 : difference, attocoulombs)
    }

    private static func saturatingDifference(_ left: UInt64, _ right: UInt64) -> Int64 {
        if left >= right { return Int64(clamping: left - right) }
        let magnitude = right - left
        return magnitude > UInt64(Int64.max) ? Int64.min : -Int64(magnitude)
    }

    /// Visits the two totals: nanocoulombs and attocoulombs of what was charged, then of what was discharged.
    public mutating func visit(_ coder: inout some FieldCoder) {
        charged.visit(&coder)
        discharged.visit(&coder)
    }
}

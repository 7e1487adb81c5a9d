import CellCore
import Foundation
import TestSupport
import Testing

/// Exact sums in 128-bit attocoulombs: the rational reference, since 1 pA · 1 µs = 1 aC.
private struct ExactCharge {
    var charged: Int128 = 0
    var discharged: Int128 = 0

    mutating func add(_ picoamperes: Int64, _ microseconds: UInt64) {
        let amount = Int128(picoamperes) * Int128(microseconds)
        if amount > 0 { charged += amount } else { discharged -= amount }
    }
}

private func attocoulombs(_ total: ChargeTotal) -> Int128 {
    Int128(total.nanocoulombs) * 1_000_000_000 + Int128(total.attocoulombs)
}

@Suite struct ChargeLedgerTests {
    /// 0.981 mAh, the reversible capacity of the cell; 1 C is 981 µA.
    private static let oneCPicoamperes = 981e6

    @Test(arguments: [UInt64](1...20))
    func equalsExactArithmeticToTheLastBit(seed: UInt64) {
        var random = SeededGenerator(seed: seed, purpose: "ledger, C/100 000…100C, 1 µs…1 h")
        var ledger = ChargeLedger()
        var exact = ExactCharge()
        for _ in 0..<20_000 {
            let rate = random.logUniform(1e-5, 100, log: log, exp: exp)
            let sign: Double = Bool.random(using: &random) ? 1 : -1
            let current = Int64((sign * rate * Self.oneCPicoamperes).rounded())
            let interval = UInt64(random.logUniform(1, 3.6e9, log: log, exp: exp).rounded())
            ledger.add(currentPicoamperes: current, intervalMicroseconds: interval)
            exact.add(current, interval)
        }
        #expect(attocoulombs(ledger.charged) == exact.charged)
        #expect(attocoulombs(ledger.discharged) == exact.discharged)
        let net = Int128(ledger.net.nanocoulombs) * 1_000_000_000 + Int128(ledger.net.attocoulombs)
        #expect(net == exact.charged - exact.discharged)
        #expect(!ledger.isSaturated)
    }

    @Test func holdsForAnyCurrentAndAnyInterval() {
        let currents: [Int64] = [0, 1, -1, 999_999_999, 1_000_000_000, 1_000_000_001, .max, .min, .min + 1]
        let intervals: [UInt64] = [0, 1, 511, 512, 1 << 32, (1 << 33) - 1, 1 << 33, (1 << 33) + 1, 1 << 40, .max]
        let largest = Int128(UInt64.max) * 1_000_000_000
        for current in currents {
            for interval in intervals {
                var ledger = ChargeLedger()
                ledger.add(currentPicoamperes: current, intervalMicroseconds: interval)
                let magnitude = Int128(current.magnitude).multipliedReportingOverflow(by: Int128(interval))
                let total = current > 0 ? ledger.charged : ledger.discharged
                if magnitude.overflow || magnitude.partialValue >= largest {
                    #expect(ledger.isSaturated, "\(current) pA for \(interval) µs")
                } else {
                    #expect(attocoulombs(total) == magnitude.partialValue, "\(current) pA for \(interval) µs")
                }
            }
        }
    }

    @Test func splittingAnIntervalChangesNothing() {
        var random = SeededGenerator(seed: 77, purpose: "ledger, split intervals")
        for _ in 0..<2_000 {
            let current = Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random)
            let interval = UInt64.random(in: 1...3_600_000_000, using: &random)
            var whole = ChargeLedger()
            whole.add(currentPicoamperes: current, intervalMicroseconds: interval)
            var parts = ChargeLedger()
            var rest = interval
            while rest > 0 {
                let part = UInt64.random(in: 1...rest, using: &random)
                parts.add(currentPicoamperes: current, intervalMicroseconds: part)
                rest -= part
            }
            #expect(whole == parts)
        }
    }

    /// A picoampere for an hour is 3.6 nC: the smallest current still arrives, whatever is in the ledger.
    @Test func doesNotFreezeOnALargeTotal() throws {
        let full = try #require(ChargeTotal(nanocoulombs: 1_000_000_000_000_000_000, attocoulombs: 0))
        var ledger = ChargeLedger(charged: full, discharged: ChargeTotal())
        for _ in 0..<3_600 { ledger.add(currentPicoamperes: 1, intervalMicroseconds: 1_000_000) }
        #expect(ledger.charged.nanocoulombs == 1_000_000_000_000_000_003)
        #expect(ledger.charged.attocoulombs == 600_000_000)
    }

    @Test func refusesAttocoulombsThatAreANanocoulomb() {
        #expect(ChargeTotal(nanocoulombs: 0, attocoulombs: 1_000_000_000) == nil)
        #expect(ChargeTotal(nanocoulombs: 0, attocoulombs: 999_999_999) != nil)
    }

    @Test func saturatesAndStays() throws {
        let nearlyFull = try #require(ChargeTotal(nanocoulombs: .max - 1, attocoulombs: 999_999_999))
        var ledger = ChargeLedger(charged: nearlyFull, discharged: ChargeTotal())
        #expect(!ledger.isSaturated)
        ledger.add(currentPicoamperes: 1, intervalMicroseconds: 1)
        #expect(ledger.isSaturated)
        #expect(ledger.charged.nanocoulombs == .max)
        ledger.add(currentPicoamperes: 1_000_000, intervalMicroseconds: 1_000_000)
        #expect(ledger.charged.nanocoulombs == .max)
        #expect(ledger.netNanocoulombs == Int64.max)
    }
}

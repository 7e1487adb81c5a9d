import CellPlant
import Foundation
import HILSimulator
import Testing

@Suite struct VirtualCellTests {
    private func cell(_ tables: String, name: String = "symmetric", charge: Double = 0.5) throws -> VirtualCell {
        let text = """
            title = "t"
            cell = "\(name)"
            \(name.hasSuffix("tis2") ? "state_of_charge = \(charge)" : "")
            duration_second = 100000
            \(tables)
            """
        return try VirtualCell(try Scenario(text: text, file: "t.toml"))
    }

    private func load(_ second: Double, _ amperes: Double, _ more: String = "") -> String {
        "[[load]]\nat_second = \(second)\ncurrent_ampere = \(amperes)\n\(more)\n"
    }

    @Test func aChangeWithinASampleGivesTheMean() throws {
        var cell = try cell(load(0, 0) + load(10.25, 40e-6) + load(10.75, -20e-6))
        #expect(try cell.advance(toMicrosecond: 10_000_000) == 0)
        // 0.25 s of nothing, 0.5 s of 40 µA, 0.25 s of −20 µA.
        #expect(abs(try cell.advance(toMicrosecond: 11_000_000) - 15e-6) < 1e-20)
        #expect(try cell.advance(toMicrosecond: 12_000_000) == -20e-6)
        #expect(cell.second == 12)
        #expect(cell.microseconds == 12_000_000)
    }

    /// Charge that flows is what the means say, however the way is divided.
    @Test func theMeansAddUp() throws {
        let tables = load(0, 0) + load(7.123456, 50e-6, "reverse_every_second = 3.3") + load(60, -10e-6)
        for period in [1000, 333_333, 1_000_000, 7_000_001] as [UInt64] {
            var cell = try cell(tables)
            var coulombs = 0.0
            var time: UInt64 = 0
            while time < 70_000_000 {
                let next = min(time + period, 70_000_000)
                coulombs += try cell.advance(toMicrosecond: next) * Double(next - time) / 1e6
                time = next
            }
            // 52.876544 s in turns of 3.3 s: 16 whole turns cancel, 0.076544 s at +50 µA remain; then 10 s of −10 µA.
            #expect(abs(coulombs - (0.076544 * 50e-6 - 100e-6)) < 1e-15, "\(period)")
        }
    }

    @Test func loadBeforeTheFirstEntryIsNone() throws {
        var cell = try cell(load(5, 1e-6))
        #expect(try cell.advance(toMicrosecond: 5_000_000) == 0)
        #expect(cell.amperes == 1e-6)
    }

    @Test func faultWindows() throws {
        let tables = """
            [[fault]]
            kind = "short"
            from_second = 10
            until_second = 30
            ohm = 1000
            [[fault]]
            kind = "short"
            from_second = 20.5
            ohm = 500
            """
        var cell = try cell(tables, name: "alucone-tis2")
        for (second, siemens) in [(9.999999, 0), (10, 1e-3), (20, 1e-3), (20.5, 3e-3), (29.999999, 3e-3), (30, 2e-3)] {
            _ = try cell.advance(toMicrosecond: UInt64((second * 1e6).rounded()))
            #expect(abs(cell.leakSiemens - siemens) < 1e-15, "\(second)")
        }
        _ = try cell.advance(toMicrosecond: 99_999_000_000)
        #expect(cell.leakSiemens == 2e-3)
    }

    /// A short that begins in the middle of a sample shows in the voltage at its end, not before.
    @Test func aFaultActsFromItsTime() throws {
        let fault = "[[fault]]\nkind = \"short\"\nfrom_second = 10.5\nohm = 100\n"
        var shorted = try cell(fault, name: "alucone-tis2")
        var healthy = try cell("", name: "alucone-tis2")
        _ = (try shorted.advance(toMicrosecond: 10_500_000), try healthy.advance(toMicrosecond: 10_500_000))
        #expect(shorted.volts == healthy.volts)
        _ = (try shorted.advance(toMicrosecond: 11_000_000), try healthy.advance(toMicrosecond: 11_000_000))
        #expect(shorted.volts < healthy.volts / 4)
        #expect(shorted.stateOfCharge < healthy.stateOfCharge)
    }

    @Test func reversalByTime() throws {
        var cell = try cell(load(50, 71.3e-6, "reverse_every_second = 100"))
        for (second, amperes) in [(149, 71.3e-6), (150, -71.3e-6), (249, -71.3e-6), (250, 71.3e-6), (350, -71.3e-6)] {
            _ = try cell.advance(toMicrosecond: UInt64(second) * 1_000_000)
            #expect(cell.amperes == amperes, "\(second)")
        }
    }

    @Test func reversalByVoltage() throws {
        var cell = try cell(
            load(0, -86.4e-6, "reverse_below_volt = 1.5\nreverse_above_volt = 2.75"), name: "alucone-tis2", charge: 0.1)
        var turns: [(volts: Double, amperes: Double)] = []
        var before = cell.amperes
        for second in 1...90_000 as ClosedRange<UInt64> {
            let volts = cell.volts
            _ = try cell.advance(toMicrosecond: second * 1_000_000)
            #expect(cell.volts > 1.4 && cell.volts < 2.85)
            if cell.amperes != before { turns.append((volts, cell.amperes)) }
            before = cell.amperes
        }
        #expect(turns.count >= 2)
        // At the sample before, the voltage was still inside.
        for (index, turn) in turns.enumerated() {
            #expect(turn.amperes == (index % 2 == 0 ? 86.4e-6 : -86.4e-6))
            #expect(index % 2 == 0 ? turn.volts >= 1.5 : turn.volts <= 2.75)
        }
    }

    /// 20 J/K of rods behind 20 K/W, 0.15 J/K of pellet behind another 15 K/W: 403 s for both, the pellet 2 s later.
    @Test func theCellFollowsItsSurroundings() throws {
        let tables = "[[temperature]]\nat_second = 10\ncelsius = 20\n[[temperature]]\nat_second = 20\ncelsius = 40\n"
        var cell = try cell(tables)
        // Before the first entry the first holds.
        #expect(cell.ambientKelvin == 293.15 && cell.rodKelvin == 293.15 && cell.pelletKelvin == 293.15)
        _ = try cell.advance(toMicrosecond: 19_999_999)
        #expect(cell.ambientKelvin == 293.15 && abs(cell.rodKelvin - 293.15) < 1e-9)
        for second in [21.0, 120, 420, 1220, 4020] {
            _ = try cell.advance(toMicrosecond: UInt64(second * 1e6))
            #expect(cell.ambientKelvin == 313.15)
            #expect(abs(cell.rodKelvin - (313.15 - 20 * exp(-(second - 20) / 403))) < 0.05, "\(second)")
            #expect(abs(cell.pelletKelvin - (313.15 - 20 * exp(-max(second - 22.27, 0) / 403))) < 0.06, "\(second)")
        }
    }

    /// Blocking electrodes with a resistor across them, where only the electrolyte's law is left, would be still simpler;
    /// but a warm coated cell does take less voltage, by more than its electrolyte and less than its film: 0.22, 0.55 eV.
    @Test func warmthLowersThePolarisation() throws {
        func volts(_ celsius: Double) throws -> Double {
            var cell = try cell("[[temperature]]\nat_second = 0\ncelsius = \(celsius)\n" + load(0, 71.3e-6))
            _ = try cell.advance(toMicrosecond: 3_600_000_000)
            return cell.volts
        }
        func factor(_ electronvolts: Double) -> Double {
            exp(electronvolts / 8.617333e-5 * (1 / 293.15 - 1 / 313.15))
        }
        let ratio = try volts(20) / volts(40)
        #expect(ratio > factor(0.22) && ratio < factor(0.55), "\(ratio)")
    }

    /// Times finer than the clock, and times that are no binary fractions, leave no part too short for the plant.
    @Test func oddTimes() throws {
        var tables = load(0.1, 1e-6) + load(0.3, 2e-6, "reverse_every_second = 1.0000003") + load(7.999_999_9, 3e-6)
        tables += "[[fault]]\nkind = \"short\"\nfrom_second = 0.1000001\nuntil_second = 8.0000001\nohm = 1e6\n"
        var cell = try cell(tables, name: "alucone-tis2")
        for step in 1...300 as ClosedRange<UInt64> { _ = try cell.advance(toMicrosecond: step * 33_333) }
        #expect(cell.amperes == 3e-6)
        #expect(cell.leakSiemens == 0)
        #expect(try cell.advance(toMicrosecond: 5) == 3e-6)
        #expect(cell.microseconds == 300 * 33_333)
    }

    @Test func aLongWayAtOnce() throws {
        var cell = try cell(load(0, 1e-6))
        #expect(abs(try cell.advance(toMicrosecond: 86_400_000_000) - 1e-6) < 1e-18)
    }
}

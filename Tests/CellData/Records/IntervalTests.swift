import CellCore
import CellData
import Testing

@Suite("Intervals and currents")
struct IntervalTests {
    private let header = "Test Time / s,Voltage / V,Current / A\n"

    @Test("A mean current holds over the interval that ends at the row")
    func mean() {
        let record = ReadRecord(header + "5,1,9\n7,1,2\n10,1,-4\n", RecordOptions(currentMeaning: .mean))
        #expect(
            record.rows.map(\.sample.currentPicoamperes) == [9_000_000_000_000, 2_000_000_000_000, -4_000_000_000_000])
        #expect(record.rows.map(\.sample.intervalMicroseconds) == [0, 2_000_000, 3_000_000])
        // 2 A · 2 s − 4 A · 3 s = −8 C
        #expect(record.rows.attocoulombs == -8_000_000_000_000_000_000)
    }

    @Test("An instantaneous current is taken by the trapezoidal rule")
    func trapezoid() {
        let record = ReadRecord(header + "5,1,9\n7,1,2\n10,1,-4\n")
        // (9 + 2)/2 · 2 + (2 − 4)/2 · 3 = 11 − 3 = 8 C
        #expect(record.rows.attocoulombs == 8_000_000_000_000_000_000)
        #expect(
            record.rows.map(\.sample.currentPicoamperes) == [9_000_000_000_000, 5_500_000_000_000, -1_000_000_000_000])
    }

    @Test("A half picoampere goes to the even neighbour, at either end of the range")
    func midpoints() {
        let big = Int64.max - 1
        let cases: [(Int64, Int64, Int64)] = [
            (0, 1, 0), (1, 2, 2), (-1, 0, 0), (-2, -1, -2), (-3, -2, -2), (big, big, big), (-big, big, 0),
            (big, 0, big / 2),
            (-big, -big, -big),
        ]
        for (first, second, middle) in cases {
            let text = "Test Time / s,Voltage / V,Current / pA\n0,1,\(first)\n1,1,\(second)\n"
            #expect(ReadRecord(text).rows.last?.sample.currentPicoamperes == middle)
        }
    }

    /// Rest until 10 s, then 2 A: the cycler prints the end of the rest and the start of the step with one time. The
    /// second row is no sample, but the interval after it starts from 2 A: 2 A · 10 s, not 1 A · 10 s.
    @Test("Across a step printed twice, no charge is lost")
    func stepAtOneTime() {
        let record = ReadRecord(header + "0,1,0\n10,1,0\n10,1,2\n20,1,2\n")
        #expect(record.rows.attocoulombs == 20_000_000_000_000_000_000)
        #expect(record.warnings == [RecordWarning(line: 4, kind: .repeatedTime)])
    }

    /// A step at an unknown moment between two rows: the trapezoid is in the middle of what is possible (0 … 20 C).
    @Test("Across a step between two rows, the error is at most half")
    func stepBetweenRows() {
        #expect(ReadRecord(header + "0,1,0\n10,1,2\n").rows.attocoulombs == 10_000_000_000_000_000_000)
    }

    @Test("Beside a current that was not measured, no mean is known")
    func gapInCurrent() {
        let record = ReadRecord(header + "0,1,2\n1,1,\n2,1,2\n3,1,2\n")
        #expect(record.rows.map { $0.sample.flags.contains(.currentValid) } == [true, false, false, true])
        #expect(record.rows.attocoulombs == 2_000_000_000_000_000_000)
        #expect(record.warnings == [RecordWarning(line: 3, kind: .currentEmpty)])
    }

    @Test("A source that counts discharge as positive is turned, its own count too")
    func sign() {
        #expect(CurrentSign.positiveCharges.chargingPositive(-7) == -7)
        #expect(CurrentSign.positiveDischarges.chargingPositive(-7) == 7)
        #expect(CurrentSign.positiveDischarges.chargingPositive(Int64.max) == -Int64.max)
        let text = "Test Time / s,Voltage / V,Current / A,Net Capacity / Ah\n0,1,0,0\n3600,1,2,2\n"
        let options = RecordOptions(currentMeaning: .mean, currentSign: .positiveDischarges)
        let row = ReadRecord(text, options).rows.last
        #expect(row?.sample.currentPicoamperes == -2_000_000_000_000)
        #expect(row?.recordedNetChargePicoampereHours == -2_000_000_000_000)
    }

    @Test("The record's own count: net as it stands, two counters followed over their resets")
    func ownCount() {
        let net = "Test Time / s,Voltage / V,Current / A,Net Capacity / mAh\n0,1,0,5\n1,1,0,4\n2,1,0,\n3,1,0,7\n"
        let rows = ReadRecord(net).rows
        #expect(rows.map(\.recordedNetChargePicoampereHours) == [0, -1_000_000_000, 0, 2_000_000_000])
        #expect(rows.map { $0.fields.contains(.netCharge) } == [true, true, false, true])

        let counters =
            "test_time_second,voltage_volt,current_ampere,charging_capacity_ah,discharging_capacity_ah\n"
            + "0,1,0,1,0\n1,1,0,3,0\n2,1,0,0,0.5\n3,1,0,0.25,0.5\n4,1,0,0.25,0.125\n"
        // +2, then charge set to zero and −0.5, then +0.25, then discharge set to zero and −0.125.
        #expect(
            ReadRecord(counters).rows.map(\.recordedNetChargePicoampereHours) == [
                0, 2_000_000_000_000, 1_500_000_000_000, 1_750_000_000_000, 1_625_000_000_000,
            ])
    }

    @Test("An averaging interval makes the current a mean over it")
    func averaging() {
        let text =
            "Test Time / s,Voltage / V,Current / A,Averaging Interval / s\n"
            + "5,1,1,2\n6,1,3,1\n10,1,2,1\n11,1,2,9\n"
        let record = ReadRecord(text)
        #expect(record.meaning == .mean)
        #expect(record.rows.map(\.sample.intervalMicroseconds) == [2_000_000, 1_000_000, 1_000_000, 1_000_000])
        #expect(record.warnings == [RecordWarning(line: 5, kind: .intervalClipped)])
        #expect(ReadRecord(text, RecordOptions(currentMeaning: .instantaneous)).meaning == .instantaneous)
    }
}

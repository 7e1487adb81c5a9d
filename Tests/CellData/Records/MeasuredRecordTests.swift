import CellCore
import CellData
import TestSupport
import Testing

/// The totals were obtained once by another program: Python's `csv` and `decimal`, each field rounded half to even to
/// µs, nV and pA, charge summed in integers (pA · µs = aC); `mean` as the sum of I·Δt, `trapezoid` with the midpoint of
/// the two currents rounded half to even.
struct MeasuredTotals: Sendable, CustomStringConvertible {
    var file: String
    var rows: Int
    var lastMicroseconds: UInt64
    var mean: Int128
    var trapezoid: Int128
    var throughput: Int128
    var nanovolts: Int128
    var steps: Int64
    var cycles: Int64
    var ownPicoampereHours: Int64?

    var description: String { file }
    var isPresent: Bool { Records.has(file) }

    static let all: [MeasuredTotals] = [
        MeasuredTotals(
            file: "nacoo2_88uA_gcpl.bdf.csv", rows: 16152, lastMicroseconds: 160_076_321_200,
            mean: -42_630_443_803_581_500, trapezoid: -42_619_571_342_844_300,
            throughput: 13_894_506_917_952_093_900, nanovolts: 46_563_753_796_000, steps: 51773, cycles: 22372,
            ownPicoampereHours: -11_841_718),
        MeasuredTotals(
            file: "na_ion_18650_0c5.bdf.csv", rows: 12984, lastMicroseconds: 12_983_242_000,
            mean: 541_790_741_641_000_000_000, trapezoid: 541_775_739_509_000_000_000,
            throughput: 11_276_030_241_649_000_000_000, nanovolts: 42_418_709_700_000, steps: 31348, cycles: 0,
            ownPicoampereHours: 150_497_400_000),
        MeasuredTotals(
            file: "na_ion_18650_1c5.bdf.csv", rows: 7500, lastMicroseconds: 7_499_216_000,
            mean: 234_372_971_870_000_000_000, trapezoid: 234_362_867_930_000_000_000,
            throughput: 10_795_189_883_246_000_000_000, nanovolts: 24_983_854_400_000, steps: 19861, cycles: 0,
            ownPicoampereHours: 65_103_600_000),
        MeasuredTotals(
            file: "lili_soft_short_gcpl_0-30h.bdf.csv", rows: 66222, lastMicroseconds: 108_899_503_400,
            mean: 43_196_749_280_000_000_000, trapezoid: 43_196_749_280_000_000_000,
            throughput: 43_196_749_280_000_000_000, nanovolts: 7_076_999_294_900, steps: 0, cycles: 0,
            ownPicoampereHours: nil),
        MeasuredTotals(
            file: "landt_export.bdf.csv", rows: 25162, lastMicroseconds: 262_657_764_000,
            mean: -18_235_338_400_000_000_000, trapezoid: -18_235_336_600_000_000_000,
            throughput: 43_891_552_800_000_000_000, nanovolts: 12_390_320_500_000, steps: 53860, cycles: 0,
            ownPicoampereHours: nil),
        MeasuredTotals(
            file: "landt_export.csv", rows: 25162, lastMicroseconds: 262_657_764_000,
            mean: -18_235_338_400_000_000_000, trapezoid: -18_235_336_600_000_000_000,
            throughput: 43_891_552_800_000_000_000, nanovolts: 12_390_320_500_000, steps: 53860, cycles: 27862,
            ownPicoampereHours: nil),
    ]
}

@Suite("Measured records")
struct MeasuredRecordTests {
    @Test("Totals equal those of another program", arguments: MeasuredTotals.all)
    func totals(_ expected: MeasuredTotals) {
        guard expected.isPresent else { return print("skipped: no \(expected.file) in \(Records.folder)") }
        let path = Records.location(expected.file)
        let mean = ReadRecord(path: path, RecordOptions(currentMeaning: .mean))
        #expect(mean.error == nil)
        #expect(mean.warnings.isEmpty)
        #expect(mean.rows.count == expected.rows)
        #expect(mean.rows.first?.sample.intervalMicroseconds == 0)
        #expect(mean.rows.last?.sample.timeMicroseconds == expected.lastMicroseconds)
        #expect(mean.rows.attocoulombs == expected.mean)
        #expect(mean.rows.throughput == expected.throughput)
        #expect(mean.rows.reduce(Int128(0)) { $0 + Int128($1.sample.voltageNanovolts) } == expected.nanovolts)
        #expect(mean.rows.reduce(0) { $0 + $1.step } == expected.steps)
        #expect(mean.rows.reduce(0) { $0 + $1.cycle } == expected.cycles)

        let instantaneous = ReadRecord(path: path)
        #expect(instantaneous.meaning == .instantaneous)
        #expect(instantaneous.rows.attocoulombs == expected.trapezoid)

        guard let own = expected.ownPicoampereHours else { return }
        #expect(mean.rows.last?.recordedNetChargePicoampereHours == own)
        // 0.05 % of the throughput, whichever the current is taken for; 1 pAh = 3.6 · 10⁹ aC.
        for charge in [expected.mean, expected.trapezoid] {
            #expect((charge - Int128(own) * 3_600_000_000).magnitude * 2000 <= expected.throughput.magnitude)
        }
    }

    @Test(
        "A LANDT export gives the rows of its BDF conversion",
        .enabled(if: Records.has("landt_export.csv", "landt_export.bdf.csv")))
    func landtEqualsConversion() {
        let vendor = ReadRecord(path: Records.location("landt_export.csv"))
        let converted = ReadRecord(path: Records.location("landt_export.bdf.csv"))
        #expect(vendor.format == "LANDT export")
        #expect(converted.format == "BDF")
        #expect(vendor.rows.count == 25162)
        #expect(vendor.rows.map(\.sample) == converted.rows.map(\.sample))
        #expect(vendor.rows.map(\.step) == converted.rows.map(\.step))
        #expect(
            vendor.rows.map(\.recordedNetChargePicoampereHours)
                == converted.rows.map(\.recordedNetChargePicoampereHours))
        // No sensor was connected: the printed 0 is no temperature.
        #expect(vendor.rows.allSatisfy { $0.sample.flags == SampleFlags.currentValid.union(.voltageValid) })
        #expect(vendor.rows.first?.line == 8)
    }

    /// LANDT prints currents to 0.1 mA, here 0.2 mA: the sum of I·Δt is known to 0.05 mA · 60.96 h of current = 3.05 mAh,
    /// and the counters to 0.05 mAh a step. The two counts agree within that, and nothing finer can be claimed.
    @Test(
        "A LANDT export's own count agrees as far as its digits go",
        .enabled(if: Records.has("landt_export.csv")))
    func landtOwnCount() throws {
        let record = ReadRecord(path: Records.location("landt_export.csv"))
        // Discharge 0.0063, charge 0.0032, discharge 0.0013 Ah: the last rows of the three steps that carry current.
        let own = try #require(record.rows.last).recordedNetChargePicoampereHours
        #expect(own == -4_400_000_000)
        let underCurrent = record.rows.filter { $0.sample.currentPicoamperes != 0 }
        let microseconds = underCurrent.reduce(UInt64(0)) { $0 + $1.sample.intervalMicroseconds }
        let known = Int128(microseconds) * 50_000_000 + 3 * 50_000_000 * 3_600_000_000
        #expect((record.rows.attocoulombs - Int128(own) * 3_600_000_000).magnitude <= known.magnitude)
    }

    @Test(
        "Spectra and other files are named for what they are",
        .enabled(
            if: Records.has(
                "lili_soft_short_eis_0-30h.bdf.csv", "biologic_peis.mpt", "impedance_py_example.csv", "README.md")))
    func spectra() {
        for (name, line) in [
            ("lili_soft_short_eis_0-30h.bdf.csv", 1), ("solid_state_ncm_lpscl_inli_peis.bdf.csv", 1),
            ("biologic_peis.mpt", 61),
        ] {
            let path = Records.location(name)
            #expect(
                ReadRecord(path: path).error
                    == .content(RecordPlace(file: path, line: line, column: 1), .impedanceSpectrum))
        }
        for name in ["impedance_py_example.csv", "README.md"] {
            guard case .content(let place, .unknownFormat) = ReadRecord(path: Records.location(name)).error else {
                Issue.record("\(name) was not refused as unknown")
                continue
            }
            #expect(place.line == 1)
        }
    }
}

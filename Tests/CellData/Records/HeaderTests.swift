import CellCore
import CellData
import Testing

@Suite("Headers and units")
struct HeaderTests {
    /// One row that means 2 s, 3 V, 4 A, written in many ways.
    @Test(
        "Labels, names, order and units",
        arguments: [
            "Test Time / s,Voltage / V,Current / A\n2,3,4\n",
            "test_time_second,voltage_volt,current_ampere\n2,3,4\n",
            "Current / mA,Test Time / ms,Voltage / mV\n4000,2000,3000\n",
            "Voltage / uV,Current / uA,Test Time / us\n3000000,4000000,2000000\n",
            "Voltage / µV,Current / µA,Test Time / µs\n3e6,4e6,2e6\n",
            "Voltage / \u{3BC}V,Current / \u{3BC}A,Test Time / s\n3e6,4e6,2\n",
            "Test Time / min,Voltage / V,Current / nA\n0.03333333333333333,3,4e9\n",
            "Test Time / h,Voltage / V,Current / A\n5.5555555555555556e-4,3,4\n",
            "test_time_millisecond,voltage_millivolt,current_milliampere\n2000,3000,4000\n",
            "test_time_s,voltage_V,current_mA\n2,3,4000\n",
            "TEST TIME / s,voltage/V,  Current  /  A \n2,3,4\n",
            "Comment,Test Time / s,Power / W,Voltage / V,Current Range / A,Current / A,Step Type\n"
                + "\"a, \"\"b\"\"\",2,12,3,5,4,rest\n",
        ])
    func spellings(_ text: String) {
        let record = ReadRecord(text)
        #expect(record.message == "")
        #expect(
            record.rows.map(\.sample) == [
                Sample(
                    timeMicroseconds: 2_000_000, intervalMicroseconds: 0, currentPicoamperes: 4_000_000_000_000,
                    voltageNanovolts: 3_000_000_000, temperatureMillikelvin: 0,
                    flags: SampleFlags.currentValid.union(.voltageValid))
            ])
    }

    @Test("A header in Latin-1 is read")
    func latin1() {
        let text: [UInt8] = Array("Test Time / s,Voltage / V,Current / ".utf8) + [0xB5] + Array("A\n0,1,5\n".utf8)
        #expect(ReadRecord(bytes: text).rows.first?.sample.currentPicoamperes == 5_000_000)
    }

    @Test(
        "Temperatures",
        arguments: [
            ("Surface Temperature / degC", "25.0005", 298_150), ("Temperature T1 / °C", "-40", 233_150),
            ("temperature_t2_celsius", "0", 273_150), ("Surface Temperature / K", "298.15", 298_150),
            ("surface_temperature_kelvin", "0", 0),
        ])
    func temperatures(_ label: String, _ value: String, _ millikelvin: Int32) {
        let sample = ReadRecord("Test Time / s,Voltage / V,Current / A,\(label)\n0,1,2,\(value)\n").rows.first?.sample
        #expect(sample?.temperatureMillikelvin == millikelvin)
        #expect(sample?.flags == .allValid)
    }

    @Test("The sensor nearest to the cell is read; the ambient one only on request")
    func temperatureChoice() {
        let head = "Ambient Temperature / degC,Temperature T1 / degC,Surface Temperature / degC,"
        let three = head + "Test Time / s,Voltage / V,Current / A\n1,2,3,0,1,2\n"
        #expect(ReadRecord(three).rows.first?.sample.temperatureMillikelvin == 276_150)
        let ambient = "Ambient Temperature / degC,Test Time / s,Voltage / V,Current / A\n25,0,1,2\n"
        #expect(ReadRecord(ambient).rows.first?.sample.flags == SampleFlags.currentValid.union(.voltageValid))
        let options = RecordOptions(usesAmbientTemperature: true)
        #expect(ReadRecord(ambient, options).rows.first?.sample.temperatureMillikelvin == 298_150)
    }

    @Test("A temperature that cannot be is marked, text in it is refused")
    func badTemperature() {
        let head = "Test Time / s,Voltage / V,Current / A,Temperature T1 / degC\n"
        let record = ReadRecord(head + "0,1,2,-300\n1,1,2,nan\n2,1,2,\n3,1,2,3e6\n4,1,2,20\n")
        #expect(record.rows.map { $0.sample.flags.contains(.temperatureValid) } == [false, false, false, false, true])
        #expect(record.warnings.map(\.line) == [2, 3, 5])
        #expect(record.warnings.allSatisfy { $0.kind == .temperatureNotPhysical })
        #expect(
            ReadRecord(head + "0,1,2,warm\n").message
                == "f.csv:2:4: expected a number in \"Temperature T1 / degC\", found \"warm\"")
    }

    @Test("Steps and cycles, by number or by name")
    func steps() {
        let head = "Test Time / s,Voltage / V,Current / A,Step ID,Cycle Count / 1\n"
        let rows = ReadRecord(head + "0,1,2,7,1\n1,1,2,rest,2\n").rows
        #expect(rows.map(\.fields) == [[.step, .cycle], [.cycle]])
        #expect(rows.first?.step == 7)
        #expect(rows.last?.cycle == 2)
        let both = "Step ID,Step Count / 1,Test Time / s,Voltage / V,Current / A\n5,6,0,1,2\n"
        #expect(ReadRecord(both).rows.first?.step == 6)
    }

    @Test("A LANDT export: preamble, a shifted trailing comma, and channels without a sensor")
    func landt() {
        let text = """
            cell model:,,,,
            Nominal capacity, used: Ah,,,
            channel_index,step_index,date_time_iso_string,test_time_s,current_mA,voltage_V,charge_capacity_Ah,\
            discharge_capacity_Ah,temperature_1_C,step_name
            1,1,04/30/2024 14:33:19,0.020,-0.5,2.5,0,0,0,"discharge, CC",
            2,1,04/30/2024 14:33:29,10.020,-0.5,2.4,0,0.1,25.5,"discharge, CC",

            """
        let record = ReadRecord(text)
        #expect(record.message == "")
        #expect(record.format == "LANDT export")
        #expect(record.rows.map(\.line) == [4, 5])
        #expect(record.rows.map(\.sample.currentPicoamperes) == [-500_000_000, -500_000_000])
        #expect(record.rows.map { $0.sample.flags.contains(.temperatureValid) } == [false, true])
        #expect(record.rows.last?.recordedNetChargePicoampereHours == -100_000_000_000)
    }
}

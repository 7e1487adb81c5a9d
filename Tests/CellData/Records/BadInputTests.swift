import CellCore
import CellData
import Testing

/// The bad input of the issue, each with the exact text a user sees, or with what is skipped and reported.
@Suite("Bad input")
struct BadInputTests {
    private let header = "Test Time / s,Voltage / V,Current / A\n"

    @Test(
        "Refused with file, line and column",
        arguments: [
            ("", "f.csv:1:1: expected a header line, found an empty file"),
            ("\u{FEFF}", "f.csv:1:1: expected a header line, found an empty file"),
            ("\n \r\n\n", "f.csv:1:1: expected a header line, found an empty file"),
            (
                "Test Time / s,Voltage / V,Current / A\n",
                "f.csv:2:1: expected rows after the header, found none that can be used"
            ),
            (
                "Test Time / s,Voltage / V\n0,1\n",
                "f.csv:1:1: expected a column \"Current / A\", found none; add or rename"
            ),
            (
                "test_time_second\n0\n",
                "f.csv:1:1: expected the columns \"Voltage / V\", \"Current / A\", found none; add or rename"
            ),
            (
                "Test Time / s,Voltage / V,Current / A\n0,1,2\n1,1,abc\n",
                "f.csv:3:3: expected a number in \"Current / A\", found \"abc\""
            ),
            (
                "Current / A,Voltage / V,Test Time / s\n2,1,0\n\n2,\"one\",1\n",
                "f.csv:4:2: expected a number in \"Voltage / V\", found \"one\""
            ),
            (
                "Test Time / s,Voltage / V,Current / A\n0,1,2\n1,1\n2,1,2\n",
                "f.csv:3:3: expected 3 fields, found 2: the line ends before \"Current / A\""
            ),
            (
                "Test Time / s,Voltage / V,Current / A\n0,1,5,0,25\n",
                "f.csv:2:4: expected 3 fields, found \"0,25\" after the last; "
                    + "write numbers with a decimal point, not a comma"
            ),
            (
                "Test Time / s,Voltage / V,Current / A\n0,1,2\n1,1e10,2\n",
                "f.csv:3:2: expected a number that fits 64 bits in the unit of a sample in \"Voltage / V\", "
                    + "found \"1e10\""
            ),
            (
                "Test Time / s,Voltage / V,Current / A\n-0.5,1,2\n",
                "f.csv:2:1: expected a number of at least 0 in \"Test Time / s\", found \"-0.5\""
            ),
            (
                "Test Time / s,Voltage / V,Current / A\n0,\"1,2\n1,1,2\n",
                "f.csv:2:2: expected a closing quotation mark in \"Voltage / V\", found the end of the line"
            ),
            (
                "Test Time / s,Voltage / V,Current / kA\n0,1,2\n",
                "f.csv:1:3: expected one of the units A, mA, uA, µA, nA, pA, ampere, milliampere, microampere, "
                    + "nanoampere in \"Current / kA\", found \"kA\""
            ),
            (
                "Test Time / s,Voltage / V,Current / A,Current / mA\n0,1,2,2000\n",
                "f.csv:1:4: expected one column of its quantity, found \"Current / mA\" beside column 3; remove one"
            ),
            (
                "time,volts\n0,1\n",
                "f.csv:1:1: expected the header of BDF or LANDT export, found \"time,volts\"; "
                    + "export the record as CSV with the columns Test Time / s, Voltage / V, Current / A"
            ),
            (
                "Frequency / Hz,Real Impedance / ohm,Imaginary Impedance / ohm\n1,2,-3\n",
                "f.csv:1:1: expected a record over time, found an impedance spectrum; "
                    + "give it as spectra, not as a time series"
            ),
            (
                "channel_index,test_time_s,current_A,step_name\n1,0,0,rest,\n",
                "f.csv:1:1: expected a column \"voltage_V\", found none; add or rename"
            ),
        ])
    func refused(_ text: String, _ message: String) {
        let record = ReadRecord(text)
        #expect(record.message == message)
        #expect(record.error?.exitStatus == 65)
    }

    @Test("UTF-16 and binary files are refused")
    func notText() {
        for bytes in [[0xFF, 0xFE, 0x54, 0x00, 0x0A], [0x7F, 0x45, 0x4C, 0x46, 0x00, 0x0A]] as [[UInt8]] {
            let place = RecordPlace(file: "f.csv", line: 1, column: 1)
            #expect(ReadRecord(bytes: bytes).error == .content(place, .notText))
        }
    }

    @Test("A line without end is refused, not stored")
    func endlessLine() {
        let text = header + String(repeating: "1", count: 3_000_000)
        let place = RecordPlace(file: "f.csv", line: 2, column: 1)
        #expect(ReadRecord(text).error == .content(place, .lineTooLong(limitBytes: 1 << 20)))
    }

    @Test("Missing files and folders")
    func files() throws {
        let folder = try TemporaryFolder()
        #expect(
            ReadRecord(path: folder.file("none.csv")).message.hasSuffix(
                "none.csv: cannot open: No such file or directory"))
        #expect(ReadRecord(path: folder.file("none.csv")).error?.exitStatus == 66)
        #expect(ReadRecord(path: folder.path).error?.exitStatus == 74)
    }

    @Test("LF or CR LF, byte order mark or none, blank lines: the same rows")
    func lineEndings() {
        let plain = ReadRecord(header + "0,1,2\n1,1.5,2\n")
        #expect(plain.rows.count == 2)
        #expect(plain.warnings.isEmpty)
        let samples = plain.rows.map(\.sample)
        for text in [
            "\u{FEFF}" + header + "0,1,2\n1,1.5,2\n",
            header.replacing("\n", with: "\r\n") + "0,1,2\r\n1,1.5,2\r\n",
            "\n\n" + header + "\n0,1,2\n  \n\n1,1.5,2\n\n",
            header + "0,1,2\n1,1.5,2",
            header + "0,1,2,\n1,1.5,2,,\n",
            "\"Test Time / s\",\"Voltage / V\",\"Current / A\"\n\"0\",\"1\",\"2\"\n 1 , +1.5 ,\t2\n",
        ] {
            let record = ReadRecord(text)
            #expect(record.rows.map(\.sample) == samples)
            #expect(record.error == nil)
            #expect(record.warnings.isEmpty)
        }
    }

    @Test(
        "A truncated last line is skipped and reported",
        arguments: [
            "2,1.5", "2,1.5,", "2,1.5,-", "2,1.5,-8.9e-", "2,1.5,-8.9e-0", "2", "2,1.5\n", "2,1.5\n\n", "2,\"1",
        ])
    func truncated(_ end: String) {
        let record = ReadRecord(header + "0,1.5,-8.9e-05\n1,1.5,-8.9e-05\n" + end)
        #expect(record.error == nil)
        #expect(record.rows.map(\.line) == [2, 3])
        #expect(record.skipped == 1)
        #expect(record.warnings == [RecordWarning(line: 4, kind: .truncatedLastLine)])
    }

    @Test("A repeated time and a step back are skipped and reported")
    func times() {
        let record = ReadRecord(header + "0,1,2\n1,1,2\n1,1,2\n2,1,2\n1.5,1,2\n3,1,2\n")
        #expect(record.error == nil)
        #expect(record.rows.map(\.line) == [2, 3, 5, 7])
        #expect(record.rows.map(\.sample.intervalMicroseconds) == [0, 1_000_000, 1_000_000, 1_000_000])
        #expect(
            record.warnings == [
                RecordWarning(line: 4, kind: .repeatedTime), RecordWarning(line: 6, kind: .timeBackwards),
            ])
        #expect(record.skipped == 2)
    }

    @Test("Time that starts again is an error, not a silent end")
    func restart() {
        let again = (0..<20).map { "\($0),1,2\n" }.joined()
        let record = ReadRecord(header + (0..<30).map { "\($0),1,2\n" }.joined() + again)
        #expect(
            record.message
                == "f.csv:32:1: expected time to go on after 29 s, found 11 rows in a row that lie before it; "
                + "split the record where time starts again")
        #expect(record.rows.count == 30)
    }

    @Test("NaN and empty fields: the row without time goes, the others stay and are marked")
    func missingValues() {
        let record = ReadRecord(
            header + "0,1,2\nNaN,1,2\n2,nan,2\n3,1,-inf\n4,,2\n5,1,\n6,1,2\n",
            RecordOptions(currentMeaning: .mean, maximumDamagedPercent: 100))
        #expect(record.error == nil)
        #expect(record.rows.map(\.line) == [2, 4, 5, 6, 7, 8])
        #expect(
            record.rows.map(\.sample.flags) == [
                SampleFlags.currentValid.union(.voltageValid), .currentValid, .voltageValid, .currentValid,
                .voltageValid,
                SampleFlags.currentValid.union(.voltageValid),
            ])
        #expect(
            record.warnings == [
                RecordWarning(line: 3, kind: .missingTime), RecordWarning(line: 4, kind: .voltageNotFinite),
                RecordWarning(line: 5, kind: .currentNotFinite), RecordWarning(line: 6, kind: .voltageEmpty),
                RecordWarning(line: 7, kind: .currentEmpty),
            ])
        // A current that was not measured adds no charge: 2 A over 2 s, 1 s and 1 s remain.
        #expect(record.rows.attocoulombs == 8_000_000_000_000_000_000)
    }

    @Test("Too many damaged rows do not pass in silence")
    func tooManyDamaged() {
        let good = (0..<88).map { "\($0),1,2\n" }.joined()
        let bad = (88..<100).map { "\($0),nan,2\n" }.joined()
        #expect(
            ReadRecord(header + good + bad).message
                == "f.csv:2:1: expected at most 10 % damaged rows, found 12 of 100; repair the record")
        #expect(ReadRecord(header + good + bad, RecordOptions(maximumDamagedPercent: 12)).error == nil)
        let endless = (0..<5000).map { "\($0),nan,2\n" }.joined()
        let record = ReadRecord(header + endless)
        #expect(record.rows.count < 1100)
        guard case .content(_, .tooManyDamagedRows) = record.error else {
            Issue.record("not refused: \(record.message)")
            return
        }
    }

    @Test("A column that was never measured is an error")
    func neverMeasured() {
        #expect(
            ReadRecord(header + "0,,2\n1,,2\n").message
                == "f.csv:1:2: expected a number in \"Voltage / V\" in at least one row, found none")
    }

    @Test("The list of warnings is bounded, the counts are not")
    func boundedWarnings() throws {
        let text = header + (0..<500).map { "\($0 / 2),1,2\n" }.joined()
        var reader = try RecordReader(bytes: Array(text.utf8), name: "f.csv")
        while try reader.next() != nil {}
        #expect(reader.warnings.listed.count == RecordWarnings.listLimit)
        #expect(reader.warnings.count(of: .repeatedTime) == 250)
        #expect(reader.warnings.total == 250)
        #expect(reader.skippedCount == 250)
        #expect(reader.rowCount == 250)
        #expect(reader.fileSize == text.utf8.count)
        #expect(reader.bytesRead == text.utf8.count)
    }
}

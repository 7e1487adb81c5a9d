import Foundation
import Testing

/// Records that cannot be read: exit code 65 with file, line and column; files that cannot be opened: 66, 74, 77.
@Suite struct BadRecordTests {
    private static let header = "Test Time / s,Voltage / V,Current / A\n"

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: [UInt8]
        var place: String

        init(_ name: String, _ text: String, _ place: String) {
            testDescription = name
            bytes = Array(text.utf8)
            self.place = place
        }
    }

    static let cases = [
        Case("empty", "", "1:1"),
        Case("blank lines", "\n\n\n", "1:1"),
        Case("a header alone", header, "2:1"),
        Case("no current", "Test Time / s,Voltage / V\n1,2\n", "1:1"),
        Case("text in a number", header + "0,2.0,0.1\n1,two,0.1\n", "3:2"),
        Case("a line that ends early", header + "0,2.0,0.1\n1,2.0\n2,2.0,0.1\n", "3:3"),
        Case("a line that goes on", header + "0,2.0,0.1,7\n", "2:4"),
        Case("a number too large", header + "0,2.0,1e99\n", "2:3"),
        Case("negative time", header + "-1,2.0,0.1\n", "2:1"),
        Case("no voltage at all", header + "0,,0.1\n1,,0.1\n", "1:2"),
        Case(
            "time that stays behind",
            header + "100,2,0\n" + (0..<20).map { "\($0),2,0\n" }.joined(), "3:1"),
        Case("no record", "<!DOCTYPE html>\n<html></html>\n", "1:1"),
    ]

    @Test(arguments: cases) func isRefused(_ bad: Case) throws {
        let scratch = try Scratch()
        try scratch.write("bad.csv", bad.bytes)
        for options in [[], ["--json"]] {
            let outcome = try Cellmon.run(["replay", "bad.csv"] + options, in: scratch.folder)
            #expect(outcome.code == 65)
            #expect(outcome.notices.hasPrefix("cellmon: bad.csv:\(bad.place): "), "\(outcome.notices)")
            #expect(outcome.notices.split(separator: "\n").count == 1)
            #expect(!outcome.output.contains("summary"))
        }
    }

    @Test func binaryData() throws {
        let scratch = try Scratch()
        try scratch.write("utf16.csv", [0xFF, 0xFE] + Self.header.utf8.flatMap { [$0, 0] })
        try scratch.write("noise.bin", (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) })
        // A recording's first bytes, and nothing good behind them.
        try scratch.write("noise.frames", [0x43, 0x4D, 1, 0x60] + [UInt8](repeating: 7, count: 600))
        for name in ["utf16.csv", "noise.bin", "noise.frames"] {
            let outcome = try Cellmon.run(["replay", name], in: scratch.folder)
            #expect(outcome.code == 65, "\(name): \(outcome.notices)")
            #expect(outcome.notices.hasPrefix("cellmon: \(name):"))
        }
    }

    @Test func noSuchFile() throws {
        let outcome = try Cellmon.run(["replay", "nowhere.csv"], in: Golden.records)
        #expect(outcome.code == 66)
        #expect(outcome.notices == "cellmon: nowhere.csv: cannot open: No such file or directory\n")
        #expect(try Cellmon.run(["replay", "small.bdf.csv/x"], in: Golden.records).code == 66)
    }

    @Test func aFolder() throws {
        #expect(try Cellmon.run(["replay", "."], in: Golden.records).code == 74)
    }

    @Test(.enabled(if: geteuid() != 0, "root may read every file")) func noPermission() throws {
        let scratch = try Scratch()
        try scratch.write("locked.csv", Self.header)
        chmod(scratch.folder.appending(path: "locked.csv").path, 0)
        #expect(try Cellmon.run(["replay", "locked.csv"], in: scratch.folder).code == 77)
    }

    @Test func aFullDisk() throws {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", "\"$0\" replay small.bdf.csv >/dev/full 2>/dev/null", Cellmon.binary.path]
        shell.currentDirectoryURL = Golden.records
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 74)
    }
}

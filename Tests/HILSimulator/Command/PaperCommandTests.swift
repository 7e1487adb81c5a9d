import Foundation
import HILSimulator
import Testing

/// `cellsim paper` as scripts and people use it.
@Suite(.serialized, .enabled(if: Cellsim.isBuilt, "cellsim is not built"))
struct PaperCommandTests {
    @Test func linesAndFigures() throws {
        let folder = try TemporaryFolder()
        let out = folder.path + "/new/figures"
        let command = try Cellsim(["paper", "--json", "--out", out])
        #expect(command.status(seconds: 120) == 0)
        let lines = command.output.split(separator: "\n")
        #expect(lines.count == PaperSource.numbers.count + PaperSource.ranges.count + PaperSource.lifetimes.count)
        #expect(lines.allSatisfy { $0.hasPrefix(#"{"schema":"cellmon/1","type":"target","id":""#) })
        #expect(lines.count { $0.contains(#""met":false"#) } == PaperSource.unmet.count)
        for name in PaperFigureTests.names {
            #expect(FileManager.default.fileExists(atPath: "\(out)/\(name).csv"), "\(name)")
        }
        // Nothing is said in a pipe but that pictures are missing.
        guard command.errors.isEmpty else {
            #expect(command.errors.contains("gnuplot is not installed"))
            return
        }
        for name in PaperFigureTests.names {
            let svg = try String(contentsOfFile: "\(out)/\(name).svg", encoding: .utf8)
            #expect(svg.contains("<svg") && svg.contains("</svg>"), "\(name)")
            let png = try Data(contentsOf: URL(filePath: "\(out)/\(name).png"))
            #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]), "\(name)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: out).count == 3 * PaperFigureTests.names.count)
    }

    @Test func theTableFitsAndPicturesMayBeAbsent() throws {
        let folder = try TemporaryFolder()
        let command = try Cellsim(["paper", "--out", folder.path], searchPath: folder.path)
        #expect(command.status(seconds: 120) == 0)
        #expect(
            command.errors
                == "cellsim: warning: the data is written, but not all pictures are drawn: gnuplot is not installed "
                + "(Debian: apt-get install gnuplot-nox)\n")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files.count == PaperFigureTests.names.count && files.allSatisfy { $0.hasSuffix(".csv") })
        let lines = command.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 100 }, "\(lines.filter { $0.count > 100 })")
        #expect(lines.count { $0.hasPrefix("met ") } == PaperSource.numbers.count + 3 - PaperSource.unmet.count)
        #expect(lines.count { $0.hasPrefix("unmet, stated ") } == PaperSource.unmet.count)
        #expect(!command.output.contains("NOT MET"))
    }

    @Test func aFolderThatCannotBeWrittenIsKnownAtOnce() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/file"
        try "x".write(toFile: file, atomically: true, encoding: .utf8)
        let command = try Cellsim(["paper", "--out", file])
        #expect(command.status(seconds: 10) == 74)
        #expect(command.errors.hasPrefix("cellsim: \(file): ") && command.output.isEmpty)
    }

    @Test func markdownIsATable() throws {
        let command = try Cellsim(["paper", "--markdown"])
        #expect(command.status(seconds: 120) == 0)
        let rows = command.output.split(separator: "\n").prefix { $0.hasPrefix("|") }
        #expect(rows.count > PaperSource.numbers.count && rows.allSatisfy { $0.count { $0 == "|" } == 9 })
        #expect(try Cellsim(["paper", "--markdown", "--json"]).status(seconds: 10) == 64)
    }
}

import Foundation
import HILSimulator
import Testing

/// `cellsim budget` as scripts and people use it.
@Suite(.serialized, .enabled(if: Cellsim.isBuilt, "cellsim is not built"))
struct BudgetCommandTests {
    @Test func linesAreTheRows() throws {
        let command = try Cellsim(["budget", "--chips", "1", "--seed", "3", "--json"])
        #expect(command.status(seconds: 120) == 0)
        let lines = command.output.split(separator: "\n")
        #expect(lines.map(String.init) == ErrorBudget(chips: 1, seed: 3).rows.map(\.json.text))
        #expect(lines.allSatisfy { $0.hasPrefix(#"{"schema":"cellmon/1","type":"budget","id":""#) })
        // Every number carries its unit in its key.
        for line in lines {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            let units = ["ampere", "volt", "kelvin", "ratio", "ampere_hour", "ohm", "siemens"]
            for (key, value) in try #require(object) where value is Double && key != "met" {
                #expect(units.contains { key.hasSuffix("_\($0)") }, "\(key)")
            }
        }
        #expect(command.errors.isEmpty)
    }

    @Test func theTableFits() throws {
        let command = try Cellsim(["budget", "--chips", "1"])
        #expect(command.status(seconds: 120) == 0)
        let lines = command.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 100 }, "\(lines.filter { $0.count > 100 })")
        #expect(lines.count { $0.hasPrefix("met ") } == 48 && !command.output.contains("NOT MET"))
        #expect(command.output.contains("48 of 48 measured numbers lie within"))
    }

    /// The table of the documentation has the rows of the command, whatever the chips show.
    @Test func markdownIsTheDocumentsTable() throws {
        let command = try Cellsim(["budget", "--chips", "1", "--markdown"])
        #expect(command.status(seconds: 120) == 0)
        let rows = command.output.split(separator: "\n").prefix { $0.hasPrefix("|") }
        #expect(rows.allSatisfy { $0.count { $0 == "|" } == 11 })
        let text = try String(contentsOf: packageFolder.appending(path: "Docs/Hardware.md"), encoding: .utf8)
        let table = text.components(separatedBy: "<!-- cellsim budget --markdown -->\n").dropFirst().first?
            .components(separatedBy: "\n<!-- end -->").first
        let documented = try #require(table).split(separator: "\n").prefix { $0.hasPrefix("|") }
        func fixed(_ row: Substring) -> [Substring] {
            let columns = row.split(separator: "|", omittingEmptySubsequences: false)
            return [1, 2, 4, 6, 8, 9, 10].map { columns[$0] }
        }
        #expect(documented.map(fixed) == rows.map(fixed))
    }

    @Test(arguments: [
        ["--chips", "0"], ["--chips", "101"], ["--chips", "x"], ["--chips", "-1"], ["--seed", "-1"],
        ["--json", "--markdown"], ["--out", "x"], ["x"],
    ])
    func wrongUse(arguments: [String]) throws {
        let command = try Cellsim(["budget"] + arguments)
        #expect(command.status(seconds: 10) == 64)
        #expect(!command.errors.isEmpty && command.output.isEmpty)
    }

    @Test func theCommandIsListed() throws {
        let command = try Cellsim(["--help"])
        #expect(command.status(seconds: 10) == 0)
        #expect(
            command.output.contains("budget  ") && command.output.contains("Measure the errors of the measuring chain"))
    }
}

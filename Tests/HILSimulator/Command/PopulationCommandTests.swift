import Foundation
import HILSimulator
import Testing

/// `cellsim population` as scripts and people use it.
@Suite(.serialized, .enabled(if: Cellsim.isBuilt, "cellsim is not built"))
struct PopulationCommandTests {
    private static let few = ["population", "--cells", "2", "--seed", "79000000", "--every", "60"]

    @Test func linesAreTheCellsAndTheSummary() throws {
        let command = try Cellsim(Self.few + ["--json", "--threads", "2"])
        let status = command.status(seconds: 300)
        let lines = command.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 3 && command.errors.isEmpty)
        let population = Population(cells: 2, baseSeed: 79_000_000, interval: 60)
        let summary = try population.run()
        #expect(lines.last == summary.json(population, isInterrupted: false).text)
        #expect(status == (summary.isMet ? 0 : 1))
        for line in lines.dropLast() { #expect(line.hasPrefix(#"{"schema":"cellmon/1","type":"population_cell","#)) }
        let last = try #require(lines.last)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any])
        let criteria = try #require(object["criteria"] as? [[String: Any]])
        #expect(criteria.count == 7 && criteria.allSatisfy { $0["met"] is Bool })
        #expect(object["met"] as? Bool == criteria.allSatisfy { $0["met"] as? Bool == true })
    }

    @Test func theTableFits() throws {
        let command = try Cellsim(Self.few)
        #expect([0, 1].contains(command.status(seconds: 300)))
        let lines = command.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 100 }, "\(lines.filter { $0.count > 100 })")
        #expect(lines.count { $0.hasPrefix("met ") || $0.hasPrefix("NOT MET ") } == 7)
        #expect(lines.last == "all met" || lines.last == "NOT all met")
    }

    @Test func aFolderHoldsTheTableAndTheFigures() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let command = try Cellsim(Self.few + ["--out", folder.path])
        #expect([0, 1].contains(command.status(seconds: 300)))
        let table = try String(contentsOf: folder.appending(path: "population-cells.csv"), encoding: .utf8)
        let columns = table.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(columns.count == 3 && Set(columns.map(\.count)).count == 1)
        for name in ["errors", "coverage", "widths", "example"] {
            let data = try String(contentsOf: folder.appending(path: "population-\(name).csv"), encoding: .utf8)
            #expect(data.split(separator: "\n").count > 2, "\(name)")
        }
    }

    @Test func aTraceIsOneCellsCourse() throws {
        let command = try Cellsim(["population", "--trace", "79000000"])
        #expect(command.status(seconds: 300) == 0)
        let lines = command.output.split(separator: "\n")
        let width = lines[0].split(separator: ",").count
        #expect(lines[0] == PopulationTrace.header && lines.count > 60 * 360)
        #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == width })
    }

    @Test func interruptingPrintsWhatWasDone() throws {
        let command = try Cellsim(["population", "--cells", "5000", "--threads", "1", "--json"])
        #expect(command.line().contains("population_cell"))
        command.send(SIGINT)
        #expect(command.status(seconds: 60) == 1)
        #expect(command.output.split(separator: "\n").last?.contains(#""interrupted":true"#) == true)
    }

    @Test(arguments: [
        ["--cells", "0"], ["--cells", "1000001"], ["--cells", "x"], ["--seed", "-1"], ["--shard", "0/2"],
        ["--shard", "3/2"], ["--shard", "1"], ["--shard", "1/2/3"], ["--threads", "0"], ["--every", "0"], ["x"],
    ])
    func wrongUse(arguments: [String]) throws {
        let command = try Cellsim(["population"] + arguments)
        #expect(command.status(seconds: 10) == 64)
        #expect(!command.errors.isEmpty && command.output.isEmpty)
    }

    @Test func theHelpNamesTheSeeds() throws {
        let command = try Cellsim(["population", "--help"])
        #expect(command.status(seconds: 10) == 0)
        #expect(command.output.contains("5000000") && command.output.contains("1000000"))
    }
}

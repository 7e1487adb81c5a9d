import HILSimulator
import Testing

/// All protocols, run once for all tests.
enum SharedPaperRun {
    private static let result = Result { () throws(SimulationError) in
        var run = PaperRun()
        for part in PaperRun.Part.allCases { try run.perform(part) }
        return run
    }

    static func get() throws -> PaperRun { try result.get() }
}

/// The data of a figure: name of each column, and the rows of each curve with empty fields as NaN.
struct FigureData {
    let columns: [String]
    private(set) var curves: [String: [[Double]]] = [:]

    init(_ figure: PaperFigure) throws {
        let lines = figure.csv.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        columns = try #require(lines.first)
        for line in lines.dropFirst() {
            try #require(line.count == columns.count, "\(figure.name): \(line)")
            let numbers = try line.dropFirst().map { field in
                field.isEmpty ? Double.nan : try #require(Double(field), "\(figure.name): \(line)")
            }
            curves[line[0], default: []].append(numbers)
        }
    }

    /// A figure's data by its name.
    static func named(_ name: String) throws -> FigureData {
        try FigureData(#require(SharedPaperRun.get().figures.first { $0.name == name }))
    }

    func rows(_ curve: String) throws -> [[Double]] { try #require(curves[curve], "no \(curve) in \(curves.keys)") }
}

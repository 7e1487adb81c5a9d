import Foundation
import HILSimulator

/// The files of `cellsim population --out`.
enum PopulationFiles {
    /// A line a cell, written as soon as the cell is done.
    final class Table: Sendable {
        private let handle: FileHandle
        private let path: String

        init(folder: String) throws {
            path = URL(filePath: folder).appending(path: "population-cells.csv").path
            guard FileManager.default.createFile(atPath: path, contents: Data("\(CellResult.csvHeader)\n".utf8)),
                let handle = FileHandle(forWritingAtPath: path)
            else { throw Failure(74, "\(path): it could not be written") }
            self.handle = handle
            _ = try? handle.seekToEnd()
        }

        /// A line that finds no room is missed when the table is closed.
        func append(_ cell: CellResult) { try? handle.write(contentsOf: Data("\(cell.csvLine)\n".utf8)) }

        func close() throws {
            do {
                try handle.close()
            } catch {
                throw Failure(74, "\(path): \(error.localizedDescription)")
            }
        }
    }

    /// Writes one cell's course to a folder, or to standard output.
    static func writeTrace(_ seed: UInt64, to folder: String?) throws {
        guard let folder else {
            Output.line(PopulationTrace.header)
            return try PopulationTrace.lines(seed: seed, Output.line)
        }
        let path = URL(filePath: folder).appending(path: "population-trace-\(seed).csv").path
        var text = PopulationTrace.header + "\n"
        try PopulationTrace.lines(seed: seed) { text += $0 + "\n" }
        do {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw Failure(74, "\(path): \(error.localizedDescription)")
        }
    }
}

import Foundation
import HILSimulator

/// Writes the figures of `cellsim paper --out`: data as CSV, pictures by gnuplot.
enum PaperFigures {
    /// Makes the folder, and a file in it to see that it can be written.
    static func makeFolder(_ folder: String) throws {
        let probe = URL(filePath: folder).appending(path: ".cellsim-\(ProcessInfo.processInfo.processIdentifier)")
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data().write(to: probe)
            try FileManager.default.removeItem(at: probe)
        } catch {
            throw failure(folder, error)
        }
    }

    static func write(_ figures: [PaperFigure], to folder: String) throws {
        for figure in figures {
            do {
                try figure.csv.write(toFile: base(folder, figure) + ".csv", atomically: true, encoding: .utf8)
            } catch {
                throw failure("\(base(folder, figure)).csv", error)
            }
        }
        for figure in figures {
            Output.progress("drawing \(figure.name)…")
            do throws(GnuplotError) {
                try Gnuplot.run(figure.script(base: base(folder, figure)))
            } catch {
                Output.progress(nil)
                // The data is complete without the pictures.
                FileHandle.standardError.write(
                    Data("cellsim: warning: the data is written, but not all pictures are drawn: \(error)\n".utf8))
                return
            }
        }
        Output.progress(nil)
    }

    private static func base(_ folder: String, _ figure: PaperFigure) -> String {
        URL(filePath: folder).appending(path: figure.name).path
    }

    private static func failure(_ path: String, _ error: any Error) -> Failure {
        Failure(74, "\(path): \(error.localizedDescription)")
    }
}

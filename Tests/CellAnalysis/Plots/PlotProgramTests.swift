import CellAnalysis
import Foundation
import Testing

@Suite struct PlotProgramTests {
    /// A folder with a program that stands in for gnuplot.
    private func folder(_ text: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "plot-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "gnuplot")
        try "#!/bin/sh\n\(text)\n".write(to: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        return folder
    }

    @Test func missing() {
        for path in ["/nonexistent", "", nil] {
            #expect(throws: PlotError.notInstalled) { try PlotProgram.run("", searchPath: path) }
        }
    }

    @Test func failing() throws {
        let failing = try folder("echo 'plot x' >&2\necho 'line 3: undefined variable' >&2\nexit 4")
        defer { try? FileManager.default.removeItem(at: failing) }
        #expect(throws: PlotError.failed(status: 4, text: "line 3: undefined variable")) {
            try PlotProgram.run("plot x", searchPath: failing.path)
        }
        let noisy = try folder("head -c 1000000 /dev/zero >&2")
        defer { try? FileManager.default.removeItem(at: noisy) }
        try PlotProgram.run("plot x", searchPath: "/nonexistent:" + noisy.path)
        let hanging = try folder("exec /bin/sleep 100")
        defer { try? FileManager.default.removeItem(at: hanging) }
        #expect(throws: PlotError.timedOut(seconds: 1)) {
            try PlotProgram.run("plot x", seconds: 1, searchPath: hanging.path)
        }
    }
}

import CellCore
import Foundation
import HILSimulator
import TestSupport
import Testing

@Suite struct PlotTests {
    private func row(_ second: Int, volts: Double = 2, amperes: Double = 0, _ shortClass: ShortClass = .none) -> PlotRow
    {
        PlotRow(second: Double(second), volts: volts, amperes: amperes, shortClass: shortClass)
    }

    @Test(arguments: [0, 1, 2, 5000])
    func fewSamplesAreAllKept(count: Int) {
        var series = PlotSeries(sampleCount: count)
        for second in 0..<count { series.append(row(second)) }
        series.finish()
        #expect(series.rows.map(\.second) == (0..<count).map(Double.init))
    }

    /// Of any number no more than 5000 are kept, in order, and no peak is lost.
    @Test(arguments: [5001, 9000, 86_400, 1_000_003])
    func peaksStay(count: Int) {
        var random = SeededGenerator(seed: UInt64(count), purpose: "peaks in \(count) samples")
        let peaks = Set((0..<40).map { _ in Int.random(in: 0..<count, using: &random) }).sorted()
        var series = PlotSeries(sampleCount: count)
        for second in 0..<count {
            var sample = row(second, volts: 2 + .random(in: 0...1e-3, using: &random))
            if let peak = peaks.firstIndex(of: second) {
                switch peak % 6 {
                case 0: sample.volts = 1
                case 1: sample.volts = 3
                case 2: sample.amperes = -1
                case 3: sample.amperes = 1
                case 4: sample.trueResistanceOhms = .random(in: 1...1e4, using: &random)
                default: sample.shortClass = .hard
                }
            }
            series.append(sample)
        }
        series.finish()
        let seconds = series.rows.map(\.second)
        #expect(seconds.count <= PlotSeries.limit)
        #expect(seconds == Set(seconds).sorted())
        #expect(seconds.first == 0 && seconds.last == Double(count - 1))
        for peak in peaks { #expect(seconds.contains(Double(peak)), "the peak at \(peak) s") }
    }

    @Test func gnuplotThatIsMissing() throws {
        let folder = try TemporaryFolder()
        for path in [folder.path, "", nil] {
            #expect(throws: GnuplotError.notInstalled) { try Gnuplot.run("", searchPath: path) }
        }
        #expect(GnuplotError.notInstalled.description.contains("apt-get install gnuplot-nox"))
    }

    private func program(_ text: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try "#!/bin/sh\n\(text)\n".write(toFile: folder.path + "/gnuplot", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/gnuplot")
        return folder
    }

    /// Programs that stand in for gnuplot and go wrong.
    @Test func gnuplotThatFails() throws {
        let failing = try program("echo 'line 3: undefined variable' >&2\nexit 4")
        #expect(throws: GnuplotError.failed(status: 4, text: "line 3: undefined variable")) {
            try Gnuplot.run("plot x", searchPath: failing.path)
        }
        let noisy = try program("cat >/dev/null\nhead -c 1000000 /dev/zero >&2\nexit 0")
        try Gnuplot.run(String(repeating: "plot x\n", count: 50_000), searchPath: noisy.path + ":/bin")
        let hanging = try program("exec /bin/sleep 100")
        #expect(throws: GnuplotError.timedOut(seconds: 1)) {
            try Gnuplot.run("plot x", seconds: 1, searchPath: hanging.path)
        }
    }

    private static let hasGnuplot =
        ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/gnuplot") } ?? false

    /// The pictures themselves, and the data beside them; a title with what gnuplot could take for its own.
    @Test(.enabled(if: hasGnuplot, "gnuplot is not installed; apt-get install gnuplot-nox"))
    func drawsThePictures() throws {
        let folder = try TemporaryFolder()
        let text = quickScenario.replacing("A quick short", with: "It's a {/:Bold quick} short_of 5 @ 'Ω' & `date`")
        let run = try ScenarioRun(Scenario(text: text, file: "it's.toml"), firmware: .core, folder: folder.path)
        while try run.step() {}
        #expect(run.notice == nil)
        #expect(try folder.bytes("it's.png").prefix(8) == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        let picture = String(decoding: try folder.bytes("it's.svg"), as: UTF8.self)
        #expect(picture.contains("</svg>"))
        for label in [
            "It's a {/:Bold quick} short_of 5 @ 'Ω' &amp; `date`", "voltage / V", "current / µA", "state of charge / %",
            "short / Ω", "verdict", "time / h", "truth", "bounds",
        ] {
            #expect(picture.contains(label), "\(label)")
        }
        let lines = String(decoding: try folder.bytes("it's.plot.csv"), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 1501)
        #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 14 })
        #expect(lines[0].hasPrefix("time_second,voltage_volt,current_ampere,soc,"))
    }
}

import Foundation
import TestSupport
import Testing

/// `cellmon impedance fit`: what a person sees, and how it ends.
@Suite struct ImpedanceCommandTests {
    @Test(arguments: [
        ["impedance"], ["impedance", "fit"], ["impedance", "relaxation"], ["impedance", "plot"],
        ["impedance", "export"],
    ])
    func help(_ command: [String]) throws {
        try Golden.check(["help"] + command, as: "help-\(command.joined(separator: "-"))")
    }

    /// R = 10 Ω in series with 100 Ω across 1 mF, at 9 frequencies, written with four digits.
    private static func arc() -> String {
        (-4...4).map { step in
            let hertz = pow(10, Double(step) / 2)
            let x = 2 * Double.pi * hertz * 0.1
            return String(format: "%.6g,%.4f,%.4f\n", hertz, 10 + 100 / (1 + x * x), -100 * x / (1 + x * x))
        }.joined()
    }

    /// The same at 41 frequencies.
    private static let denseArc = (0...40).map { step in
        let hertz = pow(10, -2 + Double(step) / 8)
        let x = 2 * Double.pi * hertz * 0.1
        return "\(hertz),\(10 + 100 / (1 + x * x)),\(-100 * x / (1 + x * x))\n"
    }.joined()

    @Test func anArcIsFitted() throws {
        let scratch = try Scratch()
        try scratch.write("arc.csv", Self.arc())
        let fit = ["impedance", "fit", "arc.csv", "--circuit", "R0-p(R1,C1)"]
        try Golden.check(fit, as: "impedance-fit", in: scratch.folder)
        let outcome = try Cellmon.run(fit + ["--json", "--weighting", "proportional"], in: scratch.folder)
        let line = try #require(try outcome.objects(ofType: "fit").first)
        #expect(outcome.code == 0 && line["points"] as? Int == 9 && line["circuit"] as? String == "R0-p(R1,C1)")
        let parameters = try #require(line["parameters"] as? [[String: Any]])
        #expect(parameters.map { $0["name"] as? String } == ["R0", "R1", "C1"])
        #expect(parameters.map { $0["unit"] as? String } == ["ohm", "ohm", "F"])
        for (parameter, value) in zip(parameters, [10, 100, 1e-3]) {
            let found = try #require(parameter["value"] as? Double)
            // Four digits after the point of up to 110 Ω leave 1e-5 in the worst.
            #expect(abs(found / value - 1) < 1e-4)
            #expect(try #require(parameter["standard_error"] as? Double) < 1e-4 * value)
        }
        #expect(try #require(line["relative_residual_rms"] as? Double) < 1e-5)
        #expect(try #require(line["sum_squared_residual"] as? Double) < 1e-7)
        // Nine points over four decades are too few to check.
        #expect(line["kramers_kronig"] == nil)
        try scratch.write("dense.csv", Self.denseArc)
        let dense = try Cellmon.run(["impedance", "fit", "dense.csv", "--json"], in: scratch.folder).objects().first
        let check = try #require(dense?["kramers_kronig"] as? [String: Any])
        #expect(check["valid"] as? Bool == true && check["reason"] == nil)
        #expect(try #require(check["max_residual"] as? Double) < 0.005)
    }

    /// Points of no circuit, found by trying 800 random spectra: no start converges, and the best is printed all the same.
    @Test func noStartConverges() throws {
        let scratch = try Scratch()
        let rows = [
            "9.349,-1.606,0.5253",
            "51,3.13,0.02229",
            "5.839,-0.9594,-4.302",
            "5.267e+04,1.489,-0.006612",
            "24.1,-0.6581,3.936",
            "0.03237,3.913,-3.572",
            "315.9,-0.2043,0.7674",
            "5.912e+05,-2.402,-0.7473",
            "6.476e+05,-1.808,-0.01309",
            "83.31,-4.762,0.2732",
            "8350,-2.817,4.418",
            "1.671e+05,2.262,1.973",
            "454.4,3.439,3.091",
        ]
        try scratch.write("noise.csv", rows.joined(separator: "\n"))
        let fit = ["impedance", "fit", "noise.csv", "--circuit", "R0-Wo1-Ws1"]
        let outcome = try Cellmon.run(fit + ["--json"], in: scratch.folder)
        #expect(outcome.code == 1 && outcome.notices.contains("expected a start that converges, found none"))
        let line = try #require(try outcome.objects(ofType: "fit").first)
        #expect(line["converged"] as? Bool == false)
        let table = try Cellmon.run(fit, in: scratch.folder)
        #expect(table.code == 1 && table.output.contains("no; this is the best that was found"))
    }

    @Test func severalSpectra() throws {
        let scratch = try Scratch()
        let shorter = Self.arc().split(separator: "\n").dropLast().joined(separator: "\n")
        try scratch.write("both.csv", Self.arc() + shorter + "\n")
        let fit = ["impedance", "fit", "both.csv", "--circuit", "R0-p(R1,C1)"]
        let refused = try Cellmon.run(fit, in: scratch.folder)
        #expect(refused.code == 65 && refused.notices.contains("found 2; choose one with --spectrum N, 1 to 2"))
        let second = try Cellmon.run(fit + ["--spectrum", "2", "--json"], in: scratch.folder).objects()
        #expect(second.map { $0["points"] as? Int } == [8] && second.map { $0["spectrum"] as? Int } == [2])
        let all = try Cellmon.run(fit + ["--spectrum", "all", "--json"], in: scratch.folder).objects()
        #expect(all.map { $0["points"] as? Int } == [9, 8])
        #expect(try Cellmon.run(fit + ["--spectrum", "all"], in: scratch.folder).output.contains("\nSpectrum 2\n"))
        for (number, code) in [("3", 65), ("0", 64), ("-1", 64), ("x", 64), ("99999999999999999999", 64)]
            as [(String, Int32)]
        {
            #expect(try Cellmon.run(fit + ["--spectrum=\(number)"], in: scratch.folder).code == code, "\(number)")
        }
    }

    @Test func boundsAndUncertainty() throws {
        let scratch = try Scratch()
        try scratch.write("arc.csv", Self.arc())
        let rows = Self.arc().split(separator: "\n").map { "\($0),0.01" }
        let header = "Frequency / Hz,Real Impedance / ohm,Imaginary Impedance / ohm,Impedance Standard Deviation / ohm"
        try scratch.write("known.csv", ([header] + rows).joined(separator: "\n"))
        let fit = ["impedance", "fit", "known.csv", "--circuit", "R0-p(R1,C1)", "--json"]
        let weighed = try Cellmon.run(fit + ["--weighting", "uncertainty"], in: scratch.folder)
        let weighting = try weighed.objects().first?["weighting"] as? String
        #expect(weighed.code == 0 && weighting == "uncertainty")
        let bounded = try Cellmon.run(fit + ["--bound", "R0=11:12"], in: scratch.folder).objects().first
        let parameters = try #require(bounded?["parameters"] as? [[String: Any]])
        #expect(abs(try #require(parameters[0]["value"] as? Double) - 11) < 1e-9)
        for wrong in ["R0", "R0=", "R0=1", "R0=2:1", "R0=a:b", "R7=1:2", "=1:2", "R0=nan:2"] {
            #expect(try Cellmon.run(fit + ["--bound", wrong], in: scratch.folder).code == 64, "\(wrong)")
        }
        let unknown = ["impedance", "fit", "arc.csv", "--weighting", "uncertainty"]
        #expect(try Cellmon.run(unknown, in: scratch.folder).code == 65)
    }

    @Test func exported() throws {
        let scratch = try Scratch()
        try scratch.write("arc.csv", Self.arc())
        let plain = ["impedance", "export", "arc.csv", "--format", "impedance.py"]
        let text = try Cellmon.run(plain, in: scratch.folder).output
        #expect(text.split(separator: "\n").count == 9)
        for format in ["bdf", "csv"] {
            let export = ["impedance", "export", "arc.csv", "--format", format, "--out", "other.csv"]
            #expect(try Cellmon.run(export, in: scratch.folder).code == 0)
            let back = ["impedance", "export", "other.csv", "--format", "impedance.py"]
            #expect(try Cellmon.run(back, in: scratch.folder).output == text)
        }
        #expect(try Cellmon.run(plain + ["--out", "arc.csv"], in: scratch.folder).code == 64)
        #expect(try Cellmon.run(plain + ["--out", "no/such.csv"], in: scratch.folder).code == 66)
        #expect(try Cellmon.run(["impedance", "export", "arc.csv", "--format", "x"], in: scratch.folder).code == 64)
    }

    @Test func relaxationTimes() throws {
        let scratch = try Scratch()
        try scratch.write("arc.csv", Self.denseArc)
        let run = ["impedance", "relaxation", "arc.csv"]
        let line = try #require(
            try Cellmon.run(run + ["--json"], in: scratch.folder).objects(ofType: "relaxation").first)
        let peaks = try #require(line["peaks"] as? [[String: Any]])
        let main = try #require(
            peaks.max { ($0["resistance_ohm"] as? Double ?? 0) < ($1["resistance_ohm"] as? Double ?? 0) })
        #expect(abs(try #require(main["time_second"] as? Double) / 0.1 - 1) < 0.05)
        #expect(abs(try #require(line["polarisation_ohm"] as? Double) / 100 - 1) < 0.01)
        #expect(try Cellmon.run(run, in: scratch.folder).output.contains("Polarisation"))
        try scratch.write("few.csv", "1,2,-3\n2,1,-1\n")
        #expect(try Cellmon.run(["impedance", "relaxation", "few.csv"], in: scratch.folder).code == 65)
    }

    private static let hasGnuplot =
        ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/gnuplot") } ?? false

    @Test(.enabled(if: hasGnuplot, "gnuplot is not installed; apt-get install gnuplot-nox"))
    func drawn() throws {
        let scratch = try Scratch()
        try scratch.write("it's.csv", Self.denseArc)
        let plot = ["impedance", "plot", "it's.csv", "--circuit", "R0-p(R1,C1)", "--out"]
        #expect(try Cellmon.run(plot + ["a.svg"], in: scratch.folder).code == 0)
        #expect(try Cellmon.run(plot + ["a.PNG", "--title", "{/:Bold x} 'q' `date`"], in: scratch.folder).code == 0)
        let svg = try String(contentsOf: scratch.folder.appending(path: "a.svg"), encoding: .utf8)
        for label in [
            "it's.csv", "measured", "circuit", "Z′ / Ω", "phase / °", "Kramers-Kronig: valid", "frequency / Hz",
        ] {
            #expect(svg.contains(label), "\(label)")
        }
        let png = try Data(contentsOf: scratch.folder.appending(path: "a.PNG"))
        #expect(png.prefix(8) == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    }

    @Test func notDrawn() throws {
        let scratch = try Scratch()
        try scratch.write("arc.csv", Self.arc())
        let plot = ["impedance", "plot", "arc.csv", "--out"]
        let absent = try Cellmon.run(plot + ["a.svg"], environment: ["PATH": scratch.folder.path], in: scratch.folder)
        #expect(
            absent.code == 1
                && absent.notices.contains("gnuplot is not installed (Debian: apt-get install gnuplot-nox)"))
        #expect(!FileManager.default.fileExists(atPath: scratch.folder.appending(path: "a.svg").path))
        for (out, code) in [("a.pdf", 64), ("arc.csv", 64), ("no/such.svg", 66)] as [(String, Int32)] {
            #expect(try Cellmon.run(plot + [out], in: scratch.folder).code == code, "\(out)")
        }
    }

    @Test func howItEnds() throws {
        let scratch = try Scratch()
        try scratch.write("arc.csv", Self.arc())
        try scratch.write("zero.csv", "1,2,3\n0,1,1\n")
        try scratch.write("two.csv", "1,2,-3\n2,1,-1\n")
        try scratch.write("twice.csv", "1,2,-3\n2,1,-1\n1,2,-3\n")
        for (file, code) in [("zero.csv", 65), ("two.csv", 65), ("twice.csv", 65), ("absent.csv", 66)]
            as [(String, Int32)]
        {
            let outcome = try Cellmon.run(["impedance", "fit", file], in: scratch.folder)
            #expect(outcome.code == code && outcome.output == "", "\(file): \(outcome.notices)")
            #expect(outcome.notices.hasPrefix("cellmon: \(file):"))
        }
        try Golden.check(
            ["impedance", "fit", "arc.csv", "--circuit", "R0-p(R1,Q1)"], as: "impedance-fit-wrong-circuit",
            in: scratch.folder)
        for wrong in [["--circuit", ""], ["--weighting", "other"], ["--frobnicate"]] {
            #expect(try Cellmon.run(["impedance", "fit", "arc.csv"] + wrong, in: scratch.folder).code == 64)
        }
    }
}

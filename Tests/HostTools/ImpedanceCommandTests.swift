import Foundation
import TestSupport
import Testing

/// `cellmon impedance fit`: what a person sees, and how it ends.
@Suite struct ImpedanceCommandTests {
    @Test(arguments: [["impedance"], ["impedance", "fit"]])
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

import Foundation
import TestSupport
import Testing

/// `cellmon profile check | show | build`, and a profile's file in a replay.
@Suite struct ProfileCommandTests {
    private let shown = ["alucone-tis2", "symmetric-bare", "generic"]

    @Test(arguments: [["profile"], ["profile", "check"], ["profile", "show"], ["profile", "build"]])
    func help(_ command: [String]) throws {
        try Golden.check(["help"] + command, as: "help-\(command.joined(separator: "-"))")
    }

    @Test func builtInProfilesAreShown() throws {
        for name in shown { try Golden.check(["profile", "show", name], as: "profile-show-\(name)") }
    }

    /// What is shown is checked, compiled, and shown again from the compiled form: the same text.
    @Test func shownCheckedCompiled() throws {
        let scratch = try Scratch()
        for name in shown {
            let text = try Cellmon.run(["profile", "show", name]).output
            try scratch.write("\(name).toml", text)
            let check = try Cellmon.run(
                ["profile", "check", "\(name).toml", "--binary", "\(name).bin", "--json"], in: scratch.folder)
            #expect(check.code == 0, "\(check.notices)")
            let line = try #require(try check.objects(ofType: "profile").first)
            #expect(line["name"] as? String == name && line["compiled_bytes"] as? Int == 889)
            #expect(line["has_limits"] as? Bool == (name != "generic"))
            #expect(try Cellmon.run(["profile", "show", "\(name).bin"], in: scratch.folder).output == text)
        }
        try Golden.check(["profile", "check", "alucone-tis2.toml"], as: "profile-check", in: scratch.folder)
    }

    @Test func mistakesAndWhatIsNotThere() throws {
        let scratch = try Scratch()
        let text = try Cellmon.run(["profile", "show", "alucone-tis2"]).output
        try scratch.write("wrong.toml", text.replacing("[0.5, 2", with: "[0.5, 12"))
        try Golden.check(["profile", "check", "wrong.toml"], as: "profile-check-wrong", in: scratch.folder)
        #expect(try Cellmon.run(["profile", "check", "wrong.toml"], in: scratch.folder).code == 65)
        #expect(try Cellmon.run(["profile", "check", "absent.toml"], in: scratch.folder).code == 66)
        #expect(try Cellmon.run(["profile", "show", "lead-acid"], in: scratch.folder).code == 64)
        try scratch.write("cut.bin", Array("CPRF".utf8))
        #expect(try Cellmon.run(["profile", "show", "cut.bin"], in: scratch.folder).code == 65)
        let onto = ["profile", "check", "wrong.toml", "--binary", "wrong.toml"]
        let itself = try Cellmon.run(onto, in: scratch.folder)
        #expect(itself.code != 0)
        #expect(
            try Cellmon.run(["profile", "build", "small.bdf.csv", "--out", "/dev/null"], in: Golden.records).code == 65)
    }

    /// A profile by its name and by its file give the same replay, byte for byte.
    @Test func aFileReplaysAsItsNameDoes() throws {
        let scratch = try Scratch()
        try scratch.write("mine.toml", try Cellmon.run(["profile", "show", "alucone-tis2"]).output)
        let record = Golden.records.appending(path: "small.bdf.csv").path
        let options = ["replay", record, "--status", "--json", "--profile"]
        let named = try Cellmon.run(options + ["alucone-tis2"])
        #expect(named.code == 0)
        #expect(try Cellmon.run(options + ["mine.toml"], in: scratch.folder).output == named.output)
    }

    @Test(.enabled(if: Records.has("nacoo2_88uA_gcpl.bdf.csv")))
    func aProfileIsBuiltFromARecord() throws {
        let scratch = try Scratch()
        let record = try #require(Records.path("nacoo2_88uA_gcpl.bdf.csv"))
        let build = ["profile", "build", record, "--out", "built.toml", "--cycle", "2", "--current", "mean"]
        let outcome = try Cellmon.run(build + ["--json"], in: scratch.folder)
        #expect(outcome.code == 0, "\(outcome.notices)")
        let cycles = try outcome.objects(ofType: "cycle")
        #expect(cycles.map { $0["number"] as? Int } == [1, 2, 3])
        for cycle in cycles.dropFirst() {
            let own = try #require(cycle["coulombic_efficiency"] as? Double)
            let cycler = try #require(cycle["record_coulombic_efficiency"] as? Double)
            #expect(abs(own - cycler) <= 0.0005)
        }
        let built = try #require(try outcome.objects(ofType: "profile_built").first)
        #expect(built["name"] as? String == "nacoo2_88uA_gcpl")
        #expect(try Cellmon.run(["profile", "check", "built.toml"], in: scratch.folder).code == 0)
        let text = try String(contentsOf: scratch.folder.appending(path: "built.toml"), encoding: .utf8)
        #expect(text.contains("# Series resistance ") && text.contains("# Built by cellmon profile build from cycle 2"))
        let absent = try Cellmon.run(
            ["profile", "build", record, "--out", "x.toml", "--cycle", "9"], in: scratch.folder)
        #expect(absent.code == 65 && absent.notices.contains("expected a cycle from 1 to 3, found 9"))
    }
}

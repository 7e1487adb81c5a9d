import Testing

/// What a new user meets first: help, and what happens when it was not read.
@Suite struct CommandLineTests {
    @Test(arguments: ["list", "info", "status", "watch", "replay"])
    func help(_ command: String) throws { try Golden.check(["help", command], as: "help-\(command)") }

    @Test func overview() throws {
        try Golden.check(["--help"], as: "help")
        try Golden.check(["--version"], as: "version")
    }

    @Test(arguments: [
        ["frobnicate"], ["status", "--frobnicate"], ["replay"], ["watch", "--interval", "soon"],
        ["watch", "--interval", "-1"], ["watch", "--count", "0"], ["watch", "--timeout", "0"],
        ["watch", "--until", "catastrophe"], ["list", "--device", "nonsense"], ["info", "--usbip", "a:b:c"],
        ["replay", "small.bdf.csv", "--profile", "lead-acid"], ["replay", "small.bdf.csv", "--frames", "-"],
        ["replay", "small.bdf.csv", "--frames", "../Records/small.bdf.csv"],
    ])
    func wrongUsage(_ arguments: [String]) throws {
        let outcome = try Cellmon.run(arguments, in: Golden.records)
        #expect(outcome.code == 64)
        #expect(outcome.output == "")
        #expect(outcome.notices.hasPrefix("cellmon: "))
        #expect(outcome.notices.split(separator: "\n").count == 1, "\(outcome.notices)")
    }

    @Test func wrongEnvironment() throws {
        let outcome = try Cellmon.run(["status"], environment: ["CELLMON_DEVICE": "nonsense"])
        #expect(outcome.code == 64)
        #expect(outcome.notices.contains("CELLMON_DEVICE"))
    }

    @Test func anUnknownProfileNamesThoseThereAre() throws {
        try Golden.check(["replay", "small.bdf.csv", "--profile", "lead-acid"], as: "replay-unknown-profile")
    }
}

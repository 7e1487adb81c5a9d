import Foundation
import HILSimulator

/// Half an hour of a discharging cell that is shorted in the end: every stage of a run, in little time.
let quickScenario = """
    title = "A quick short"
    cell = "alucone-tis2"
    seed = 3
    state_of_charge = 0.6
    duration_second = 1500

    [[load]]
    at_second = 0
    current_ampere = 0.0

    [[load]]
    at_second = 700.3
    current_ampere = -86.4e-6

    [[fault]]
    kind = "short"
    from_second = 1300
    ohm = 8

    [[expect]]
    what = "no alarm"
    until_second = 1300

    [[expect]]
    what = "hard"
    from_second = 1300
    until_second = 1303
    """

/// The folder of the package.
let packageFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

enum ShippedScenarios {
    static let names = [
        "activation", "bare-dendrite", "current-offset", "dendrite", "healthy-cycle", "long-rest", "never-full-cycle",
        "phosphate-cycle", "power-up-on-charger", "restore-after-days", "soft-short-heals", "symmetric-plating",
        "temperature-swing",
    ]

    static func load(_ name: String) throws -> Scenario {
        let path = packageFolder.appending(path: "HostTools/cellsim/Scenarios/\(name).toml").path
        return try Scenario(text: String(contentsOfFile: path, encoding: .utf8), file: path)
    }

    /// The example of `Docs/Scenarios.md`.
    static func documented() throws -> Scenario {
        let path = packageFolder.appending(path: "Docs/Scenarios.md").path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let blocks = text.components(separatedBy: "```toml\n").dropFirst()
        return try Scenario(text: blocks.first?.components(separatedBy: "```").first ?? "", file: "documented.toml")
    }
}

/// A folder of a test's own, deleted when the test is over.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "cellsim-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: "\(path)/\(name)")) }
}

/// The message of the error that the body throws.
func message(of body: () throws -> Void) -> String {
    do {
        try body()
        return "no error"
    } catch {
        return "\(error)"
    }
}

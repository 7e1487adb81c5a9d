import Foundation
import Testing

/// The built `cellmon` binary, run as a script would run it.
struct Cellmon {
    /// What came of a run.
    struct Outcome {
        var code: Int32
        var output: String
        var notices: String

        var lines: [Substring] { output.split(separator: "\n") }

        /// Each line of the output as a JSON object.
        func objects(sourceLocation: SourceLocation = #_sourceLocation) throws -> [[String: Any]] {
            try lines.map { line in
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
                return try #require(object as? [String: Any], sourceLocation: sourceLocation)
            }
        }

        /// The objects of a type.
        func objects(ofType type: String) throws -> [[String: Any]] {
            try objects().filter { $0["type"] as? String == type }
        }
    }

    /// Beside the test bundle, in the same configuration.
    static let binary: URL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "cellmon")

    private let process = Process()
    private let folder: URL

    /// Runs to its end, `limit` seconds at most; code −1 when it had to be killed.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], in directory: URL? = nil, limit: Double = 60
    ) throws -> Outcome {
        let cellmon = try Cellmon(arguments, environment: environment, in: directory)
        return try cellmon.wait(limit: limit)
    }

    /// Starts; `wait` has to follow.
    init(_ arguments: [String], environment: [String: String] = [:], in directory: URL? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cellmon-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process.executableURL = Cellmon.binary
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm"].merging(environment) { $1 }
        if let directory { process.currentDirectoryURL = directory }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Cellmon.file(folder.appending(path: "output"))
        process.standardError = try Cellmon.file(folder.appending(path: "notices"))
        try process.run()
    }

    /// What has been printed so far.
    var outputSoFar: String { text("output") }

    func interrupt() { process.interrupt() }

    /// Waits for the end.
    func wait(limit: Double = 60) throws -> Outcome {
        defer { try? FileManager.default.removeItem(at: folder) }
        let end = ContinuousClock.now + .seconds(limit)
        while process.isRunning, ContinuousClock.now < end { usleep(2000) }
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            return Outcome(code: -1, output: text("output"), notices: text("notices"))
        }
        process.waitUntilExit()
        return Outcome(code: process.terminationStatus, output: text("output"), notices: text("notices"))
    }

    private func text(_ name: String) -> String {
        (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
    }

    private static func file(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }
}

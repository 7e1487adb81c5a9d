import Foundation
import Testing

/// Runs of `cellmon` as they were reviewed: command, output, notices and exit code of each in a text file.
///
/// `CELLMON_UPDATE_GOLDEN=1` writes the files anew, to be read in review.
enum Golden {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    /// Hand-written records; golden runs start there, so that messages hold no absolute path.
    static let records = folder.appending(path: "Records")

    /// Compares one run, or writes it; of a bench's address the port, which is any free one, is left out.
    static func check(
        _ arguments: [String], as name: String, in directory: URL = records, at bench: DeviceBench? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let arguments = arguments + (bench?.options ?? [])
        let outcome = try Cellmon.run(arguments, environment: ["COLUMNS": "80"], in: directory)
        var found =
            "$ cellmon \(arguments.joined(separator: " "))\n\(outcome.output)"
            + (outcome.notices.isEmpty ? "" : "--- standard error\n\(outcome.notices)")
            + "--- exit code \(outcome.code)\n"
        if let bench { found = found.replacing("127.0.0.1:\(bench.port)", with: "127.0.0.1:PORT") }
        let file = folder.appending(path: "Golden/\(name).txt")
        if ProcessInfo.processInfo.environment["CELLMON_UPDATE_GOLDEN"] == "1" {
            try found.write(to: file, atomically: true, encoding: .utf8)
        }
        let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? "no file \(file.path)"
        #expect(found == expected, "\(name)", sourceLocation: sourceLocation)
    }
}

/// A folder that goes away with the test.
struct Scratch: ~Copyable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cellmon-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: folder.appending(path: name)) }
}

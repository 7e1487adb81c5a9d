import Foundation

/// Runs a script in `Scripts` with a JSON object on its standard input; its rows begin with the second.
enum PyBaMM {
    static func rows(_ script: String, _ given: some Encodable, python: URL) throws -> [[Double]] {
        try Subprocess.run(
            python, ["-B", Programs.scripts.appending(path: script).path], input: try JSONEncoder().encode(given)
        ) { _, output in try Subprocess.rows(output, from: script) }
    }
}

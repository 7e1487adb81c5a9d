import CellData
import Foundation
import HILSimulator

/// Scenarios by path, or by name for those that come with the command.
enum ScenarioStore {
    private static let folder = "Scenarios"

    /// Names of the scenarios that come with the command.
    static var names: [String] {
        let files =
            (try? FileManager.default.contentsOfDirectory(
                atPath: Bundle.module.bundleURL.appending(path: folder).path)) ?? []
        return files.filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// Loads a scenario. A text with a slash or an ending is a path, any other a name.
    static func load(_ nameOrPath: String) throws -> Scenario {
        let isPath = nameOrPath.contains("/") || nameOrPath.hasSuffix(".toml")
        let path =
            isPath
            ? nameOrPath : Bundle.module.bundleURL.appending(path: "\(folder)/\(nameOrPath).toml").path
        guard FileManager.default.fileExists(atPath: path) else {
            let advice = isPath ? "" : "; there are \(names.joined(separator: ", ")), or give a path to a .toml file"
            throw Failure(66, "there is no scenario \(nameOrPath)\(advice)")
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Failure(65, "\(path): expected text in UTF-8")
        }
        do {
            return try Scenario(text: text, file: isPath ? path : "\(nameOrPath).toml")
        } catch {
            throw Failure(65, error.description)
        }
    }
}

import Foundation

/// Where the real measured records are: `CELLMON_TEST_DATA`, or `../shared/data` beside the package.
public enum Records {
    /// The folder that has them, or would.
    public static var folder: String {
        ProcessInfo.processInfo.environment["CELLMON_TEST_DATA"]
            ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data").path
    }

    /// Where a record is, or would be.
    public static func location(_ name: String) -> String { folder + "/" + name }

    /// The path of a record, nil when it is not there; the caller's test is skipped then and says so.
    public static func path(_ name: String) -> String? {
        let path = location(name)
        guard FileManager.default.fileExists(atPath: path) else {
            print("skipped: the record \(name) is not in \(folder); set CELLMON_TEST_DATA to the folder that has it")
            return nil
        }
        return path
    }

    /// True when a record is there: `@Test(.enabled(if: Records.has("…")))`.
    public static func has(_ names: String...) -> Bool { names.allSatisfy { path($0) != nil } }
}

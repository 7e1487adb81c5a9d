import CellCore
import CellData
import Foundation

/// A whole record in memory, for tests only.
struct ReadRecord {
    var rows: [RecordRow] = []
    var skipped = 0
    var warnings: [RecordWarning] = []
    var meaning: CurrentMeaning?
    var format = ""
    var error: RecordError?

    /// The text of the error, or nothing.
    var message: String { error.map { "\($0)" } ?? "" }

    private mutating func drain(_ open: () throws(RecordError) -> RecordReader) {
        do throws(RecordError) {
            var reader = try open()
            format = reader.format.name
            meaning = reader.currentMeaning
            defer {
                skipped = reader.skippedCount
                warnings = reader.warnings.listed
            }
            while let row = try reader.next() { rows.append(row) }
        } catch {
            self.error = error
        }
    }

    init(_ text: String, _ options: RecordOptions = RecordOptions()) {
        self.init(bytes: Array(text.utf8), options)
    }

    init(bytes: [UInt8], _ options: RecordOptions = RecordOptions()) {
        drain { () throws(RecordError) in try RecordReader(bytes: bytes, name: "f.csv", options: options) }
    }

    init(path: String, _ options: RecordOptions = RecordOptions()) {
        drain { () throws(RecordError) in try RecordReader(path: path, options: options) }
    }
}

/// Where the measured records are, and whether they are there.
enum MeasuredRecords {
    static let folder = ProcessInfo.processInfo.environment["CELLMON_TEST_DATA"] ?? "../shared/data"

    static func path(_ name: String) -> String { folder + "/" + name }

    static func isPresent(_ names: String...) -> Bool {
        names.allSatisfy { FileManager.default.fileExists(atPath: path($0)) }
    }
}

/// A seeded generator (SplitMix64), so that every failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A folder for the files of one test, removed with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }
}

extension Array where Element == RecordRow {
    /// Charge in attocoulombs: the sum of current times interval, exact.
    var attocoulombs: Int128 {
        reduce(0) { $0 + Int128($1.sample.currentPicoamperes) * Int128($1.sample.intervalMicroseconds) }
    }

    /// Charge moved in both directions, in attocoulombs.
    var throughput: Int128 {
        reduce(0) {
            $0 + Int128($1.sample.currentPicoamperes.magnitude) * Int128($1.sample.intervalMicroseconds)
        }
    }
}

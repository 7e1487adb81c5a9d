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

import CellCore
import CellData
import Foundation
import HILSimulator

/// A record of a healthy cell under its nominal load, written for the run and deleted after it.
final class GeneratedRecord {
    let path: String
    let rows: Int
    let bytes: Int

    /// Writes it row by row, in constant memory.
    init(rows: Int) throws {
        let path = NSTemporaryDirectory() + "/cellbench-\(getpid())-\(rows).bdf.csv"
        self.path = path
        self.rows = rows
        var trace = try SampleTrace(.nominal(cell: "alucone-tis2"), seed: 2)
        var ledger = ChargeLedger()
        var writer = try BDFWriter(path: path)
        for _ in 0..<rows {
            let sample = try trace.next()
            ledger.add(
                currentPicoamperes: sample.currentPicoamperes, intervalMicroseconds: sample.intervalMicroseconds)
            try writer.write(
                sample,
                netCapacityPicoampereHours: BDFWriter.picoampereHours(nanocoulombs: ledger.netNanocoulombs))
        }
        try writer.finish()
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        bytes = (attributes[.size] as? NSNumber)?.intValue ?? 0
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

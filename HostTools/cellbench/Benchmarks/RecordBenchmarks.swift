import CellCore
import CellData

/// The reader alone, and the whole replay: reader and `CellMonitor.step` for each row.
enum RecordBenchmarks {
    /// Ten million rows are many runs in one.
    private static func runs(_ record: GeneratedRecord) -> Int { record.rows > 1_000_000 ? 3 : Stopwatch.runs }

    /// `reader`: throughput on one core, and what memory it takes.
    static func reader(_ record: GeneratedRecord) throws -> Section {
        let before = Machine.peakMemoryBytes
        let times = try Stopwatch.measure(runs: runs(record)) {
            var reader = try RecordReader(path: record.path)
            while let row = try reader.next() { consume(row) }
            guard reader.rowCount == record.rows else { throw Unexpected("the reader saw \(reader.rowCount) rows") }
        }
        let peak = Machine.peakMemoryBytes
        var section = Section(
            name: "reader",
            title: "a BDF record of \(Quantity.grouped(Double(record.rows))) rows, one core")
        section.figures = [
            Figure(
                "bytes", .bytesPerSecond, times.map { Double(record.bytes) / $0.processor }, goal: .atLeast(100e6)),
            Figure("rows", .perSecond("rows"), times.map { Double(record.rows) / $0.processor }),
            Figure("peak memory of the whole process", .bytes, [peak], goal: .atMost(100e6)),
        ]
        section.text = [
            "The file is \(Quantity.bytes.text(Double(record.bytes))); reading it raised the peak by "
                + "\(Quantity.bytes.text(peak - before))."
        ]
        return section
    }

    /// `replay`: the work of `cellmon replay` without its output.
    static func replay(_ record: GeneratedRecord) throws -> Section {
        var section = Section(
            name: "replay",
            title: "reader and monitor over the same record, as cellmon replay does, one core")
        for (name, profile) in [("generic", CellProfile.generic), ("alucone-tis2", .aluconeTiS2)] {
            let times = try Stopwatch.measure(runs: runs(record)) {
                var reader = try RecordReader(path: record.path)
                var monitor = CellMonitor(profile: profile)
                var events = EventList()
                while let row = try reader.next() {
                    monitor.step(row.sample, events: &events)
                    if events.count > 0 { events.removeAll() }
                }
                consume(monitor.status)
            }
            section.figures.append(
                Figure(
                    "rows, profile \(name)", .perSecond("rows"), times.map { Double(record.rows) / $0.processor },
                    goal: .atLeast(1e6)))
        }
        return section
    }
}

/// A benchmark did not do the work that it was to measure.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

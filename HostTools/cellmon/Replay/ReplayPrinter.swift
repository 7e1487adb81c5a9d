import CellCore
import CellData
import CellWire

/// Where the events and statuses of a replay go: text or JSON on standard output, and frames in a file.
struct ReplayPrinter: ~Copyable {
    private let output: StandardOutput
    private let isJSON: Bool
    private let printsStatus: Bool
    private var framer = OutputFramer()
    private var frames: FrameOutput?

    init(output: StandardOutput, isJSON: Bool, printsStatus: Bool, framesPath: String?) throws(CommandFailure) {
        self.output = output
        self.isJSON = isJSON
        self.printsStatus = printsStatus
        if let framesPath {
            frames = try Failing.record { () throws(RecordError) in try FrameOutput(path: framesPath) }
        } else {
            frames = nil
        }
    }

    /// True when a status after each sample is of use.
    var wantsStatus: Bool { printsStatus || frames != nil }

    mutating func print(_ event: MonitorEvent) throws(CommandFailure) {
        let line = EventLine(event)
        try output.line(isJSON ? line.json.text : line.text.rendered())
        if frames != nil { try write(framer.frame(event)) }
    }

    mutating func print(_ status: CellStatus) throws(CommandFailure) {
        if printsStatus {
            try output.line(isJSON ? MonitorReport.json(status).text : PlainLine.status(status).rendered())
        }
        if frames != nil { try write(framer.frame(status)) }
    }

    mutating func finish(_ summary: ReplaySummary, _ status: CellStatus) throws(CommandFailure) {
        do throws(RecordError) {
            try frames?.finish()
        } catch {
            throw CommandFailure(error)
        }
        if isJSON {
            try output.line(summary.json(status).text)
        } else {
            try output.line("")
            try summary.table(status).print(to: output)
        }
        try output.flush()
    }

    private mutating func write(_ frame: Frame) throws(CommandFailure) {
        do throws(RecordError) {
            try frames?.write(frame)
        } catch {
            throw CommandFailure(error)
        }
    }
}

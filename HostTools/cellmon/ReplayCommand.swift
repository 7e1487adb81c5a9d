import ArgumentParser
import CellCore
import CellData
import Foundation

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Runs a record or a recording through the monitor, as if it were live.",
        discussion: """
            FILE is a record as BDF or vendor export (CSV), or a recording of a monitor's inputs; what it is is told by \
            its content. "-" reads a record from standard input.
            """)

    @Argument(help: "The record or recording.")
    var file: String

    @Option(
        help: ArgumentHelp(
            "What is known of the cell: a file that cellmon profile made, or \(ProfileChoice.names). A record is taken for "
                + "that of any cell (generic) and a recording for the profile it names unless given.",
            valueName: "name|file"))
    var profile: String?

    @Flag(help: "Print the state of the cell after every sample, not only events and the summary.")
    var status = false

    @Option(
        help: ArgumentHelp(
            "Write what the monitor says, as frames of bytes, to this file: the same inputs give the same bytes.",
            valueName: "out"))
    var frames: String?

    @OptionGroup var format: OutputOptions

    func run() throws {
        let chosen = try profile.map { name throws(CommandFailure) in try ProfileChoice.named(name) }
        let isRecording = FileKind.isRegular(file) && RecordingReader.recognises(path: file)
        if let frames { try checkFramesPath(frames) }
        let output = StandardOutput()
        let progress = Progress(file: file, output: output)
        defer { progress.clear() }
        if isRecording {
            try replayRecording(chosen, output, progress)
        } else {
            try replayRecord(chosen ?? .generic, output, progress)
        }
    }

    private func checkFramesPath(_ path: String) throws(CommandFailure) {
        guard path != "-" else { throw .usage("--frames takes the name of a file, not standard output") }
        guard !FileKind.isSame(path, file) else { throw .usage("--frames would overwrite the record itself: \(path)") }
    }

    private func printer(_ output: StandardOutput) throws(CommandFailure) -> ReplayPrinter {
        try ReplayPrinter(output: output, isJSON: format.json, printsStatus: status, framesPath: frames)
    }

    private func replayRecord(
        _ profile: CellProfile, _ output: StandardOutput, _ progress: Progress
    ) throws(CommandFailure) {
        var reader = try Failing.record { () throws(RecordError) in try RecordReader(path: file) }
        var replay = Replay(profile: profile, printer: try printer(output))
        var recordedNet: Int64?
        while true {
            guard let row = try nextRow(of: &reader, output, progress) else { break }
            try replay.step(row.sample)
            if row.fields.contains(.netCharge) { recordedNet = row.recordedNetChargePicoampereHours }
            if progress.isDue(atRow: replay.summary.records) {
                try progress.show(reader.bytesRead, of: reader.fileSize, rows: replay.summary.records)
            }
        }
        replay.summary.skipped += reader.skippedCount
        replay.summary.recordedNetAmpereHours = recordedNet.map { Double($0) / 1e12 }
        let current = reader.currentMeaning == .mean ? "mean over each interval" : "instantaneous"
        replay.summary.source = "\(reader.format.name), current \(current)"
        progress.clear()
        SkipReport.write(reader.warnings, file: file)
        try replay.finish()
    }

    /// What came before a bad line has been seen already: it is printed before the failure.
    private func nextRow(
        of reader: inout RecordReader, _ output: StandardOutput, _ progress: Progress
    ) throws(CommandFailure) -> RecordRow? {
        do throws(RecordError) {
            return try reader.next()
        } catch {
            progress.clear()
            try output.flush()
            throw CommandFailure(error)
        }
    }

    private func replayRecording(
        _ chosen: CellProfile?, _ output: StandardOutput, _ progress: Progress
    ) throws(CommandFailure) {
        var reader = try Failing.record { () throws(RecordError) in try RecordingReader(path: file) }
        let profile: CellProfile
        if let chosen { profile = chosen } else { profile = try ProfileChoice.ofRecording(reader.profile, file: file) }
        var replay = Replay(profile: profile, printer: try printer(output))
        while true {
            let entry: RecordingEntry?
            do throws(RecordError) {
                entry = try reader.next()
            } catch {
                progress.clear()
                try output.flush()
                throw CommandFailure(error)
            }
            guard let entry else { break }
            switch entry {
            case .sample(let sample): try replay.step(sample)
            case .notice(let notice): try replay.note(notice)
            // Points of spectra move nothing in the monitor yet.
            case .impedance: break
            case .reset: replay.reset()
            case .snapshot(let snapshot): try replay.restore(snapshot, file: file)
            }
            if progress.isDue(atRow: replay.summary.records) {
                try progress.show(reader.bytesRead, of: reader.fileSize, rows: replay.summary.records)
            }
        }
        replay.summary.source = "recording, profile \(reader.profile.text)"
        progress.clear()
        try replay.finish()
        guard let fault = reader.fault else { return }
        // A recorder that was switched off leaves no end; what it wrote is exact all the same.
        guard case .cutShort = fault else { throw CommandFailure("\(file): \(fault)", code: 65) }
        Notice.write("\(file): \(fault)")
    }
}

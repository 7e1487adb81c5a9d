import CellCore
import CellData
import CellWire
import Foundation

/// The files of a run: every input of the monitor, every frame it said, and the record for other programs.
struct RunOutputs: ~Copyable {
    private var recording: RecordingWriter
    private var output: FrameOutput
    private var record: BDFWriter

    /// Creates the folder if need be, and `NAME.frames`, `NAME.output.frames` and `NAME.bdf.csv` in it.
    init(folder: String, scenario: String, profile: ProfileName) throws(SimulationError) {
        // A folder that cannot be made shows when the first file in it is created, with its path and reason.
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let base = folder + "/" + scenario
        do throws(RecordError) {
            let recording = try RecordingWriter(path: base + ".frames", profile: profile)
            let output = try FrameOutput(path: base + ".output.frames")
            let record = try BDFWriter(path: base + ".bdf.csv")
            self.recording = recording
            self.output = output
            self.record = record
        } catch {
            throw .file(error)
        }
    }

    mutating func write(_ sample: Sample, _ frames: [Frame], _ status: CellStatus) throws(SimulationError) {
        do throws(RecordError) {
            try recording.write(sample)
            for frame in frames { try output.write(frame) }
            try record.write(
                sample,
                netCapacityPicoampereHours: BDFWriter.picoampereHours(nanocoulombs: status.charge.netNanocoulombs))
        } catch {
            throw .file(error)
        }
    }

    mutating func finish() throws(SimulationError) {
        do throws(RecordError) {
            try recording.finish()
            try output.finish()
            try record.finish()
        } catch {
            throw .file(error)
        }
    }
}

import CellCore
import CellData
import CellWire
import Foundation

/// The files of a run: every input of the monitor, every frame it said, the record for other programs, and the plot.
struct RunOutputs: ~Copyable {
    private var recording: RecordingWriter
    private var output: FrameOutput
    private var record: BDFWriter
    private var series: PlotSeries
    private let base: String
    private let title: String

    /// Creates the folder if need be, and `NAME.frames`, `NAME.output.frames` and `NAME.bdf.csv` in it; `finish` adds the plot.
    init(
        folder: String, scenario: Scenario, sampleCount: Int, profile: ProfileName
    ) throws(SimulationError) {
        // A folder that cannot be made shows when the first file in it is created, with its path and reason.
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let base = folder + "/" + scenario.name
        do throws(RecordError) {
            let recording = try RecordingWriter(path: base + ".frames", profile: profile)
            let output = try FrameOutput(path: base + ".output.frames")
            let record = try BDFWriter(path: base + ".bdf.csv")
            self.recording = recording
            self.output = output
            self.record = record
            self.base = base
            title = scenario.title
            series = PlotSeries(sampleCount: sampleCount)
        } catch {
            throw .file(error)
        }
    }

    mutating func write(
        _ sample: Sample, _ frames: [Frame], _ status: CellStatus, truth: VirtualCell
    ) throws(SimulationError) {
        let leak = truth.leakSiemens
        series.append(
            PlotRow(
                second: Double(sample.timeMicroseconds) / 1e6, volts: Double(sample.voltageNanovolts) / 1e9,
                amperes: Double(sample.currentPicoamperes) / 1e12, stateOfCharge: status.stateOfCharge,
                trueStateOfCharge: truth.hasStateOfCharge ? truth.stateOfCharge : nil,
                shortClass: status.short.shortClass, resistanceOhms: status.short.resistanceOhms,
                trueResistanceOhms: leak > 0 ? 1 / leak : nil, kelvin: Double(sample.temperatureMillikelvin) / 1e3,
                truePelletKelvin: truth.pelletKelvin))
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

    /// Completes the files.
    ///
    /// - Throws: `SimulationError.plot` when all is complete but the pictures.
    mutating func finish() throws(SimulationError) {
        do throws(RecordError) {
            try recording.finish()
            try output.finish()
            try record.finish()
        } catch {
            throw .file(error)
        }
        series.finish()
        try ScenarioPlot(base: base, title: title, rows: series.rows).draw()
    }
}

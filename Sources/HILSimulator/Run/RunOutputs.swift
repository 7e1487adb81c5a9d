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
    /// The sample whose status has not been said yet.
    private var last: Sample?
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

    /// Writes an input to the recording, and what was said to the output frames.
    mutating func write(_ output: MonitorOutput, framer: inout OutputFramer) throws(SimulationError) {
        do throws(RecordError) {
            switch output {
            case .sample(let sample):
                try recording.write(sample)
                last = sample
            case .notice(let notice): try recording.write(notice)
            case .impedance(let point): try recording.write(point)
            case .restart(let snapshot):
                if let snapshot { try recording.write(snapshot) } else { try recording.writeReset() }
                last = nil
            case .event(let event): try self.output.write(framer.frame(event))
            case .status(let status):
                try self.output.write(framer.frame(status))
                guard let sample = last else { return }
                try record.write(
                    sample,
                    netCapacityPicoampereHours: BDFWriter.picoampereHours(
                        nanocoulombs: status.charge.netNanocoulombs))
                last = nil
            }
        } catch {
            throw .file(error)
        }
    }

    /// Adds a sample to the plot; what was not measured is left out.
    mutating func plot(_ sample: Sample, atSecond second: Double, _ status: CellStatus, truth: VirtualCell) {
        let leak = truth.leakSiemens
        func measured(_ value: Double, _ flag: SampleFlags) -> Double { sample.flags.contains(flag) ? value : .nan }
        series.append(
            PlotRow(
                second: second,
                volts: measured(Double(sample.voltageNanovolts) / 1e9, .voltageValid),
                amperes: measured(Double(sample.currentPicoamperes) / 1e12, .currentValid),
                stateOfCharge: status.stateOfCharge,
                trueStateOfCharge: truth.hasStateOfCharge ? truth.stateOfCharge : nil,
                shortClass: status.short.shortClass, resistanceOhms: status.short.resistanceOhms,
                trueResistanceOhms: leak > 0 ? 1 / leak : nil,
                kelvin: measured(Double(sample.temperatureMillikelvin) / 1e3, .temperatureValid),
                truePelletKelvin: truth.pelletKelvin))
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

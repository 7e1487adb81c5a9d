import CellCore
import CellData
import CellPlant

/// An operation whose instructions are counted by running this program again under callgrind.
struct CountedWork: Sendable {
    /// Name for `--count`, the hidden option of the program that is run again.
    let name: String
    /// Benchmark and label that the count belongs to.
    let benchmark: String
    let label: String
    /// The function of this module whose calls are counted, which must not be inlined.
    let function: String
    /// Operations in one call.
    let operations: Int
    /// Prepares and calls the function, many times.
    let run: @Sendable () throws -> Void

    static let all: [CountedWork] = [
        CountedWork(
            name: "core-alucone", benchmark: "core", label: "step, alucone-tis2", function: "countedCoreStep",
            operations: 1, run: { try steps(.aluconeTiS2) }),
        CountedWork(
            name: "core-generic", benchmark: "core", label: "step, generic", function: "countedCoreStep",
            operations: 1, run: { try steps(.generic) }),
        CountedWork(
            name: "core-status", benchmark: "core", label: "status, alucone-tis2", function: "countedStatus",
            operations: 1, run: { try statuses() }),
        CountedWork(
            name: "impedance-cold", benchmark: "impedance", label: "a fit from typical values",
            function: "countedLayerFit", operations: 1, run: { try ImpedanceWork.fits(isWarm: false) }),
        CountedWork(
            name: "impedance-warm", benchmark: "impedance", label: "a fit from the last result",
            function: "countedLayerFit", operations: 1, run: { try ImpedanceWork.fits(isWarm: true) }),
        CountedWork(
            name: "impedance-longest", benchmark: "impedance", label: "a fit that finds nothing",
            function: "countedLayerFit", operations: 1, run: { try ImpedanceWork.fitsOfNonsense() }),
        CountedWork(
            name: "impedance-step", benchmark: "impedance", label: "the longest step of a fit",
            function: "countedLayerStep", operations: 1, run: { try ImpedanceWork.steps() }),
        CountedWork(
            name: "impedance-check", benchmark: "impedance", label: "a check, 20 points",
            function: "countedSpectrumCheck", operations: 1, run: { try ImpedanceWork.checks() }),
        CountedWork(
            name: "ledger", benchmark: "ledger", label: "an addition",
            function: "countedLedgerAdd", operations: 1, run: { additions() }),
        CountedWork(
            name: "plant-full", benchmark: "plant", label: "step of 1 s, alucone-tis2", function: "countedPlantStep",
            operations: 1, run: { try plantSteps("alucone-tis2", amperes: -86.4e-6) }),
        CountedWork(
            name: "plant-short", benchmark: "plant", label: "step of 1 s, short of 3 kΩ", function: "countedPlantStep",
            operations: 1, run: { try plantSteps("alucone-tis2", amperes: -86.4e-6, siemens: 1 / 3000.0) }),
        CountedWork(
            name: "plant-symmetric", benchmark: "plant", label: "step of 1 s, symmetric", function: "countedPlantStep",
            operations: 1, run: { try plantSteps("symmetric", amperes: 71.3e-6) }),
        CountedWork(
            name: "plant-bare", benchmark: "plant", label: "step of 1 s, symmetric-bare",
            function: "countedPlantStep", operations: 1,
            run: { try plantSteps("symmetric-bare", amperes: 71.3e-6) }),
        CountedWork(
            name: "chain-second", benchmark: "chain", label: "a sample, 1 a second", function: "countedChipSamples",
            operations: 100, run: { try chipSamples(ChipLife()) }),
        CountedWork(
            name: "chain-burst", benchmark: "chain", label: "a sample in a burst", function: "countedChipSamples",
            operations: 100, run: { try chipSamples(ChipLife(burst: true)) }),
        CountedWork(
            name: "chain-bytes", benchmark: "chain", label: "a sample byte by byte", function: "countedChipSamples",
            operations: 100, run: { try chipSamples(ChipLife(byteByByte: true)) }),
        CountedWork(
            name: "reader", benchmark: "reader", label: "a row", function: "countedRows", operations: 1_000,
            run: { try recordRows() }),
    ]

    private static func steps(_ profile: CellProfile) throws {
        var monitor = CellMonitor(profile: profile)
        for sample in try SampleTrace.eventful() {
            var events = EventList()
            countedCoreStep(&monitor, sample, &events)
        }
        consume(monitor)
    }

    private static func statuses() throws {
        var monitor = CellMonitor(profile: .aluconeTiS2)
        for sample in try SampleTrace.eventful() {
            var events = EventList()
            monitor.step(sample, events: &events)
            consume(countedStatus(monitor))
        }
    }

    private static func additions() {
        var ledger = ChargeLedger()
        for (current, interval) in LedgerWork.amounts(2_000) { countedLedgerAdd(&ledger, current, interval) }
        consume(ledger)
    }

    /// As assembled, so that the film still takes sodium up; a full cell with a short has been cycled.
    private static func plantSteps(_ name: String, amperes: Double, siemens: Double = 0) throws {
        guard let parameters = PlantParameters.named(name) else { throw Unexpected("there is no cell \(name)") }
        var plant = try CellPlant(parameters, stateOfCharge: siemens > 0 ? 0.8 : nil)
        plant.leakSiemens = siemens
        for _ in 0..<500 { consume(try countedPlantStep(&plant, amperes)) }
    }

    private static func chipSamples(_ life: consuming ChipLife) throws {
        var life = life
        for _ in 0..<10 { try countedChipSamples(&life, 100) }
    }

    private static func recordRows() throws {
        let record = try GeneratedRecord(rows: 10_000)
        var reader = try RecordReader(path: record.path)
        for _ in 0..<9 { try countedRows(&reader, 1_000) }
    }
}

@inline(never)
private func countedCoreStep(_ monitor: inout CellMonitor, _ sample: Sample, _ events: inout EventList) {
    monitor.step(sample, events: &events)
}

@inline(never)
private func countedStatus(_ monitor: CellMonitor) -> CellStatus { monitor.status }

@inline(never)
func countedLayerFit(_ fit: inout LayerFit) { consume(fit.run()) }

@inline(never)
func countedLayerStep(_ fit: inout LayerFit) -> LayerFit.Progress { fit.step() }

@inline(never)
func countedSpectrumCheck(_ check: inout SpectrumCheck) { consume(check.run()) }

@inline(never)
private func countedLedgerAdd(_ ledger: inout ChargeLedger, _ picoamperes: Int64, _ microseconds: UInt64) {
    ledger.add(currentPicoamperes: picoamperes, intervalMicroseconds: microseconds)
}

@inline(never)
private func countedPlantStep(_ plant: inout CellPlant, _ amperes: Double) throws -> PlantReading {
    try plant.step(.current(amperes), seconds: 1, ambientKelvin: 298.15)
}

@inline(never)
private func countedRows(_ reader: inout RecordReader, _ count: Int) throws {
    for _ in 0..<count { consume(try reader.next()) }
}

@inline(never)
private func countedChipSamples(_ life: inout ChipLife, _ count: Int) throws {
    for _ in 0..<count { consume(try life.sample()) }
}

/// The benchmarks in their order: the reader first, since a process's peak of memory never falls.
struct Benchmarks {
    let chosen: [String]
    let full: Bool
    /// False when only the parts that count instructions are wanted.
    let measuresTimes: Bool

    /// Hands over each section as soon as it is measured.
    func forEach(_ body: (Section) throws -> Void) throws {
        guard measuresTimes else {
            for name in CellBench.names where chosen.contains(name) {
                try body(Section(name: name, title: "instructions counted by callgrind"))
            }
            return
        }
        if chosen.contains("reader") || chosen.contains("replay") {
            let record = try GeneratedRecord(rows: full ? 10_000_000 : 1_000_000)
            if chosen.contains("reader") { try body(RecordBenchmarks.reader(record)) }
            if chosen.contains("replay") { try body(RecordBenchmarks.replay(record)) }
        }
        if chosen.contains("core") { try body(CoreBenchmark.section()) }
        if chosen.contains("impedance") { try body(ImpedanceWork.section()) }
        if chosen.contains("ledger") { try body(LedgerWork.section()) }
        if chosen.contains("plant") { try body(SimulationBenchmarks.plant()) }
        if chosen.contains("chain") { try body(ChainBenchmark.section()) }
        if chosen.contains("scenario") { try body(SimulationBenchmarks.scenario()) }
        if chosen.contains("usbip") { try body(USBIPBenchmark.section()) }
        if chosen.contains("size"), let section = SizeBenchmark.section() { try body(section) }
        if chosen.contains("float32") { try body(FloatPercentageBenchmark.section()) }
    }
}

import CellCore
import MonitorFirmware

/// The board in the simulator: samples come from the bench, time is virtual.
struct SimulatedBoard: Board {
    let samplePeriodMicroseconds: UInt64
    private(set) var uptimeMicroseconds: UInt64 = 0
    private var waiting: [Sample] = []

    init(samplePeriodMicroseconds: UInt64) { self.samplePeriodMicroseconds = samplePeriodMicroseconds }

    /// A conversion has finished.
    mutating func offer(_ sample: Sample) {
        uptimeMicroseconds = sample.timeMicroseconds
        waiting.append(sample)
    }

    mutating func nextSample() -> Sample? { waiting.isEmpty ? nil : waiting.removeFirst() }
}

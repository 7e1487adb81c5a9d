import CellCore
import Testing

/// A monitor that is fed readings as a test states them, at any sample period, and the events that it raises.
///
/// Unless told otherwise the readings move in their last digits, as those of converters do, and by no more.
struct SafetyBench {
    private(set) var monitor: CellMonitor
    let periodMicroseconds: UInt64
    private(set) var microseconds: UInt64 = 0
    private(set) var events: [MonitorEvent] = []
    private var count: Int64 = 0

    var volts = 2.1
    var amperes = 0.0
    var celsius = 25.0
    var flags = SampleFlags.allValid
    var isNoisy = true

    init(_ profile: CellProfile = .aluconeTiS2, periodSeconds: Double = 1) {
        monitor = CellMonitor(profile: profile)
        periodMicroseconds = UInt64((periodSeconds * 1e6).rounded())
        if profile.curve == nil { volts = 0.01 }
    }

    var seconds: Double { Double(microseconds) / 1e6 }

    /// Feeds samples until so many seconds have passed; `change` may move the readings before each of them.
    mutating func run(seconds: Double, _ change: (inout SafetyBench) -> Void = { _ in }) {
        let end = microseconds + UInt64((seconds * 1e6).rounded())
        while microseconds + periodMicroseconds <= end {
            change(&self)
            step()
        }
    }

    /// One sample with the readings as they are, after the period or a gap besides.
    mutating func step(gapSeconds: Double = 0, edit: (inout Sample) -> Void = { _ in }) {
        microseconds += periodMicroseconds + UInt64(gapSeconds * 1e6)
        count += 1
        // ±2 nA, ±4 µV, ±8 mK in steps, without a mean.
        let noise = isNoisy ? count % 5 - 2 : 0
        var list = EventList()
        var sample = Sample(
            timeMicroseconds: microseconds, intervalMicroseconds: periodMicroseconds,
            currentPicoamperes: Int64((amperes * 1e12).rounded()) + noise * 1_000,
            voltageNanovolts: Int64((volts * 1e9).rounded()) + noise * 2_000,
            temperatureMillikelvin: Int32((celsius * 1e3).rounded()) + 273_150 + Int32(noise) * 4, flags: flags)
        edit(&sample)
        monitor.step(sample, events: &list)
        #expect(list.lostCount == 0)
        for index in 0..<list.count {
            if let event = list[index] { events.append(event) }
        }
    }

    /// Events of limits and plausibility since the last call, in order.
    mutating func taken() -> [MonitorEvent] {
        defer { events = [] }
        return events.filter { $0.id.rawValue >= 80 && $0.id.rawValue < 120 }
    }

    mutating func takenIDs() -> [EventID] { taken().map(\.id) }

    /// A monitor that went through a snapshot.
    mutating func restart() throws {
        monitor = try CellMonitor(profile: monitor.profile, snapshot: monitor.snapshot)
    }
}

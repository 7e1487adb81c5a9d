import CellPlant

/// Plating and stripping: rest of 2 h, then 0.1 mA/cm² for an hour each way (0.1 mAh/cm²). Source: E5.
struct SymmetricCycling {
    /// A point of the voltage trace.
    struct Point {
        var hours: Double
        var volts: Double
    }

    /// Voltage a minute after each reversal, then every six minutes.
    private(set) var trace: [Point] = []
    /// Voltage at the very start of cycling, after a second.
    private(set) var startVolts = Double.nan
    /// Cycles of plating and stripping that were completed.
    private(set) var cycles = 0
    /// When a dendrite went through, in hours since assembly; only a cell with a seed has one.
    private(set) var shortHours: Double?
    private(set) var cell: PaperCell

    /// Cycles until `hours` after assembly, or until `hoursAfterShort` after a short.
    init(
        _ start: PaperCell, hours end: Double, stepSeconds: Double = 10, hoursAfterShort: Double = 0
    ) throws(SimulationError) {
        cell = start
        try cell.rest(hours: 2)
        for half in 0..<Int((end - 2).rounded(.down)) {
            if let shortHours, Double(half) + 2 >= shortHours + hoursAfterShort { return }
            try run(half, stepSeconds)
            cycles = (half + 1) / 2
        }
    }

    private mutating func run(_ half: Int, _ stepSeconds: Double) throws(SimulationError) {
        let amperes = cell.symmetricAmperes * (half % 2 == 0 ? 1 : -1)
        let start = Double(half) + 2
        var seconds = 0.0
        var nextSample = 60.0
        while seconds < 3600 {
            let length = seconds == 0 ? 1 : min(stepSeconds - (seconds == 1 ? 1 : 0), 3600 - seconds)
            let reading = try cell.step(.current(amperes), seconds: length)
            guard reading.seconds > 0 else { return }
            seconds += reading.seconds
            let now = start + seconds / 3600
            if half == 0 && seconds == 1 { startVolts = reading.volts }
            if reading.event == .hardShort && shortHours == nil {
                shortHours = now
                trace.append(Point(hours: now, volts: reading.volts))
            }
            if seconds >= nextSample {
                trace.append(Point(hours: now, volts: reading.volts))
                nextSample = (seconds / 360).rounded(.down) * 360 + 360
            }
        }
    }

    /// Overpotential at a time: the largest within the hour before it, since a half-cycle begins below its plateau.
    func overpotential(at hours: Double) -> Double {
        trace.filter { $0.hours > hours - 1 && $0.hours <= hours + 1e-9 }.map(\.volts.magnitude).max() ?? .nan
    }
}

import CellCore
import CellData

/// A monitor that is fed from a file: steps it, prints what it says, and keeps what the summary needs.
struct Replay: ~Copyable {
    private let profile: CellProfile
    private var monitor: CellMonitor
    private var events = EventList()
    private var printer: ReplayPrinter
    var summary = ReplaySummary()

    init(profile: CellProfile, printer: consuming ReplayPrinter) {
        self.profile = profile
        self.printer = printer
        monitor = CellMonitor(profile: profile)
    }

    /// Takes one sample. The state is worked out only where someone sees it.
    mutating func step(_ sample: Sample) throws(CommandFailure) {
        monitor.step(sample, events: &events)
        summary.add(sample)
        if events.count > 0 { try tellEvents() }
        if printer.wantsStatus { try printer.print(monitor.status) }
    }

    /// The device told of itself.
    mutating func note(_ notice: DeviceNotice) throws(CommandFailure) {
        monitor.note(notice, events: &events)
        try tellEvents()
    }

    private mutating func tellEvents() throws(CommandFailure) {
        for index in 0..<events.count {
            guard let event = events[index] else { continue }
            if let reached = event.id.shortClass { summary.reach(reached, event) }
            try printer.print(event)
        }
        events.removeAll()
    }

    /// The monitor begins again without a past.
    mutating func reset() {
        summary.refusedSamples += monitor.status.refusedSampleCount
        monitor = CellMonitor(profile: profile)
    }

    /// The monitor goes on from a snapshot.
    mutating func restore(_ snapshot: SnapshotBytes, file: String) throws(CommandFailure) {
        do throws(SnapshotError) {
            monitor = try CellMonitor(profile: profile, snapshot: snapshot, afterTimeOff: true)
        } catch {
            let reason =
                switch error {
                case .wrongLength(let length): "it is \(length) bytes long"
                case .unknownVersion(let version): "it is of version \(version)"
                case .damaged: "its check value is wrong"
                case .otherProfile: "it was taken under another profile"
                case .inconsistent: "its fields contradict each other"
                }
            throw CommandFailure("\(file): a snapshot in the recording does not fit: \(reason)", code: 65)
        }
        let verdict = monitor.status.short
        summary.refusedSamplesBefore = monitor.status.refusedSampleCount
        if verdict.shortClass > summary.gravest {
            summary.reach(verdict.shortClass, atMicroseconds: monitor.status.timeMicroseconds)
        }
    }

    /// Prints the summary and writes out everything.
    mutating func finish() throws(CommandFailure) {
        try printer.finish(summary, monitor.status)
    }
}

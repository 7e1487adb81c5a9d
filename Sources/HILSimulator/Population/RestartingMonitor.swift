import CellCore

/// The monitor as the firmware keeps it: a checkpoint each minute of uptime, and a restart from it.
///
/// After a restart its time goes on by one checkpoint's interval (61 s) more than the checkpoint shows, whatever has
/// passed in truth; the monitor counts that as not measured. Source: `MonitorFirmware.start`.
struct RestartingMonitor {
    private static let checkpointSeconds = 60

    private(set) var monitor: CellMonitor
    /// Restarts that found a checkpoint which the monitor refused, or none.
    private(set) var refusedRestarts = 0
    private var checkpoint: CellMonitor?
    private var baseMicroseconds: UInt64 = 0
    private var uptimeSeconds = 0
    private let profile: CellProfile

    init(profile: CellProfile) {
        self.profile = profile
        monitor = CellMonitor(profile: profile)
    }

    /// The time of the sample that is due next, in microseconds of the monitor's own clock.
    var nextMicroseconds: UInt64 { baseMicroseconds + UInt64(uptimeSeconds + 1) * 1_000_000 }

    /// Takes the sample of the next second.
    @inline(__always)
    mutating func take(_ sample: Sample) {
        uptimeSeconds += 1
        var events = EventList()
        monitor.step(sample, events: &events)
        if uptimeSeconds % RestartingMonitor.checkpointSeconds == 0 { checkpoint = monitor }
    }

    /// The power comes back.
    mutating func restart() {
        uptimeSeconds = 0
        do throws(SnapshotError) {
            guard let checkpoint else { throw .wrongLength(0) }
            monitor = try CellMonitor(profile: profile, snapshot: checkpoint.snapshot)
            baseMicroseconds = monitor.status.timeMicroseconds + 61_000_000
        } catch {
            refusedRestarts += 1
            monitor = CellMonitor(profile: profile)
            checkpoint = nil
            baseMicroseconds = 0
        }
    }
}

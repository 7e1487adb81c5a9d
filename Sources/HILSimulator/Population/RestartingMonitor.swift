import CellCore

/// The monitor as the firmware keeps it: a checkpoint each minute of uptime, and a restart from it.
///
/// After a restart its time goes on by one checkpoint's interval (61 s) more than the checkpoint shows, whatever has
/// passed in truth; the monitor counts that as not measured. Source: `MonitorFirmware.start`.
struct RestartingMonitor {
    private static let checkpointMicroseconds: UInt64 = 60_000_000
    /// What a restart may have lost. Source: `MonitorFirmware.checkpointMicroseconds`.
    private static let lostMicroseconds: UInt64 = 61_000_000

    private(set) var monitor: CellMonitor
    /// Restarts that found a checkpoint which the monitor refused, or none.
    private(set) var refusedRestarts = 0
    private var checkpoint: CellMonitor?
    /// The monitor's own time when its power came, in microseconds.
    private(set) var baseMicroseconds: UInt64 = 0
    private var uptimeMicroseconds: UInt64 = 0
    private var dueMicroseconds = checkpointMicroseconds
    private let periodMicroseconds: UInt64
    private let profile: CellProfile

    init(profile: CellProfile, periodMicroseconds: UInt64 = 1_000_000) {
        self.profile = profile
        self.periodMicroseconds = periodMicroseconds
        monitor = CellMonitor(profile: profile)
    }

    /// The time of the sample that is due next, in microseconds of the monitor's own clock.
    var nextMicroseconds: UInt64 { baseMicroseconds + uptimeMicroseconds + periodMicroseconds }

    /// Takes the next sample, of the time `nextMicroseconds`.
    @inline(__always)
    mutating func take(_ sample: Sample, events: inout EventList) {
        uptimeMicroseconds += periodMicroseconds
        monitor.step(sample, events: &events)
        guard uptimeMicroseconds >= dueMicroseconds else { return }
        checkpoint = monitor
        dueMicroseconds = uptimeMicroseconds + RestartingMonitor.checkpointMicroseconds
    }

    /// The power comes back; the snapshot that it went on from, nil where it began anew.
    @discardableResult
    mutating func restart() -> SnapshotBytes? {
        uptimeMicroseconds = 0
        dueMicroseconds = RestartingMonitor.checkpointMicroseconds
        do throws(SnapshotError) {
            guard let checkpoint else { throw .wrongLength(0) }
            let snapshot = checkpoint.snapshot
            monitor = try CellMonitor(profile: profile, snapshot: snapshot, afterTimeOff: true)
            baseMicroseconds = monitor.status.timeMicroseconds + RestartingMonitor.lostMicroseconds
            return snapshot
        } catch {
            refusedRestarts += 1
            monitor = CellMonitor(profile: profile)
            checkpoint = nil
            baseMicroseconds = 0
            return nil
        }
    }
}

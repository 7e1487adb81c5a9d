import AnalogFrontEnd
import CellCore
import CellWire
import Journal
import USBDevice

/// The application that is flashed: one small loop that sleeps between events. Samples first, then the impedance front end,
/// the host, the flash; nothing in it waits, so that no part can delay another.
///
/// ```swift
/// var firmware = MonitorFirmware(parts: parts, profile: .aluconeTiS2, identity: identity)
/// firmware.start()
/// while true { if !firmware.poll() { sleepUntilInterrupt(orUntil: firmware.wakeMicroseconds) } }
/// ```
/// After a restart the monitor goes on from the newest checkpoint. Its time goes on as well: by one checkpoint's interval
/// more than the checkpoint shows, for so much may be lost; the monitor counts that time as not measured.
public struct MonitorFirmware<B: Board & ~Copyable>: ~Copyable {
    /// The board, open to the body that simulates it.
    public var board: B
    /// Where samples come from, open likewise.
    public var sensors: B.Sensors
    /// Where spectra come from, open likewise.
    public var impedance: B.Impedance
    var keeper: JournalKeeper<B.Flash>
    var usb: USBDevice<B.Controller>
    var link = HostLink()
    var stream = ReportStream()
    var log = EventLog()
    var monitor: CellMonitor
    let identity: FirmwareIdentity
    let profile: CellProfile

    var deadlines = DeadlineCounter()
    var load = LoadWatch()
    var bursts = BurstSchedule()
    var spectra = SpectrumSchedule()
    var inputChecks = InputCheckSchedule()
    var loadSteps = LoadStepImpedance()
    var minutes = MinuteAccumulator()
    var hardware = HardwareWatch()
    /// What is added to the board's time so that the monitor's goes on over restarts, in microseconds.
    var timeBaseMicroseconds: UInt64 = 0
    private var isFlashBusy = false

    /// The most that a restart may lose: the interval of checkpoints and an erase that is under way, in microseconds.
    public static var checkpointMicroseconds: UInt64 { 61_000_000 }
    /// How soon the flash is asked again while it works, in microseconds.
    private static var flashLookMicroseconds: UInt64 { 1_000 }
    /// How soon a bus is looked at again when its interrupt does not come, in microseconds.
    private static var busLookMicroseconds: UInt64 { 10_000 }

    /// Firmware of these parts; it does nothing before `start`.
    public init(parts: consuming FirmwareParts<B>, profile: CellProfile, identity: FirmwareIdentity) {
        board = parts.board
        sensors = parts.sensors
        impedance = parts.impedance
        keeper = JournalKeeper(flash: parts.flash)
        usb = USBDevice(controller: parts.controller, identity: identity.usb)
        monitor = CellMonitor(profile: profile)
        self.profile = profile
        self.identity = identity
    }

    /// Goes on from the newest checkpoint if there is one, and shows the device to the host.
    public mutating func start() {
        var wentOn = false
        if let snapshot = keeper.open() {
            do throws(SnapshotError) {
                monitor = try CellMonitor(profile: profile, snapshot: snapshot, afterTimeOff: true)
                timeBaseMicroseconds = monitor.status.timeMicroseconds + Self.checkpointMicroseconds
                wentOn = true
            } catch {
                tell(.checkpointRefused, value: 0)
            }
        }
        keeper.keepStart(cause: board.resetCause, rawCause: board.rawResetCause, wentOn: wentOn)
        usb.connect()
    }

    /// Does what there is to do. False when nothing more is before `wakeMicroseconds` or an interrupt.
    public mutating func poll() -> Bool {
        let now = board.uptimeMicroseconds
        takeEdges()
        if impedance.isExciting { sensors.markExcitation() }
        sensors.poll(at: now)
        var hasMoved = false
        while let sample = sensors.takeSample() {
            take(sample, at: now)
            hasMoved = true
        }
        measureImpedance(at: now)
        keepTime(at: now)
        watchParts(at: now)
        if serveHost() { hasMoved = true }
        if keeper.isCheckpointDue(at: now) { keeper.keepCheckpoint(monitor.snapshot, at: now) }
        isFlashBusy = keeper.step()
        return hasMoved
    }

    /// When to poll again if no interrupt comes before, in microseconds of the board's clock.
    public var wakeMicroseconds: UInt64 {
        let now = board.uptimeMicroseconds
        var wake = min(minutes.dueMicroseconds, bursts.dueMicroseconds)
        wake = min(wake, Self.wake(for: sensors.dueMicroseconds, at: now))
        wake = min(wake, Self.wake(for: impedance.dueMicroseconds, at: now))
        if isFlashBusy { wake = min(wake, now + Self.flashLookMicroseconds) }
        return wake
    }

    /// A bus with a transfer under way interrupts at its end; it is looked at all the same.
    private static func wake(for due: UInt64, at now: UInt64) -> UInt64 { due > now ? due : now + busLookMicroseconds }

    /// What is known of the cell.
    public var status: CellStatus { monitor.status }
    /// Samples that the monitor has taken.
    public var sampleCount: UInt64 { monitor.sampleCount }
    /// The monitor's whole state, for a recording or a checkpoint.
    public var snapshot: SnapshotBytes { monitor.snapshot }
    /// The flash under the journal, open to the body that simulates it.
    public var flash: B.Flash {
        _read { yield keeper.flash }
        _modify { yield &keeper.flash }
    }
}

import AnalogFrontEnd
import CellCore
import HILSimulator
import Journal
import MonitorFirmware
import TestSupport

/// A board that is fed and keeps its journal in a flash of which a test can take copies.
struct KeptBoard: Board {
    typealias Sensors = OfferedSamples
    typealias Impedance = NoImpedance
    typealias Flash = RAMFlash
    typealias Controller = SimulatedUSBController

    var uptimeMicroseconds: UInt64 = 0
    var resetCause: ResetCause { .powerOn }
    var rawResetCause: UInt32 { 0 }
    mutating func nextEdge() -> PinEdge? { nil }
}

/// The firmware on it, fed a sample a second.
struct KeptBench: ~Copyable {
    var firmware: MonitorFirmware<KeptBoard>

    /// Power comes to a board with this flash.
    init(flash: RAMFlash) {
        firmware = MonitorFirmware(
            parts: FirmwareParts(
                board: KeptBoard(), sensors: OfferedSamples(samplePeriodMicroseconds: 1_000_000),
                impedance: NoImpedance(), flash: flash,
                controller: SimulatedUSBController(cable: SimulatedUSBCable())),
            profile: .aluconeTiS2,
            identity: FirmwareIdentity(serialNumber: .init("1"), sourceRevision: .init("test")))
        firmware.start()
    }

    /// A second passes: its sample, and as many turns of the loop as the flash wants; `look` is called after each.
    mutating func second(picoamperes: Int64, nanovolts: Int64, look: (inout MonitorFirmware<KeptBoard>) -> Void) {
        firmware.board.uptimeMicroseconds += 1_000_000
        firmware.sensors.waiting.append(
            Sample(
                timeMicroseconds: firmware.board.uptimeMicroseconds, intervalMicroseconds: 1_000_000,
                currentPicoamperes: picoamperes, voltageNanovolts: nanovolts, temperatureMillikelvin: 298_150))
        for _ in 0..<12 {
            _ = firmware.poll()
            look(&firmware)
        }
    }

    /// All events of weight and starts that the journal holds, oldest first.
    static func records(in flash: RAMFlash) throws -> [LogRecord] {
        var journal = Journal(store: flash, log: PicoFlashMap.log, minutes: PicoFlashMap.minutes)
        journal.mount()
        var cursor = JournalCursor()
        var records: [LogRecord] = []
        for _ in 0..<100_000 {
            switch try journal.nextLogRecord(&cursor) {
            case .record(let record, _): records.append(record)
            case .searching: continue
            case .end: return records
            }
        }
        return records
    }
}

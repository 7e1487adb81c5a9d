import CellCore
import CellWire
import MonitorFirmware

/// The firmware, native, on a simulated board with a USB cable: what `serve` exports and `run` listens to.
public final class SimulatedDevice {
    /// The host's end of the cable.
    public let port: SimulatedUSBPort
    private let cable = SimulatedUSBCable()
    private var firmware: MonitorFirmware<SimulatedBoard, SimulatedUSBController>

    /// A device that is plugged in.
    public init(profile: CellProfile, samplePeriodMicroseconds: UInt64, serialNumber: UInt64) {
        port = SimulatedUSBPort(cable: cable)
        let digits = String(serialNumber, radix: 16, uppercase: true)
        let serial = Array((String(repeating: "0", count: 16 - digits.count) + digits).utf8)
        firmware = MonitorFirmware(
            board: SimulatedBoard(samplePeriodMicroseconds: samplePeriodMicroseconds),
            controller: SimulatedUSBController(cable: cable), profile: profile,
            identity: FirmwareIdentity(serialNumber: FixedText(serial.span), sourceRevision: FixedText("native")))
        firmware.start()
        port.connect()
        settle()
    }

    /// A conversion has finished; the firmware takes it at once.
    public func offer(_ sample: Sample) {
        firmware.board.offer(sample)
        _ = firmware.poll()
    }

    /// Lets firmware and bus go on until neither has anything to do.
    ///
    /// A host that always has another transfer ready could keep both busy for ever; so at most 10 000 rounds.
    public func settle() {
        for _ in 0..<10_000 {
            let busMoved = port.service()
            let firmwareMoved = firmware.poll()
            if !busMoved && !firmwareMoved { return }
        }
    }

    /// What the monitor knows.
    public var status: CellStatus { firmware.status }
    /// Rules of USB that the firmware has broken; there must be none.
    public var violations: [USBRuleViolation] { cable.violations }
}

import CellCore
import CellWire
import MonitorFirmware

/// The firmware, native, on a simulated board with a USB cable: what `serve` exports and `run` listens to.
public final class SimulatedDevice<B: Board & ~Copyable> where B.Controller == SimulatedUSBController {
    /// The host's end of the cable.
    public let port: SimulatedUSBPort
    private let cable: SimulatedUSBCable
    /// The firmware, open to whoever moves its board.
    public internal(set) var firmware: MonitorFirmware<B>

    /// A device of these parts that is plugged in; its controller is the device's end of `cable`.
    init(
        parts: consuming FirmwareParts<B>, cable: SimulatedUSBCable, profile: CellProfile, serialNumber: UInt64
    ) {
        self.cable = cable
        port = SimulatedUSBPort(cable: cable)
        let digits = String(serialNumber, radix: 16, uppercase: true)
        let serial = Array((String(repeating: "0", count: 16 - digits.count) + digits).utf8)
        firmware = MonitorFirmware(
            parts: parts, profile: profile,
            identity: FirmwareIdentity(serialNumber: FixedText(serial.span), sourceRevision: FixedText("native")))
        firmware.start()
        port.connect()
        settle()
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

extension SimulatedDevice where B == OfferedBoard {
    /// A device whose samples are put in.
    public convenience init(profile: CellProfile, samplePeriodMicroseconds: UInt64, serialNumber: UInt64) {
        let cable = SimulatedUSBCable()
        self.init(
            parts: .offered(
                SimulatedUSBController(cable: cable), samplePeriodMicroseconds: samplePeriodMicroseconds),
            cable: cable, profile: profile, serialNumber: serialNumber)
    }

    /// A conversion has finished; the firmware takes it at once.
    public func offer(_ sample: Sample) {
        firmware.board.uptimeMicroseconds = sample.timeMicroseconds
        firmware.sensors.waiting.append(sample)
        _ = firmware.poll()
    }
}

import AnalogFrontEnd
import CellCore
import HILSimulator
import Testing

/// One of the four chips, as the events, the flags and the simulation name it.
enum ChipUnderTest: Int, CaseIterable, CustomTestStringConvertible {
    case current, voltage, temperature, impedance

    /// The event that tells of its fault.
    var event: EventID {
        switch self {
        case .current: .currentChipFault
        case .voltage: .voltageChipFault
        case .temperature: .temperatureChipFault
        case .impedance: .impedanceChipFault
        }
    }

    /// What a sample lacks without it.
    var flag: SampleFlags {
        switch self {
        case .current: .currentValid
        case .voltage: .voltageValid
        case .temperature: .temperatureValid
        case .impedance: .none
        }
    }

    var testDescription: String { "\(self)" }

    func setPower(_ isOn: Bool, _ cell: MonitoredCell) {
        let now = cell.clock.nanoseconds
        switch self {
        case .current: cell.chips.current.setPower(isOn, at: now)
        case .voltage: cell.chips.voltage.setPower(isOn, at: now)
        case .temperature: cell.chips.temperature.setPower(isOn, at: now)
        case .impedance: cell.impedance.setPower(isOn, at: now)
        }
    }

    /// Takes the chip off its bus, or puts it back.
    func setFitted(_ isFitted: Bool, _ cell: MonitoredCell) {
        guard self != .impedance else {
            cell.impedanceBus.chip = isFitted ? .present : .missing(misoIsHigh: false)
            return
        }
        if isFitted { cell.chips.wire.targets.append(target(cell)) } else { replace(with: nil, cell) }
    }

    /// Puts something else in the chip's place on the wire, or nothing.
    func replace(with other: (any I2CTarget)?, _ cell: MonitoredCell) {
        let chip = target(cell)
        cell.chips.wire.targets.removeAll { $0 === chip }
        if let other { cell.chips.wire.targets.append(other) }
    }

    /// The chip on the I2C wire; the impedance front end is on another bus.
    func target(_ cell: MonitoredCell) -> any I2CTarget {
        switch self {
        case .current: cell.chips.current
        case .voltage, .impedance: cell.chips.voltage
        case .temperature: cell.chips.temperature
        }
    }

    func setFrozen(_ isFrozen: Bool, _ cell: MonitoredCell) {
        switch self {
        case .current: cell.chips.current.isFrozen = isFrozen
        case .voltage: cell.chips.voltage.isFrozen = isFrozen
        case .temperature: cell.chips.temperature.isFrozen = isFrozen
        case .impedance: break
        }
    }

    /// Makes the identification another chip's, or its own again; the ADS122C04 has none.
    func setForeign(_ isForeign: Bool, _ cell: MonitoredCell) {
        switch self {
        case .current: cell.chips.current.deviceID = isForeign ? 0x2381 : 0x2281
        case .voltage: break
        case .temperature: cell.chips.temperature.deviceID = isForeign ? 0x0118 : 0x0117
        case .impedance:
            cell.impedance.chipID = isForeign ? 0x4402 : 0x5502
            cell.impedance.pulseReset(at: cell.clock.nanoseconds)
        }
    }

    /// Flips a setting that the firmware wrote: the wide range, gain 2, another averaging, low power.
    func corrupt(_ cell: MonitoredCell) {
        switch self {
        case .current: cell.chips.current.corrupt(register: 0, with: 0)
        case .voltage: cell.chips.voltage.corrupt(register: 0, with: 0x03)
        case .temperature: cell.chips.temperature.corrupt(register: 1, with: 0x0204)
        // PMBW: power mode and bandwidth.
        case .impedance: cell.impedance.corrupt(register: 0x22F0, with: 0)
        }
    }
}

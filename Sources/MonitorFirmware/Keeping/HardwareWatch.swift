import AnalogFrontEnd
import CellCore

/// Tells when a chip begins to fail and when it works again, once each. Chips: 0 current, 1 voltage, 2 temperature, 3 impedance.
struct HardwareWatch: Sendable {
    private var faults: InlineArray<4, UInt8> = InlineArray(repeating: 0)

    /// Looks at a chip; what there is to tell of it. A fault that turns into another is told as well.
    ///
    /// Cost: a comparison while nothing changes.
    mutating func look(at chip: Int, _ health: ChipHealth?) -> (id: EventID, value: Int64)? {
        switch health {
        // A chip that is being started again keeps its fault until its first reading.
        case nil, .starting: return nil
        case .measuring:
            guard faults[chip] != 0 else { return nil }
            faults[chip] = 0
            return (.chipRecovered, Int64(chip))
        case .faulty(let fault):
            let raw = HardwareFault(fault).rawValue
            guard faults[chip] != raw else { return nil }
            faults[chip] = raw
            return (Self.identifier(of: chip), Int64(raw))
        }
    }

    private static func identifier(of chip: Int) -> EventID {
        switch chip {
        case 0: .currentChipFault
        case 1: .voltageChipFault
        case 2: .temperatureChipFault
        default: .impedanceChipFault
        }
    }
}

extension HardwareFault {
    /// What a driver found, in the words of the wire.
    init(_ fault: ChipFault) {
        self =
            switch fault {
            case .absent: .absent
            case .bus: .bus
            case .wrongIdentity: .wrongIdentity
            case .configuration, .setting: .configuration
            case .late: .late
            case .corrupted: .corrupted
            case .memory: .memory
            case .openInput: .openInput
            case .referenceOutOfRange: .referenceOutOfRange
            }
    }
}

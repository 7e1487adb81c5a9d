import AnalogFrontEnd

/// Two open-drain lines with chips on them: who acknowledges, what is read when several answer, and lines that hang.
///
/// Source: UM10204, I2C-bus specification, revision 7: sections 3.1.1 (wired AND), 3.1.6 (acknowledge), 3.1.13 (general
/// call), 3.1.16 (bus clear).
public final class I2CWire {
    /// What disturbs the lines.
    public enum Disturbance: Equatable, Sendable {
        /// Nothing.
        case none
        /// SDA is held low until `clocks` more SCL pulses have come: a chip left in the middle of a byte.
        case sdaLow(clocks: Int)
        /// SDA is shorted to ground.
        case sdaShorted
        /// SCL is shorted to ground.
        case sclShorted
        /// A foreign pulse on SDA makes the next address byte lose arbitration.
        case arbitration
    }

    /// What happened on the bus.
    public enum Event: Equatable, Sendable {
        /// START or repeated START, address byte, and whether it was acknowledged.
        case address(UInt8, isRead: Bool, isAcknowledged: Bool)
        /// A byte from the controller.
        case written(UInt8, isAcknowledged: Bool)
        /// A byte from a chip.
        case read(UInt8)
        /// STOP.
        case stop
    }

    /// The chips.
    @exclusivity(unchecked) public var targets: [any I2CTarget] { didSet { sort() } }
    /// What disturbs the lines now.
    @exclusivity(unchecked) public var disturbance = Disturbance.none { didSet { notePlain() } }
    /// What happened since `isTraced` was set, oldest first.
    @exclusivity(unchecked) public private(set) var trace: [Event] = []
    /// Whether events are kept.
    @exclusivity(unchecked) public var isTraced = false { didSet { notePlain() } }
    /// Whether whole transfers may be carried out at once where nothing disturbs them.
    @exclusivity(unchecked) public var allowsWholeTransfers = true { didSet { notePlain() } }
    @exclusivity(unchecked) private var selected: [any I2CTarget] = []
    /// Whether nothing but the chips themselves decides what a transfer does.
    @exclusivity(unchecked) private(set) var isPlain = true
    /// The chips that are alone at their address, unless some chip of the wire may answer anywhere; `targets` owns them.
    @exclusivity(unchecked) private var soleVoltage: Unmanaged<ADS122C04Model>?
    @exclusivity(unchecked) private var soleCurrent: Unmanaged<INA228Model>?
    @exclusivity(unchecked) private var soleTemperature: Unmanaged<TMP117Model>?
    @exclusivity(unchecked) private var voltageAddress: UInt8 = 0
    @exclusivity(unchecked) private var currentAddress: UInt8 = 0
    @exclusivity(unchecked) private var temperatureAddress: UInt8 = 0

    /// A bus with chips.
    public init(_ targets: [any I2CTarget] = []) {
        self.targets = targets
        sort()
    }

    /// Finds out at which addresses whole transfers may be carried out.
    private func sort() {
        soleVoltage = nil
        soleCurrent = nil
        soleTemperature = nil
        guard targets.allSatisfy({ $0.soleAddress != nil }) else { return }
        for target in targets {
            guard let address = target.soleAddress, address > 0 else { continue }
            guard targets.filter({ $0.soleAddress == address }).count == 1 else { continue }
            if let chip = target as? ADS122C04Model {
                soleVoltage = Unmanaged.passUnretained(chip)
                voltageAddress = address
            } else if let chip = target as? INA228Model {
                soleCurrent = Unmanaged.passUnretained(chip)
                currentAddress = address
            } else if let chip = target as? TMP117Model {
                soleTemperature = Unmanaged.passUnretained(chip)
                temperatureAddress = address
            }
        }
    }

    private func notePlain() { isPlain = disturbance == .none && allowsWholeTransfers && !isTraced }

    /// Carries out a whole transfer from `start` to `end` on a plain wire when a single chip is concerned; nil when it must
    /// go byte by byte.
    @inline(__always)
    func carryOut(_ transfer: I2CTransfer, from start: UInt64, to end: UInt64) -> I2CProgress? {
        guard selected.isEmpty else { return nil }
        if let soleVoltage, transfer.address == voltageAddress {
            return soleVoltage._withUnsafeGuaranteedRef { $0.carryOut(transfer, from: start, to: end) }
        }
        if let soleCurrent, transfer.address == currentAddress {
            return soleCurrent._withUnsafeGuaranteedRef { $0.carryOut(transfer, from: start, to: end) }
        }
        if let soleTemperature, transfer.address == temperatureAddress {
            return soleTemperature._withUnsafeGuaranteedRef { $0.carryOut(transfer, from: start, to: end) }
        }
        return nil
    }

    /// Whether SDA is high when nobody talks.
    public var isSDAHigh: Bool {
        switch disturbance {
        case .sdaLow(let clocks): clocks <= 0
        case .sdaShorted: false
        default: true
        }
    }

    /// Whether SCL is high when nobody talks.
    public var isSCLHigh: Bool { disturbance != .sclShorted }

    /// Lets time pass for the chips that take part; the others follow when they are addressed.
    func advance(to nanoseconds: UInt64) {
        for target in selected { target.advance(to: nanoseconds) }
    }

    /// START and the address byte at a time: true when somebody acknowledged.
    func address(_ address: UInt8, isRead: Bool, at nanoseconds: UInt64) -> Bool {
        for target in selected { target.stop() }
        selected.removeAll(keepingCapacity: true)
        for target in targets {
            target.advance(to: nanoseconds)
            if target.isAddressed(address, isRead: isRead) { selected.append(target) }
        }
        note(.address(address, isRead: isRead, isAcknowledged: !selected.isEmpty))
        return !selected.isEmpty
    }

    /// A byte from the controller: acknowledged when one chip pulls SDA low.
    func write(_ byte: UInt8) -> Bool {
        var isAcknowledged = false
        for target in selected where target.write(byte) { isAcknowledged = true }
        note(.written(byte, isAcknowledged: isAcknowledged))
        return isAcknowledged
    }

    /// A byte from the chips: a 0 of any of them is a 0 on the line.
    func read() -> UInt8 {
        var byte: UInt8 = 0xFF
        for target in selected { byte &= target.read() }
        note(.read(byte))
        return byte
    }

    /// STOP.
    func stop() {
        for target in selected { target.stop() }
        selected.removeAll(keepingCapacity: true)
        note(.stop)
    }

    /// One SCL pulse without data, as a bus clear sends them.
    func pulse() {
        if case .sdaLow(let clocks) = disturbance { disturbance = clocks > 1 ? .sdaLow(clocks: clocks - 1) : .none }
    }

    /// How long SCL is held low after the last byte.
    var stretchNanoseconds: UInt64 {
        var longest: UInt64 = 0
        for target in selected { longest = max(longest, target.stretchNanoseconds) }
        return longest
    }

    private func note(_ event: Event) { if isTraced { trace.append(event) } }
}

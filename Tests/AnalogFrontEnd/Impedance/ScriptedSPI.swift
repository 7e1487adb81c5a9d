import AnalogFrontEnd
import CellCore

/// A chip that is only a table of registers behind the data sheet's serial protocol, with faults to be put in.
///
/// It keeps what is written, answers what it holds, and remembers every transfer.
class RegisterTable {
    /// The host's clock in microseconds.
    var now: UInt64 = 0
    var registers: [UInt16: UInt32] = [0x0400: 0x4144, 0x0404: 0x5502]
    /// What comes instead of a register's value.
    var overrides: [UInt16: UInt32] = [:]
    /// Every byte read is this one.
    var stuckByte: UInt8?
    var isSilent = false
    /// The bytes written by each transfer.
    var written: [[UInt8]] = []
    var writes: [(register: UInt16, value: UInt32)] = []
    var address: UInt16 = 0
    /// What GP0IN shows, from GP0SET and GP0CLR.
    var pins: UInt32 = 0

    private static func isWide(_ register: UInt16) -> Bool { (0x1000...0x3014).contains(register) }

    func transfer(_ transfer: SPITransfer) -> SPIProgress {
        let bytes = (0..<transfer.written.count).map { transfer.written[$0] }
        written.append(bytes)
        if isSilent { return .timeout }
        var answer = SPIBytes()
        let value = bytes.dropFirst().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        switch bytes.first {
        case 0x20: address = UInt16(truncatingIfNeeded: value)
        case 0x2D: write(value)
        case 0x6D:
            let found = overrides[address] ?? self.value(of: address)
            for index in (0..<(Self.isWide(address) ? 4 : 2)).reversed() {
                answer.append(stuckByte ?? UInt8(truncatingIfNeeded: found >> UInt32(8 * index)))
            }
        default:
            for _ in 0..<Int(transfer.readCount) / 4 {
                let word = nextWord()
                for index in (0..<4).reversed() { answer.append(UInt8(truncatingIfNeeded: word >> UInt32(8 * index))) }
            }
        }
        return .done(answer)
    }

    /// What a register holds.
    func value(of register: UInt16) -> UInt32 { register == 0x10 ? pins : registers[register] ?? 0 }
    /// The next word of the FIFO.
    func nextWord() -> UInt32 { 0 }
    /// Something beyond keeping the value happens.
    func act(on register: UInt16, _ value: UInt32) {}

    private func write(_ value: UInt32) {
        writes.append((address, value))
        registers[address] = value
        if address == 0x18 { pins |= value }
        if address == 0x1C { pins &= ~value }
        if address == 0x424 { pins = 0 }
        act(on: address, value)
    }
}

/// A bus on which each transfer has ended by the next poll.
struct TableBus: SPIBus, ~Copyable {
    let chip: RegisterTable
    var progress = SPIProgress.pending

    init(_ chip: RegisterTable) { self.chip = chip }
    mutating func start(_ transfer: SPITransfer) { progress = chip.transfer(transfer) }
    mutating func poll() -> SPIProgress {
        defer { progress = .pending }
        return progress
    }
}

/// A front end at a table of registers, run by the clock.
final class TableBench {
    let chip: RegisterTable
    private(set) var points: [ImpedancePoint] = []
    private var frontEnd: ImpedanceFrontEnd<TableBus>
    private(set) var now: UInt64 = 0

    init(_ chip: RegisterTable = RegisterTable(), plan: SpectrumPlan = .brief) {
        self.chip = chip
        frontEnd = ImpedanceFrontEnd(bus: TableBus(chip), plan: plan)
    }

    var health: ChipHealth { frontEnd.health }
    var faultCount: UInt32 { frontEnd.faultCount }
    var isBusy: Bool { frontEnd.isBusy }
    var isExciting: Bool { frontEnd.isExciting }
    var spectrumCount: UInt32 { frontEnd.spectrumCount }
    func abortSpectrum() { frontEnd.abortSpectrum(at: now) }
    func startSpectrum() -> Bool { frontEnd.startSpectrum(at: now) }

    /// Polls every 20 µs, or when something is due; at most so long.
    func run(microseconds: UInt64, until isOver: (TableBench) -> Bool = { _ in false }) {
        let end = now + microseconds
        while now < end, !isOver(self) {
            chip.now = now
            frontEnd.poll(at: now)
            if let point = frontEnd.takePoint() { points.append(point) }
            now = max(now + 20, min(frontEnd.dueMicroseconds, end))
        }
    }
}

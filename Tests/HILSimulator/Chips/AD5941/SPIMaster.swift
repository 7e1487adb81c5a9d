import AnalogFrontEnd
import CellCore
import HILSimulator

/// A controller for tests of the AD5941 in bytes: each transfer is carried out at once, at 8 MHz of virtual time.
final class SPIMaster {
    private var bus: SimulatedSPIBus
    let clock: VirtualClock
    let faults = SPIFaults(seed: 1)
    private let target: (any SPITarget)?

    init(_ target: (any SPITarget)?, at nanoseconds: UInt64 = 0) {
        clock = VirtualClock(nanoseconds: nanoseconds)
        self.target = target
        bus = SimulatedSPIBus(target: target, clock: clock, faults: faults)
    }

    var nanoseconds: UInt64 { clock.nanoseconds }
    func wait(seconds: Double) { wait(nanoseconds: UInt64(seconds * 1e9)) }
    func wait(nanoseconds: UInt64) {
        clock.nanoseconds += nanoseconds
        target?.advance(to: clock.nanoseconds)
    }

    /// Writes bytes, then reads; nil after a timeout.
    @discardableResult func transfer(_ bytes: [UInt8], read: Int = 0) -> [UInt8]? {
        var transfer = SPITransfer(readCount: UInt8(read))
        for byte in bytes { transfer.written.append(byte) }
        bus.start(transfer)
        while true {
            guard let end = bus.nextEndNanoseconds else { return nil }
            clock.nanoseconds = max(clock.nanoseconds, end)
            switch bus.poll() {
            case .pending: continue
            case .done(let read): return (0..<read.count).map { read[$0] }
            case .timeout: return nil
            }
        }
    }

    private func isLong(_ address: UInt16) -> Bool { address >= 0x1000 && address <= 0x3014 }

    func write(_ address: UInt16, _ value: UInt32) {
        transfer([0x20, UInt8(address >> 8), UInt8(address & 0xFF)])
        let all = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
        transfer([0x2D] + (isLong(address) ? all : Array(all[2...])))
    }

    func read(_ address: UInt16) -> UInt32 {
        transfer([0x20, UInt8(address >> 8), UInt8(address & 0xFF)])
        let bytes = transfer([0x6D], read: isLong(address) ? 5 : 3) ?? []
        return bytes.dropFirst().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Commands into the sequencer's memory, and a sequence's address and length.
    func load(_ commands: [UInt32], at address: UInt32 = 0, sequence: Int = 0) {
        for (index, command) in commands.enumerated() {
            write(0x21D4, address + UInt32(index))
            write(0x2070, command)
        }
        write([0x21CC, 0x21E8, 0x21D0, 0x21E4][sequence], UInt32(commands.count) << 16 | address)
    }
}

import AnalogFrontEnd
import CellCore
import HILSimulator

/// A controller for tests of chips: each transfer is carried out at once, at its bit rate of virtual time.
final class WireMaster {
    private var bus: SimulatedI2CBus
    private let clock: VirtualClock

    init(_ wire: I2CWire, at nanoseconds: UInt64 = 0) {
        clock = VirtualClock(nanoseconds: nanoseconds)
        bus = SimulatedI2CBus(wire: wire, clock: clock)
    }

    /// Lets time pass to `seconds` after power-up.
    func wait(until seconds: Double) { clock.nanoseconds = max(clock.nanoseconds, UInt64(seconds * 1e9)) }
    func wait(seconds: Double) { clock.nanoseconds += UInt64(seconds * 1e9) }
    var nanoseconds: UInt64 { clock.nanoseconds }

    /// Writes bytes; false when they are not acknowledged.
    @discardableResult func write(_ address: UInt8, _ bytes: [UInt8]) -> Bool { exchange(address, bytes, 0) != nil }

    /// Writes and reads; empty when not acknowledged.
    func read(_ address: UInt8, _ bytes: [UInt8], _ count: Int) -> [UInt8] { exchange(address, bytes, count) ?? [] }

    /// Writes one byte and reads a number, the high byte first.
    func number(_ address: UInt8, _ byte: UInt8, _ count: Int) -> UInt64 {
        read(address, [byte], count).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func exchange(_ address: UInt8, _ bytes: [UInt8], _ count: Int) -> [UInt8]? {
        var transfer = I2CTransfer(address: address, readCount: UInt8(count))
        for byte in bytes { transfer.written.append(byte) }
        bus.start(transfer)
        while true {
            clock.nanoseconds += 2_500
            switch bus.poll() {
            case .pending: continue
            case .done(let read): return (0..<read.count).map { read[$0] }
            case .failed: return nil
            }
        }
    }
}

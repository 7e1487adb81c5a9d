import AnalogFrontEnd
import CellCore
import HILSimulator
import Testing

/// A chip of two registers of a byte, which stretches the clock when it is told to.
private final class TwoBytes: I2CTarget {
    let address: UInt8
    var bytes: [UInt8]
    var stretchNanoseconds: UInt64 = 0
    var acceptedBytes = 8
    var written: [UInt8] = []
    private var index = 0

    init(_ address: UInt8, _ bytes: [UInt8]) {
        self.address = address
        self.bytes = bytes
    }
    func advance(to nanoseconds: UInt64) {}
    func isAddressed(_ address: UInt8, isRead: Bool) -> Bool {
        index = 0
        return address == self.address
    }
    func write(_ byte: UInt8) -> Bool {
        guard written.count < acceptedBytes else { return false }
        written.append(byte)
        return true
    }
    func read() -> UInt8 {
        defer { index += 1 }
        return bytes[index % bytes.count]
    }
    func stop() {}
}

@Suite struct I2CWireTests {
    /// The outcome of a transfer and how long it took in microseconds, moved on in steps of 100 ns.
    private func run(_ transfer: I2CTransfer, on wire: I2CWire, recovery: Bool = false) -> (String, Double) {
        let clock = VirtualClock()
        var bus = SimulatedI2CBus(wire: wire, clock: clock)
        if recovery { bus.startRecovery() } else { bus.start(transfer) }
        while clock.nanoseconds < 20_000_000 {
            clock.nanoseconds += 100
            switch bus.poll() {
            case .pending: continue
            case .done(let bytes):
                let text = (0..<bytes.count).map { String(bytes[$0], radix: 16) }.joined(separator: " ")
                return (text, Double(clock.nanoseconds) / 1_000)
            case .failed(let error): return ("\(error)", Double(clock.nanoseconds) / 1_000)
            }
        }
        return ("never", 0)
    }

    private func transfer(_ address: UInt8, _ written: [UInt8], read: UInt8) -> I2CTransfer {
        var transfer = I2CTransfer(address: address, readCount: read)
        for byte in written { transfer.written.append(byte) }
        return transfer
    }

    @Test func `a write and a read at 400 kHz have their bits and a repeated START between them`() {
        let wire = I2CWire([TwoBytes(0x40, [0x12, 0x34])])
        wire.isTraced = true
        let (bytes, microseconds) = run(transfer(0x40, [0x0B], read: 2), on: wire)
        #expect(bytes == "12 34")
        // 5 bytes of 9 bits, START, repeated START and STOP at 2.5 µs.
        #expect(abs(microseconds - 48 * 2.5) < 0.2)
        #expect(
            wire.trace == [
                .address(0x40, isRead: false, isAcknowledged: true), .written(0x0B, isAcknowledged: true),
                .address(0x40, isRead: true, isAcknowledged: true), .read(0x12), .read(0x34), .stop,
            ])
    }

    @Test func `what nobody acknowledges fails at its byte, and the bus is stopped`() {
        let chip = TwoBytes(0x40, [0])
        chip.acceptedBytes = 1
        let wire = I2CWire([chip])
        wire.isTraced = true
        #expect(run(transfer(0x41, [1], read: 0), on: wire).0 == "addressNotAcknowledged")
        #expect(run(transfer(0x40, [1, 2, 3], read: 0), on: wire).0 == "dataNotAcknowledged(1)")
        #expect(wire.trace.last == .stop)
    }

    @Test func `a clash is a wired AND, and a write reaches both`() {
        let one = TwoBytes(0x40, [0xF3, 0x0F])
        let two = TwoBytes(0x40, [0x3F, 0xFF])
        let wire = I2CWire([one, two])
        #expect(run(transfer(0x40, [9], read: 2), on: wire).0 == "33 f")
        #expect(one.written == [9] && two.written == [9])
    }

    @Test func `stretching makes a transfer longer, and without end it is timed out after 10 ms`() {
        let chip = TwoBytes(0x40, [1])
        chip.stretchNanoseconds = 100_000
        let (bytes, microseconds) = run(transfer(0x40, [], read: 1), on: I2CWire([chip]))
        #expect(bytes == "1" && abs(microseconds - (10 + 9 + 1) * 2.5 - 200) < 0.2)
        chip.stretchNanoseconds = 60_000_000
        let (error, limit) = run(transfer(0x40, [], read: 1), on: I2CWire([chip]))
        #expect(error == "timeout" && limit < 10_001)
    }

    @Test func `stuck lines are told apart, and clocks free a chip that waits for them`() {
        let wire = I2CWire([TwoBytes(0x40, [1])])
        wire.disturbance = .sclShorted
        #expect(run(transfer(0x40, [], read: 1), on: wire).0 == "busStuck(AnalogFrontEnd.I2CLine.scl)")
        wire.disturbance = .sdaLow(clocks: 9)
        #expect(run(transfer(0x40, [], read: 1), on: wire).0 == "busStuck(AnalogFrontEnd.I2CLine.sda)")
        #expect(run(transfer(0, [], read: 0), on: wire, recovery: true).0 == "")
        #expect(run(transfer(0x40, [], read: 1), on: wire).0 == "1")
        wire.disturbance = .sdaShorted
        #expect(run(transfer(0, [], read: 0), on: wire, recovery: true).0 == "busStuck(AnalogFrontEnd.I2CLine.sda)")
        wire.disturbance = .arbitration
        #expect(run(transfer(0x40, [], read: 1), on: wire).0 == "arbitrationLost")
    }

    @Test func `the general call resets the two chips that know it`() {
        let ads122c04 = ADS122C04Model(address: 0x45)
        let tmp117 = TMP117Model()
        let ina228 = INA228Model()
        let wire = I2CWire([ads122c04, tmp117, ina228])
        tmp117.advance(to: 10_000_000)
        let master = WireMaster(wire, at: 10_000_000)
        master.write(0x45, [0x44, 0x0A])
        master.write(0x48, [0x02, 0x12, 0x34])
        master.write(0x40, [0x02, 0x0A, 0xBC])
        #expect(master.write(0x00, [0x06]))
        #expect(master.read(0x45, [0x24], 1) == [0x00])
        #expect(master.read(0x48, [0x02], 2) == [0x60, 0x00])
        // SLYS021A mentions no general call.
        #expect(master.read(0x40, [0x02], 2) == [0x0A, 0xBC])
    }
}

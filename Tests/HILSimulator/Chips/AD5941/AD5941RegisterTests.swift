import HILSimulator
import Testing

/// Numbers are those of the AD5940/AD5941 data sheet.
@Suite struct AD5941RegisterTests {
    private func chip() -> (AD5941Model, SPIMaster) {
        let model = AD5941Model()
        return (model, SPIMaster(model))
    }

    @Test func `identification is ADI and the third silicon, byte by byte`() {
        let (model, master) = chip()
        #expect(master.transfer([0x20, 0x04, 0x00]) == [])
        #expect(master.transfer([0x6D], read: 3) == [0x00, 0x41, 0x44])
        #expect(master.transfer([0x20, 0x04, 0x04]) == [])
        #expect(master.transfer([0x6D], read: 3) == [0x00, 0x55, 0x02])
        #expect(model.complaints.isEmpty)
    }

    @Test(
        arguments: [
            (0x0408, 0x0441), (0x0A10, 0x0303), (0x2000, 0x0008_0000), (0x2004, 2), (0x200C, 0xFFFF), (0x2010, 0x1E),
            (0x2044, 0x301), (0x20D0, 0x90), (0x20F0, 0xF), (0x2180, 0x37), (0x21D8, 0x410), (0x22F0, 0x88800),
            (0x3008, 0x2000), (0x0808, 0xFFFF), (0x083C, 0xF),
        ] as [(UInt16, UInt32)])
    func `registers come up as the tables say`(_ address: UInt16, _ value: UInt32) {
        let (_, master) = chip()
        #expect(master.read(address) == value)
    }

    @Test func `a register of 16 and one of 32 bits are written high byte first`() {
        let (model, master) = chip()
        master.transfer([0x20, 0x08, 0x08])
        master.transfer([0x2D, 0x12, 0x34])
        #expect(master.transfer([0x6D], read: 3) == [0, 0x12, 0x34])
        master.transfer([0x20, 0x21, 0x20])
        master.transfer([0x2D, 0x00, 0x03, 0xAB, 0xCD])
        #expect(master.transfer([0x6D], read: 5) == [0, 0x00, 0x03, 0xAB, 0xCD])
        // A write that is cut short does nothing.
        master.transfer([0x2D, 0x00, 0x00, 0x00])
        #expect(model.peek(0x2120) == 0x3ABCD)
    }

    @Test func `what does not exist answers 0 and is complained of`() {
        let (model, master) = chip()
        #expect(master.read(0x2FF0) == 0)
        master.transfer([0x99, 1, 2])
        #expect(model.complaints == [.unknownRegister(0x2FF0), .unknownCommand(0x99)])
    }

    @Test func `software reset and reset pin bring registers back and tell their cause`() {
        let (model, master) = chip()
        master.write(0x2120, 0x123)
        master.write(0x0424, 0xA158)
        #expect(master.read(0x0400) == 0)
        master.wait(seconds: 0.000_3)
        #expect(master.read(0x0400) == 0x4144)
        #expect(master.read(0x2120) == 0)
        #expect(master.read(0x0A40) == 0x08)
        model.pulseReset(at: master.nanoseconds)
        master.wait(seconds: 0.002)
        #expect(master.read(0x0A40) == 0x02)
        #expect(master.read(0x3010) == 0x2000)
        master.write(0x3004, 0xFFFF_FFFF)
        #expect(master.read(0x3010) == 0)
    }

    @Test func `PWRMOD wants its key, and a transaction wakes the chip but is lost`() {
        let (model, master) = chip()
        master.write(0x0A00, 0x8002)
        #expect(model.complaints == [.locked(0x0A00)])
        master.write(0x2120, 0x456)
        master.write(0x0A04, 0x4859)
        master.write(0x0A04, 0xF27B)
        master.write(0x0A00, 0x8002)
        #expect(master.read(0x0400) == 0)
        master.wait(seconds: 0.000_2)
        #expect(master.read(0x0400) == 0x4144)
        #expect(master.read(0x2120) == 0x456)
    }

    @Test func `GPIO0 drives the switch as an output in its GPIO function`() {
        let (model, master) = chip()
        master.write(0x0014, 1)
        #expect(!model.isCoupled)
        master.write(0x0000, 3)
        #expect(!model.isCoupled)
        master.write(0x0004, 1)
        #expect(model.isCoupled)
        #expect(master.read(0x0010) & 1 == 1)
        master.write(0x001C, 1)
        #expect(!model.isCoupled)
        master.write(0x0018, 1)
        #expect(model.isCoupled)
        master.write(0x0020, 1)
        #expect(!model.isCoupled)
        // Function 2: the sequencer's register, bit 0.
        master.write(0x0000, 2)
        master.write(0x2054, 1)
        #expect(model.isCoupled)
        model.setPower(false, at: master.nanoseconds)
        #expect(!model.isCoupled)
    }

    @Test func `the bus takes its time, tells missing chips and damages bits at their rate`() {
        let (_, master) = chip()
        let start = master.nanoseconds
        master.transfer([0x6D], read: 63)
        #expect(master.nanoseconds - start == 64_500)
        master.faults.chip = .missing(misoIsHigh: true)
        #expect(master.transfer([0x6D], read: 3) == [0xFF, 0xFF, 0xFF])
        master.faults.chip = .missing(misoIsHigh: false)
        #expect(master.transfer([0x6D], read: 3) == [0, 0, 0])
        master.faults.chip = .present
        master.faults.damagedBits = 0.01
        for _ in 0..<100 { master.transfer([0x6D], read: 63) }
        // 100 · 64 bytes · 8 bits · 2 directions at 1 %.
        #expect(abs(master.faults.damagedCount - 1_024) < 160)
        master.faults.damagedBits = 0
        master.faults.neverEnds = true
        let before = master.nanoseconds
        #expect(master.transfer([0x6D], read: 3) == nil)
        #expect(master.nanoseconds - before == 2_000_000)
        master.faults.neverEnds = false
        master.transfer([0x20, 0x04, 0x00])
        #expect(master.transfer([0x6D], read: 3) == [0x00, 0x41, 0x44])
    }
}

import CellCore
import Testing
import USBDevice

@Suite struct PortableInstanceTests {
    @Test func `the instance that is checked for heap use runs`() {
        let sample = Sample(
            timeMicroseconds: 1_000_000, intervalMicroseconds: 1_000_000, currentPicoamperes: 1,
            voltageNanovolts: 2_000_000_000, temperatureMillikelvin: 298_150)
        #expect(usePortableFirmware(.reset, sample).count > 0)
    }
}

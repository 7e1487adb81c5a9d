import Testing
import USBDevice

@Suite struct PortableInstanceTests {
    @Test func `the instance that is checked for heap use runs`() {
        // Two minutes in which no chip answers sensibly: two checkpoints of a monitor without a sample.
        #expect(usePortableFirmware(.reset, 0x5A, until: 120_000_000).count > 0)
    }
}

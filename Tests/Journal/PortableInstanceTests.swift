import Testing

@Suite struct PortableInstanceTests {
    @Test func `the instance that is checked for heap use runs`() {
        let snapshot = [UInt8](repeating: 1, count: 300)
        #expect(usePortableJournal(0xFF, snapshot.span) > 0)
    }
}

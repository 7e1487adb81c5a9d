import CellCore
import CellData
import Testing

/// An estimate and its bounds as people read them.
@Suite struct BoundedTextTests {
    private func text(_ value: Float, _ lower: Float, _ upper: Float, factor: Double = 1, digits: Int = 3) -> String {
        Measure.text(Bounded(value: value, lower: lower, upper: upper), "A", factor: factor, digits: digits)
    }

    @Test func `all three have the prefix and the decimals of the greatest`() {
        #expect(text(1.5, 1.25, 2) == "1.50 A (1.25…2.00 A)")
        #expect(text(0.0009, 0.0008, 0.0011) == "0.90 mA (0.80…1.10 mA)")
        #expect(text(2e-9, -15e-9, 7e-9) == "2.0 nA (-15.0…7.0 nA)")
        #expect(text(999.96, 1, 2) == "1.00 kA (0.00…0.00 kA)")
        #expect(text(3.6, 1.8, 3.6, factor: 1.0 / 3600, digits: 4) == "1.000 mA (0.500…1.000 mA)")
    }

    @Test func `a scale sets prefix and decimals`() {
        let whole = Bounded(value: 2e-3, lower: 1e-3, upper: 3e-3)
        let part = Bounded(value: 8e-6, lower: 4e-6, upper: 6e-4)
        #expect(Measure.text(part, "A", scale: whole) == "0.01 mA (0.00…0.60 mA)")
    }

    @Test func `nothing has no prefix and no sign`() {
        #expect(text(0, 0, 0) == "0.00 A (0.00…0.00 A)")
        #expect(text(-1e-4, -1, 1) == "0.00 A (-1.00…1.00 A)")
    }

    @Test func `what is not known is said so`() {
        #expect(Measure.text(nil as Bounded?, "A") == "–")
    }

    @Test func `every reason of a lock has a word of its own`() {
        let names = LearningLock(rawValue: 255).names
        #expect(Set(names).count == 5)
        #expect(LearningLock().names == [])
        #expect(LearningLock.restored.names == ["restored"])
    }
}

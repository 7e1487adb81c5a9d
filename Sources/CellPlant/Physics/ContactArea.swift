/// Share of each foil that touches what it lies on: lost on stripping, partly regained on plating.
struct ContactArea: Equatable, Sendable {
    /// Of the foil that is plated by a positive current, and of the other one.
    private(set) var first = 1.0
    private(set) var second = 1.0

    /// Σ 1/a over the electrodes: what an interface's resistance is multiplied by.
    @inline(__always)
    func inverse(electrodes: Double) -> Double {
        electrodes > 1.5 ? 1 / first + 1 / second : electrodes > 0.5 ? 1 / first : 0
    }

    /// A charge in mAh/cm², positive plates the first and strips the second. An area never falls below a tenth.
    @inline(__always)
    mutating func pass(_ charge: Double, loss: Double, regain: Double) {
        if charge > 0 {
            first += regain * charge * (1 - first) / (1 + regain * charge)
            second = max(second / (1 + loss * charge), 0.1)
        } else if charge < 0 {
            second -= regain * charge * (1 - second) / (1 - regain * charge)
            first = max(first / (1 - loss * charge), 0.1)
        }
    }
}

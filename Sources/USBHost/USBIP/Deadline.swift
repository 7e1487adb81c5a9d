/// A moment after which a wait is given up.
struct Deadline {
    let milliseconds: Int
    private let instant: ContinuousClock.Instant

    /// At least 1 ms from now.
    init(milliseconds: Int) {
        self.milliseconds = max(1, milliseconds)
        self.instant = .now + .milliseconds(self.milliseconds)
    }

    /// What is left, rounded up to milliseconds for `poll`; 0 when it is over.
    var remaining: Int32 {
        let left = ContinuousClock.now.duration(to: instant)
        return left <= .zero ? 0 : Int32(clamping: Int(left / .milliseconds(1)) + 1)
    }
}

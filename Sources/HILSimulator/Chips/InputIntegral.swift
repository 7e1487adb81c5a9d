/// The mean of an input over windows that follow each other.
struct InputIntegral: Equatable {
    /// Start of the window in nanoseconds.
    private(set) var start: UInt64
    /// Up to where the input was added.
    private(set) var last: UInt64
    private var sum = 0.0

    init(start: UInt64) {
        self.start = start
        last = start
    }

    /// True while nothing has been added to the window.
    var isFresh: Bool { last == start }

    /// Adds an input of mean `value` from the last time on until `end`, both limited to the window's start.
    mutating func add(_ value: Double, until end: UInt64) {
        guard end > last else { return }
        sum += value * Double(end - last)
        last = end
    }

    /// The mean over the window that ends at `end`, up to which everything was added; the next begins there.
    mutating func close(at end: UInt64) -> Double {
        let mean = end > start ? sum / Double(end - start) : 0
        self = InputIntegral(start: end)
        return mean
    }
}

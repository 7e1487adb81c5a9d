/// SplitMix64: a random sequence that a printed seed repeats. Source: Steele, Lea, Flood, OOPSLA 2014, Fig. 17.
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// Prints the seed with its purpose, by default the test's name, so that a failure can be repeated.
    public init(seed: UInt64, purpose: String = #function) {
        state = seed
        print("seed \(seed): \(purpose)")
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension SeededGenerator {
    /// Random bytes, `count` of them.
    public mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// Log-uniform between two positive ends.
    public mutating func logUniform(_ low: Double, _ high: Double, log: (Double) -> Double, exp: (Double) -> Double)
        -> Double
    {
        exp(Double.random(in: log(low)...log(high), using: &self))
    }
}

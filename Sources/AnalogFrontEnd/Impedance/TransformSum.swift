/// Repeated transforms of one quantity: their mean and its scatter, in exact integers.
struct TransformSum: Equatable, Sendable {
    private(set) var count: Int64 = 0
    private var real: Int64 = 0
    private var imaginary: Int64 = 0
    private var squares: Int64 = 0

    /// Adds a result as the registers give it: 18 bits with sign, the imaginary part with the opposite one.
    ///
    /// Source: AD5940/AD5941 data sheet, DFTREAL and DFTIMAG; the sign of the latter is the vendor's own remark.
    mutating func add(real: UInt32, imaginary: UInt32) {
        let first = Self.signed(real)
        let second = -Self.signed(imaginary)
        count += 1
        self.real += first
        self.imaginary += second
        squares += first * first + second * second
    }

    /// A number of 18 bits with sign.
    static func signed(_ bits: UInt32) -> Int64 { Int64(Int32(bitPattern: bits << 14) >> 14) }

    /// The mean in counts.
    var mean: Phasor {
        guard count > 0 else { return Phasor(0, 0) }
        return Phasor(Float(real) / Float(count), Float(imaginary) / Float(count))
    }

    /// The variance of either part of the mean in counts²; never less than rounding to whole counts leaves.
    var variance: Float {
        guard count > 1 else { return 1 }
        let number = Float(count)
        let scatter = Float(squares * count - real * real - imaginary * imaginary) / number
        let found = scatter / (2 * number * (number - 1))
        let rounding = 1 / (12 * number)
        return found > rounding ? found : rounding
    }

    /// The variance of either part over the square of the mean.
    var relativeVariance: Float {
        let square = mean.square
        return square > 0 ? variance / square : 1
    }
}

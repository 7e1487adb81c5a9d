import CellCore

/// A drift of two shapes (1 − exp(−x·n/N))/x: one as slow as the sense inputs' coupling, one with x = 5.
///
/// What a pass begins with has not died away when a cell is slow, the inputs' coupling capacitors remember the moment of
/// connecting for minutes, and a cell at work drifts, which over a fifth of the slow time constant is the same. Both
/// shapes' transforms are known; the normal equations leave out what the sines played explain already.
struct Drift: Sendable {
    /// The window in time constants.
    let slow: Float
    /// The same of the fast shape.
    let fast: Float = 5
    private let count: Int64
    private var sum: Int64 = 0
    private var slowSum: Int64 = 0
    private var fastSum: Int64 = 0
    private var slowValue: Int64 = 0
    private var fastValue: Int64 = 0
    private var slowSlow: Int64 = 0
    private var slowFast: Int64 = 0
    private var fastFast: Int64 = 0

    /// Shapes have 16 bits after the point, so that N times a sum of their squares stays below 2⁵⁹.
    private static var scale: Float { 65_536 }

    init(sampleCount: Int, slow: Float) {
        count = Int64(sampleCount)
        self.slow = slow > 0.02 ? slow < 1 ? slow : 1 : 0.02
    }

    /// Takes a sample of the window.
    mutating func take(_ value: Int32, at position: Int) {
        let place = Float(position) / Float(count)
        let a = Int64((1 - CellMath.exponential(-slow * place)) / slow * Self.scale)
        let b = Int64((1 - CellMath.exponential(-fast * place)) / fast * Self.scale)
        sum += Int64(value)
        slowSum += a
        fastSum += b
        slowValue += a * Int64(value)
        fastValue += b * Int64(value)
        slowSlow += a * a
        slowFast += a * b
        fastFast += b * b
    }

    /// The normal equations without the constant and before the sines: products in codes, exact until here.
    var equations: DriftEquations {
        // N·Σxy − Σx·Σy, of which both terms are near each other.
        func covariance(_ products: Int64, _ x: Int64, _ y: Int64, _ scale: Float) -> Float {
            Float(count * products - x * y) / (Float(count) * scale)
        }
        let (one, two) = (Self.scale, Self.scale * Self.scale)
        return DriftEquations(
            count: Float(count), slow: slow, fast: fast, slowValue: covariance(slowValue, slowSum, sum, one),
            fastValue: covariance(fastValue, fastSum, sum, one),
            slowSlow: covariance(slowSlow, slowSum, slowSum, two),
            slowFast: covariance(slowFast, slowSum, fastSum, two),
            fastFast: covariance(fastFast, fastSum, fastSum, two))
    }
}

/// The normal equations of the two shapes.
struct DriftEquations: Sendable {
    let count: Float
    let slow: Float
    let fast: Float
    var slowValue: Float
    var fastValue: Float
    var slowSlow: Float
    var slowFast: Float
    var fastFast: Float

    /// Takes a sine with its amplitude out of the equations.
    mutating func exclude(_ amplitude: Phasor, increment: UInt32) {
        let a = response(slow, increment)
        let b = response(fast, increment)
        let half = count / 2
        slowValue -= half * a.dot(amplitude)
        fastValue -= half * b.dot(amplitude)
        slowSlow -= half * a.square
        slowFast -= half * a.dot(b)
        fastFast -= half * b.square
    }

    /// The sizes of the two in codes.
    var solution: (slow: Float, fast: Float) {
        let determinant = slowSlow * fastFast - slowFast * slowFast
        guard determinant > 1e-4 * slowSlow * fastFast else {
            return (slowSlow > 0 ? slowValue / slowSlow : 0, 0)
        }
        return (
            (slowValue * fastFast - fastValue * slowFast) / determinant,
            (fastValue * slowSlow - slowValue * slowFast) / determinant
        )
    }

    /// −(2/N)·(1 − e⁻ˣ)/x / (1 − a·exp(−jθ)) with a = exp(−x/N).
    func response(_ x: Float, _ increment: UInt32) -> Phasor {
        let small = x / count
        let short = small * (1 - small * (0.5 - small / 6))
        let half = Phasor(turns: increment / 2)
        let a = 1 - short
        // 1 − a·cos θ = (1 − a) + 2a·sin²(θ/2), and sin θ = 2·sin(θ/2)·cos(θ/2), lose no digits.
        let below = Phasor(short + 2 * a * half.imaginary * half.imaginary, 2 * a * half.imaginary * half.real)
        return Phasor(-2 / count * (1 - CellMath.exponential(-x)) / x, 0) / below
    }
}

extension Phasor {
    /// The real part of this times the other's conjugate.
    func dot(_ other: Phasor) -> Float { real * other.real + imaginary * other.imaginary }
}

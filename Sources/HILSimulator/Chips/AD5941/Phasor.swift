import Foundation

/// A complex number for steady states; x(t) = Im(phasor · e^jωt).
struct Phasor: Equatable {
    var real = 0.0
    var imaginary = 0.0

    init(_ real: Double, _ imaginary: Double = 0) {
        self.real = real
        self.imaginary = imaginary
    }

    /// e^(j·angle).
    init(angle: Double) { self.init(cos(angle), sin(angle)) }

    var size: Double { (real * real + imaginary * imaginary).squareRoot() }
    var angle: Double { atan2(imaginary, real) }

    static func + (a: Phasor, b: Phasor) -> Phasor { Phasor(a.real + b.real, a.imaginary + b.imaginary) }
    static func - (a: Phasor, b: Phasor) -> Phasor { Phasor(a.real - b.real, a.imaginary - b.imaginary) }
    static func * (a: Phasor, b: Phasor) -> Phasor {
        Phasor(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
    }
    static func * (a: Double, b: Phasor) -> Phasor { Phasor(a * b.real, a * b.imaginary) }
    static func / (a: Phasor, b: Phasor) -> Phasor {
        let size = max(b.real * b.real + b.imaginary * b.imaginary, 1e-300)
        return Phasor(
            (a.real * b.real + a.imaginary * b.imaginary) / size, (a.imaginary * b.real - a.real * b.imaginary) / size)
    }
}

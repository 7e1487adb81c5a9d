import Foundation

/// Complex numbers, four at once.
struct ComplexLanes {
    var real: Lanes
    var imaginary: Lanes

    static let zero = ComplexLanes(real: .zero, imaginary: .zero)

    @inline(__always)
    static func + (a: ComplexLanes, b: ComplexLanes) -> ComplexLanes {
        ComplexLanes(real: a.real + b.real, imaginary: a.imaginary + b.imaginary)
    }

    @inline(__always)
    static func * (a: ComplexLanes, b: ComplexLanes) -> ComplexLanes {
        ComplexLanes(
            real: a.real * b.real - a.imaginary * b.imaginary, imaginary: a.real * b.imaginary + a.imaginary * b.real)
    }

    @inline(__always)
    static func / (a: ComplexLanes, b: ComplexLanes) -> ComplexLanes {
        let inverse = 1 / (b.real * b.real + b.imaginary * b.imaginary)
        return ComplexLanes(
            real: (a.real * b.real + a.imaginary * b.imaginary) * inverse,
            imaginary: (a.imaginary * b.real - a.real * b.imaginary) * inverse)
    }
}

/// Impedance of an element over all points, and its derivatives.
///
/// Variables are logarithms of the parameters, but for the exponent of a CPE, which is itself.
enum ElementLanes {
    /// Writes the impedances of all blocks to `out`.
    @inline(__always)
    static func impedance(
        _ element: CircuitElement, _ variables: UnsafePointer<Double>, _ points: LanePoints,
        to out: UnsafeMutablePointer<ComplexLanes>
    ) {
        let first = variables[0]
        switch element {
        case .resistor:
            let value = ComplexLanes(real: Lanes(repeating: exp(first)), imaginary: .zero)
            for block in 0..<points.blocks { out[block] = value }
        case .capacitor:
            let factor = -exp(-first)
            for block in 0..<points.blocks {
                out[block] = ComplexLanes(real: .zero, imaginary: factor / points.omega[block])
            }
        case .inductor:
            let factor = exp(first)
            for block in 0..<points.blocks {
                out[block] = ComplexLanes(real: .zero, imaginary: factor * points.omega[block])
            }
        case .warburg:
            let factor = exp(first)
            for block in 0..<points.blocks {
                let part = factor / points.rootOmega[block]
                out[block] = ComplexLanes(real: part, imaginary: -part)
            }
        case .constantPhase:
            let angle = variables[1] * (Double.pi / 2)
            let cosine = cos(angle)
            let sine = sin(angle)
            for block in 0..<points.blocks {
                let magnitude = LaneMath.exp(-(points.logOmega[block] * variables[1] + first))
                out[block] = ComplexLanes(real: magnitude * cosine, imaginary: -(magnitude * sine))
            }
        case .warburgOpen, .warburgShort:
            diffusion(isOpen: element == .warburgOpen, variables, points, to: out)
        }
    }

    /// coth or tanh of u = h(1 + j), h = √(ωτ/2), over u; by sinh, cosh of h and its sine and cosine, no digits are lost.
    @inline(__always)
    private static func diffusion(
        isOpen: Bool, _ variables: UnsafePointer<Double>, _ points: LanePoints,
        to out: UnsafeMutablePointer<ComplexLanes>
    ) {
        let resistance = exp(variables[0])
        let root = exp(0.5 * variables[1]) * 0.5.squareRoot()
        for block in 0..<points.blocks {
            let h = points.rootOmega[block] * root
            // Beyond 20 both functions are 1 to the last place.
            let bounded = h.replacing(with: Lanes(repeating: 20), where: h .> 20)
            let (s, c) = LaneMath.hyperbolic(bounded)
            let (sine, cosine) = LaneMath.sineCosine(bounded)
            let across = isOpen ? sine : cosine
            let scale = resistance / ((s * s + across * across) * (2 * h))
            let real = s * c * scale
            let imaginary = sine * cosine * scale
            // (a ∓ jb)/(h(1 + j)) = (a ∓ jb)(1 − j)/(2h)
            out[block] =
                isOpen
                ? ComplexLanes(real: real - imaginary, imaginary: -real - imaginary)
                : ComplexLanes(real: real + imaginary, imaginary: imaginary - real)
        }
    }

    /// Derivative with respect to the second variable of an element that has one, from its impedance in a block.
    @inline(__always)
    static func secondDerivative(
        _ element: CircuitElement, _ variables: UnsafePointer<Double>, _ impedance: ComplexLanes,
        _ points: LanePoints, _ block: Int
    ) -> ComplexLanes {
        guard element != .constantPhase else {
            // −(ln ω + jπ/2) Z
            return ComplexLanes(real: -points.logOmega[block], imaginary: Lanes(repeating: -Double.pi / 2)) * impedance
        }
        // With t = coth u or tanh u: dZ/d ln τ = Z0 (1 − t²)/2 − Z/2, where t = u Z/Z0.
        let resistance = exp(variables[0])
        let h = points.rootOmega[block] * (exp(0.5 * variables[1]) * 0.5.squareRoot() / resistance)
        let t = ComplexLanes(real: h, imaginary: h) * impedance
        let square = t * t
        return ComplexLanes(
            real: 0.5 * (resistance * (1 - square.real) - impedance.real),
            imaginary: -0.5 * (resistance * square.imaginary + impedance.imaginary))
    }
}

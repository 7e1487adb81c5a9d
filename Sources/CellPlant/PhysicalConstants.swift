import RealModule

/// Constants of nature. Source: CODATA 2018.
enum Physical {
    /// Faraday constant in C/mol.
    static var faraday: Double { 96_485.332_12 }
    /// Gas constant over Faraday constant in V/K.
    static var gasOverFaraday: Double { 8.314_462_618 / 96_485.332_12 }
    /// Boltzmann constant in eV/K.
    static var boltzmann: Double { 8.617_333_262e-5 }
    /// The temperature at which parameters are given, in kelvin: 25 °C.
    static var reference: Double { 298.15 }
    /// Permittivity of the vacuum in F/cm.
    static var vacuumPermittivity: Double { 8.854_187_8128e-14 }

    /// What a resistance of this activation energy in eV is multiplied by, relative to 25 °C.
    static func arrhenius(_ electronvolts: Double, kelvin: Double) -> Double {
        .exp(electronvolts / boltzmann * (1 / kelvin - 1 / reference))
    }

    /// asinh by one logarithm: to 10⁻¹⁵ absolute, which is all that a voltage needs, and faster than the library's.
    @inline(__always)
    static func asinh(_ x: Double) -> Double {
        let size = x.magnitude
        let value = Double.log(size + (size * size + 1).squareRoot())
        return x < 0 ? -value : value
    }
}

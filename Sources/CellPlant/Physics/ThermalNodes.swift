/// Temperatures of pellet and rods.
struct ThermalNodes: Equatable, Sendable {
    var pellet: Double
    var rods: Double

    init(kelvin: Double) {
        pellet = kelvin
        rods = kelvin
    }

    /// A step of both nodes under a power in the pellet in W.
    @inline(__always)
    mutating func step(_ factors: ThermalFactors, watts: Double, ambient: Double) {
        let excess = SIMD2(pellet - ambient, rods - ambient)
        let next = ambient + factors.ofPellet * excess.x + factors.ofRods * excess.y + factors.ofWatts * watts
        pellet = next.x
        rods = next.y
    }
}

/// An implicit step as a linear map: unconditionally stable, exact at rest. Lanes are pellet and rods.
struct ThermalFactors: Sendable {
    /// What an excess of the pellet, of the rods, and a watt in the pellet leave in both.
    private(set) var ofPellet = SIMD2<Double>(1, 0)
    private(set) var ofRods = SIMD2<Double>(0, 1)
    private(set) var ofWatts = SIMD2<Double>(0, 0)

    /// No time passes.
    init() {}

    init(seconds: Double, _ parameters: borrowing ThermalParameters) {
        let inner = seconds / parameters.pelletToRods
        let outer = seconds / parameters.rodsToAmbient
        let first = parameters.pelletCapacity + inner
        let second = parameters.rodCapacity + inner + outer - inner * inner / first
        // Both nodes for a heat in J in the pellet and one in the rods.
        func excess(_ pellet: Double, _ rods: Double) -> SIMD2<Double> {
            let rod = (rods + inner * pellet / first) / second
            return SIMD2((pellet + inner * rod) / first, rod)
        }
        ofPellet = excess(parameters.pelletCapacity, 0)
        ofRods = excess(0, parameters.rodCapacity)
        ofWatts = excess(seconds, 0)
    }
}

extension ThermalNodes {
    /// Keeps both within the range of the temperature laws, −60…300 °C: a pellet that would be hotter has failed.
    @inline(__always)
    mutating func limit() {
        pellet = min(max(pellet, 213.15), 573.15)
        rods = min(max(rods, 213.15), 573.15)
    }
}

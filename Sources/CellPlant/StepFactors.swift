import RealModule

/// What depends on the length of a step and the operating point alone: computed once, used while both repeat.
///
/// The current runs straight from its value at the step's start to that at its end, so a state s that relaxes towards g·I in
/// the time τ becomes k·s + g·((φ − k)·I₀ + (1 − φ)·I₁) with z = h/τ, k = e^(−z), φ = (1 − k)/z: exact for such a current.
struct StepFactors: Sendable {
    private var seconds = -1.0
    /// Relaxing pairs of the interface: k, and what the current adds at the start and at the end.
    private(set) var pairDecays = SIMD8<Double>(repeating: 0)
    private(set) var pairStarts = SIMD8<Double>(repeating: 0)
    private(set) var pairEnds = SIMD8<Double>(repeating: 0)
    /// k times each pair's share of the interface's resistance.
    private(set) var sharesKept = SIMD8<Double>(repeating: 0)
    /// Share of that resistance which the currents of the start and of the end meet.
    private(set) var interfaceStart = 0.0
    private(set) var interfaceEnd = 0.0
    /// The same for the modes of diffusion, as lead for each ampere.
    private(set) var modeDecays = SIMD16<Double>(repeating: 0)
    private(set) var modeStarts = SIMD16<Double>(repeating: 0)
    private(set) var modeEnds = SIMD16<Double>(repeating: 0)
    /// Surface content for each ampere at the start and at the end: of the mean and of all modes.
    private(set) var surfaceStart = 0.0
    private(set) var surfaceEnd = 0.0
    private(set) var thermal = ThermalFactors()

    init() {}

    /// A step of no length: only what answers at once has answered. It holds at any operating point.
    init(instantaneous spectrum: RelaxationSpectrum) {
        pairDecays = SIMD8(repeating: 1)
        sharesKept = spectrum.shares
        interfaceEnd = spectrum.instant
        modeDecays = SIMD16(repeating: 1)
    }

    /// The operating point has moved.
    mutating func forget() { seconds = -1 }

    /// Recomputes when the step has another length.
    @inline(__always)
    mutating func prepare(
        seconds: Double, _ point: borrowing OperatingPoint, _ spectrum: borrowing RelaxationSpectrum,
        _ thermal: borrowing ThermalParameters, cathodeCoulombs: Double?
    ) {
        guard self.seconds != seconds else { return }
        compute(seconds: seconds, point, spectrum, thermal, cathodeCoulombs: cathodeCoulombs)
    }

    @inline(never)
    private mutating func compute(
        seconds: Double, _ point: borrowing OperatingPoint, _ spectrum: borrowing RelaxationSpectrum,
        _ thermal: borrowing ThermalParameters, cathodeCoulombs: Double?
    ) {
        self.seconds = seconds
        self.thermal = ThermalFactors(seconds: seconds, thermal)
        for band in 0..<8 {
            let relaxed = Relaxation(seconds / (point.interfaceSeconds * spectrum.times[band]))
            pairDecays[band] = relaxed.kept
            pairStarts[band] = relaxed.start
            pairEnds[band] = relaxed.end
        }
        sharesKept = pairDecays * spectrum.shares
        interfaceStart = (pairStarts * spectrum.shares).total
        interfaceEnd = spectrum.instant + (pairEnds * spectrum.shares).total
        guard let cathodeCoulombs else { return }
        let scale = seconds / point.diffusionSeconds
        let gain = -point.diffusionSeconds / cathodeCoulombs
        for slot in 0..<16 {
            let relaxed = Relaxation(scale * DiffusionModes.rates[slot])
            modeDecays[slot] = relaxed.kept
            modeStarts[slot] = gain * DiffusionModes.gains[slot] * relaxed.start
            modeEnds[slot] = gain * DiffusionModes.gains[slot] * relaxed.end
        }
        surfaceStart = -0.5 * seconds / cathodeCoulombs + modeStarts.total
        surfaceEnd = -0.5 * seconds / cathodeCoulombs + modeEnds.total
    }
}

/// A first-order state over a step of z time constants under a current that runs straight: k, φ − k and 1 − φ.
struct Relaxation {
    let kept: Double
    let start: Double
    let end: Double

    @inline(__always)
    init(_ z: Double) { self.init(z, kept: .exp(-z)) }

    /// With k = e^(−z) at hand.
    @inline(__always)
    init(_ z: Double, kept: Double) {
        self.kept = kept
        // Below a thousandth the differences cancel; the series is good to a part in 10¹⁰.
        let mean = z < 1e-3 ? 1 - z * (0.5 - z * (1.0 / 6 - z / 24)) : (1 - kept) / z
        start = z < 1e-3 ? z * (0.5 - z * (1.0 / 3 - z / 8)) : mean - kept
        end = z < 1e-3 ? z * (0.5 - z * (1.0 / 6 - z / 24)) : 1 - mean
    }
}

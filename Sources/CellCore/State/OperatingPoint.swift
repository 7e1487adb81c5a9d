/// The profile's polarisation at one temperature, all electrodes together: computed when the temperature has moved.
struct OperatingPoint: Sendable {
    /// What answers the current at once, in ohms.
    private(set) var seriesOhms: Float = 0
    /// The film at medium activation, in ohms.
    private(set) var filmOhms: Float = 0
    /// n·u·2RT/F of the interlayer at medium activation, in volts.
    private(set) var interlayerVolts: Float = 0
    /// 1/(2I₀) in 1/A.
    private(set) var perAmpere: Float = 0
    /// Chemical capacitance of all coatings in series, in farads; 0 without a coating.
    private(set) var farads: Float = 0
    /// Half the way from least to most activation: of the film, in ohms, and of the interlayer, in volts.
    private(set) var spreadOhms: Float = 0
    private(set) var spreadVolts: Float = 0
    /// What the interfaces may have grown by, in ohms.
    private(set) var growthOhms: Float = 0
    /// The same over all that the profile has at small currents, 0 or more.
    private(set) var growthShare: Float = 0
    /// Diffusion time in seconds.
    private(set) var diffusionSeconds: Float = 0
    /// How far the polarisation may lie off besides, relative: what the profile says at 25 °C, and what its activation
    /// energies may be off by.
    private(set) var tolerance: Float = 0
    /// By how much that may change in a kelvin.
    private(set) var toleranceSlope: Float = 0

    /// Of nothing.
    init() {}

    /// Cost: five exponentials.
    init(_ parameters: borrowing Polarisation, kelvin: Float) {
        func ohms(_ part: ActivatedOhms) -> Float {
            part.ohms
                * CellMath.arrheniusFactor(activationEnergyElectronvolts: part.electronvolts, kelvin: kelvin)
        }
        let interface = ohms(parameters.interface)
        growthOhms = ohms(
            ActivatedOhms(
                ohms: parameters.interfaceGrowthOhms, electronvolts: parameters.interface.electronvolts))
        let limited = CellMath.limited(kelvin, to: 200...400)
        // RT/F per exchange current: it rises with T, though the exchange current's own law is stronger.
        seriesOhms = ohms(parameters.electrolyte) + interface + ohms(parameters.kinetics) * limited / 298.15
        // The largest energy of the parts makes most of the resistance where it matters.
        let energy =
            parameters.coating.electrodeCount > 0
            ? parameters.coating.electronvolts : parameters.interface.electronvolts
        toleranceSlope = parameters.activationTolerance * energy / (8.617_333e-5 * limited * limited)
        let distance = parameters.activationTolerance * energy / 8.617_333e-5 * (1 / limited - 1 / 298.15)
        tolerance = CellMath.limited(
            parameters.tolerance + CellMath.exponential(CellMath.magnitude(distance)) - 1, to: 0...0.9)
        diffusionSeconds = ohms(
            ActivatedOhms(ohms: parameters.diffusionSeconds, electronvolts: parameters.diffusionElectronvolts))
        takeCoating(parameters.coating, kelvin: limited)
        let whole = seriesOhms + slowOhms(0)
        growthShare = whole > 0 ? growthOhms / whole : 0
    }

    private mutating func takeCoating(_ coating: CoatingPolarisation, kelvin: Float) {
        let count = coating.electrodeCount
        guard count > 0 else { return }
        let factor = CellMath.arrheniusFactor(
            activationEnergyElectronvolts: coating.electronvolts, kelvin: kelvin)
        let medium = (coating.mostActivation + coating.leastActivation) / 2
        let half = (coating.mostActivation - coating.leastActivation) / 2
        let change = count * factor * (coating.activatedFilmOhms - coating.freshFilmOhms)
        // 2R/F = 1.723 466·10⁻⁴ V/K (CODATA 2018).
        let volts = count * 1.723_466e-4 * kelvin
        seriesOhms += count * factor * coating.dielectricOhms
        filmOhms = count * factor * coating.freshFilmOhms + change * medium
        interlayerVolts = volts * medium
        spreadOhms = change * half
        spreadVolts = volts * half
        perAmpere = factor / (2 * coating.exchangeAmperes)
        farads = coating.farads / count
    }

    /// Settled volts of film and interlayer at a current in amperes.
    func slowVolts(_ amperes: Float) -> Float {
        filmOhms * amperes + interlayerVolts * CellMath.inverseHyperbolicSine(amperes * perAmpere)
    }

    /// dv/di of film and interlayer, in ohms.
    func slowOhms(_ amperes: Float) -> Float {
        let x = amperes * perAmpere
        return filmOhms + interlayerVolts * perAmpere / (1 + x * x).squareRoot()
    }

    /// Half the difference that the unknown activation makes at a current through film and interlayer, in volts.
    func spread(_ amperes: Float, asinh: Float) -> Float {
        CellMath.magnitude(spreadOhms * amperes + spreadVolts * asinh)
    }
}

extension OperatingPoint {
    /// Which of the resistances that a healthy cell may have.
    enum Limit { case least, medium, most }

    /// What is no less than the resistance at large currents, in ohms.
    var ohmicOhms: Float { seriesOhms + filmOhms }

    /// A current in amperes that a healthy cell's at a polarisation is at most, or at least, from its resistances at small
    /// and at large currents. Cost: two divisions.
    func roughAmperes(atVolts volts: Float, isMost: Bool, tolerance: Float) -> Float {
        if (volts > 0) == isMost {
            let least = (ohmicOhms - spreadOhms) * (1 - tolerance)
            return least > 0 ? volts / least : 0
        }
        let most = (ohmicOhms + spreadOhms + (interlayerVolts + spreadVolts) * perAmpere) * (1 + tolerance) + growthOhms
        return most > 0 ? volts / most : 0
    }

    /// The constant current in amperes whose settled polarisation is `volts`, for a cell at one end of the tolerance.
    ///
    /// The curve is odd and concave, so Newton's method from below its root never passes it. Four steps from the larger of
    /// two lower bounds leave less than 10⁻⁴ of the current. Cost: three to five inverse hyperbolic sines.
    func amperes(atVolts volts: Float, _ limit: Limit) -> Float {
        let scale: Float
        switch limit {
        case .least: scale = 1 - tolerance
        case .medium: scale = 1
        case .most: scale = 1 + tolerance
        }
        let ohms = (seriesOhms + filmOhms) * scale + (limit == .most ? growthOhms : 0)
        guard ohms > 0 else { return 0 }
        let interlayer = interlayerVolts * scale
        let size = CellMath.magnitude(volts)
        guard interlayer > 0 else { return volts / ohms }
        let steep = size / (ohms + interlayer * perAmpere)
        let flat = (size - interlayer * CellMath.inverseHyperbolicSine(size / ohms * perAmpere)) / ohms
        var amperes = flat > steep ? flat : steep
        for _ in 0..<4 {
            let x = amperes * perAmpere
            let miss = size - ohms * amperes - interlayer * CellMath.inverseHyperbolicSine(x)
            let step = miss / (ohms + interlayer * perAmpere / (1 + x * x).squareRoot())
            amperes += step
            // The next step would be of the square of this one.
            if CellMath.magnitude(step) <= 1e-3 * amperes { break }
        }
        return volts < 0 ? -amperes : amperes
    }
}

/// How a cell's voltage answers its current: every part at 25 °C with its own activation energy.
///
/// V = U + R·I + n·(R_film·i + u·(2RT/F)·asinh(i/2I₀)), where i follows I since film and interlayer lie beside the film's
/// chemical capacitance. Diffusion in the cell's positive electrode shifts the state of charge that U is read at.
/// Source: `Docs/CellModel.md`, the equations of the simulated cell.
public struct Polarisation: Equatable, Sendable {
    /// The pellet of electrolyte.
    public var electrolyte: ActivatedOhms
    /// The interfaces between sodium and electrolyte, all electrodes, as the cell begins its life.
    public var interface: ActivatedOhms
    /// What the interfaces may grow by over the cell's life, in ohms, all electrodes; 0 under a coating.
    public var interfaceGrowthOhms: Float
    /// Charge transfer of the positive electrode at small currents.
    public var kinetics: ActivatedOhms
    /// The coating of the sodium electrodes; `CoatingPolarisation.none` for bare sodium.
    public var coating: CoatingPolarisation
    /// Diffusion time R²/D of spherical particles of the positive electrode, in seconds; 0 without one.
    public var diffusionSeconds: Float
    /// Its activation energy, in electronvolts.
    public var diffusionElectronvolts: Float
    /// How far a healthy cell's polarisation may lie from this besides activation and growth, relative, 0…0.9.
    public var tolerance: Float
    /// How far the activation energies may be off, relative, 0…0.5: the tolerance grows with the distance from 25 °C.
    public var activationTolerance: Float

    /// A polarisation from its parts, units as above.
    public init(
        electrolyte: ActivatedOhms, interface: ActivatedOhms, interfaceGrowthOhms: Float, kinetics: ActivatedOhms,
        coating: CoatingPolarisation, diffusionSeconds: Float, diffusionElectronvolts: Float, tolerance: Float,
        activationTolerance: Float = 0
    ) {
        self.electrolyte = electrolyte
        self.interface = interface
        self.interfaceGrowthOhms = interfaceGrowthOhms
        self.kinetics = kinetics
        self.coating = coating
        self.diffusionSeconds = diffusionSeconds
        self.diffusionElectronvolts = diffusionElectronvolts
        self.tolerance = tolerance
        self.activationTolerance = activationTolerance
    }

    /// Nothing.
    public static var none: Polarisation {
        Polarisation(
            electrolyte: .none, interface: .none, interfaceGrowthOhms: 0, kinetics: .none, coating: .none,
            diffusionSeconds: 0, diffusionElectronvolts: 0, tolerance: 0, activationTolerance: 0)
    }
}

/// A resistance that follows Arrhenius' law.
public struct ActivatedOhms: Equatable, Sendable {
    /// At 25 °C, in ohms.
    public var ohms: Float
    /// Activation energy, in electronvolts.
    public var electronvolts: Float

    /// A resistance in ohms with its activation energy in electronvolts.
    public init(ohms: Float, electronvolts: Float) {
        self.ohms = ohms
        self.electronvolts = electronvolts
    }

    /// Nothing.
    public static var none: ActivatedOhms { ActivatedOhms(ohms: 0, electronvolts: 0) }
}

/// A coating whose film and interlayer lie beside its chemical capacitance; all values are of one electrode at 25 °C.
public struct CoatingPolarisation: Equatable, Sendable {
    /// Coated electrodes: 0, 1 or 2.
    public var electrodeCount: Float
    /// The dielectric arc, in ohms, without delay.
    public var dielectricOhms: Float
    /// The film before sodium has entered it, in ohms.
    public var freshFilmOhms: Float
    /// The film once it is activated, in ohms.
    public var activatedFilmOhms: Float
    /// Exchange current I₀ of the interlayer, in amperes; falls with the temperature as the resistances rise.
    public var exchangeAmperes: Float
    /// Chemical capacitance of the film, in farads.
    public var farads: Float
    /// How far the coating may be activated, 0…1, at least and at most.
    public var leastActivation: Float
    /// See `leastActivation`.
    public var mostActivation: Float
    /// Activation energy of arc, film and exchange current, in electronvolts.
    public var electronvolts: Float

    /// A coating from its parts, units as above.
    public init(
        electrodeCount: Float, dielectricOhms: Float, freshFilmOhms: Float, activatedFilmOhms: Float,
        exchangeAmperes: Float, farads: Float, leastActivation: Float, mostActivation: Float, electronvolts: Float
    ) {
        self.electrodeCount = electrodeCount
        self.dielectricOhms = dielectricOhms
        self.freshFilmOhms = freshFilmOhms
        self.activatedFilmOhms = activatedFilmOhms
        self.exchangeAmperes = exchangeAmperes
        self.farads = farads
        self.leastActivation = leastActivation
        self.mostActivation = mostActivation
        self.electronvolts = electronvolts
    }

    /// No coating.
    public static var none: CoatingPolarisation {
        CoatingPolarisation(
            electrodeCount: 0, dielectricOhms: 0, freshFilmOhms: 0, activatedFilmOhms: 0, exchangeAmperes: 1, farads: 1,
            leastActivation: 0, mostActivation: 0, electronvolts: 0)
    }
}

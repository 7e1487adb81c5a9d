/// A sodium cell: one state vector, one step. Same seed, same steps, same numbers.
///
/// ```swift
/// var plant = try CellPlant(.aluconeTiS2, stateOfCharge: 0.8)
/// let reading = try plant.step(.current(-86.4e-6), seconds: 1, ambientKelvin: 298.15)
/// ```
/// Both sodium electrodes of a symmetric cell are taken as alike but for their contact area. Equations, parameters and
/// their origin are in `Docs/CellModel.md`. A copy is a branch of history: the state holds the random generator too.
public struct CellPlant: Sendable {
    /// What the cell is made of.
    public let parameters: PlantParameters
    let cathode: Cathode
    let coating: Coating
    let hasCathode: Bool
    let hasCoating: Bool
    /// Number of sodium electrodes, 0…2.
    let electrodes: Double
    let spectrum: RelaxationSpectrum
    let blockingFarads: Double
    let cathodeCoulombs: Double
    let electronicSiemens: Double

    /// Conductance of a short across the cell that somebody else put there, in siemens; 0 when there is none.
    public var leakSiemens: Double = 0
    /// Voltages at which a current that the cell cannot carry ends a step, in volts.
    public var window: ClosedRange<Double>
    /// Whether the cell's own dendrite grows and makes contact.
    public var growsDendrite: Bool
    /// The cell's own dendrite.
    public internal(set) var dendrite: Dendrite
    /// What makes dendrites grow: hours of plating, as many as at 0.1 mA/cm² of contact area and 25 °C.
    public internal(set) var platingHours = 0.0

    var thermal: ThermalNodes
    var point = OperatingPoint()
    var stepFactors = StepFactors()
    /// For the instant at which a load comes; never another value.
    var instantFactors: StepFactors
    /// Currents through the resistances of the interface's relaxing pairs, in A.
    var pairAmperes = SIMD8<Double>(repeating: 0)
    /// Current through film and interlayer of an electrode at full contact, beside their chemical capacitance, in A.
    var slowAmperes = 0.0
    var film: SodiationFilm
    var interphase = Interphase()
    var contact = ContactArea()
    var modes = DiffusionModes()
    /// Mean, largest ever and trapped sodium content of TiS₂; what is left of the lattice's first state, 1…0.
    var content = 1e-3
    var largestContent = 1e-3
    var trappedContent = 0.0 {
        didSet { fillingPerContent = 1 / (cathode.largestContent - trappedContent) }
    }
    /// dy/dx, y the filling of what is not trapped.
    var fillingPerContent = 1.0
    var firstState = 1.0
    /// Where the open-circuit voltage lies between its branches: −1 discharge, 1 charge.
    var hysteresis = 0.0
    var blockingVolts = 0.0
    /// Current through the cell at the end of the last step, in A: that of the load less that of the leak.
    var cellAmperes = 0.0
    var lastVolts = 0.0
    /// What the last step was under; nil after a cut-off.
    var lastTarget: Target? = Target()
    var lastSiemens = 0.0
    /// Length that the next step inside may have, in s.
    var pace = 60.0
    /// Sodium in each foil in C.
    var foils: InlineArray<2, Double>
    var pending = Pending()

    /// A cell at rest.
    ///
    /// - Parameters:
    ///   - stateOfCharge: of a cell that has been cycled: first state over, part of its sodium trapped, film activated.
    ///     Nil for a cell as assembled: TiS₂ empty of sodium, film without it.
    ///   - seed: of dendrite and contacts; nil for a cell without them.
    /// - Throws: `PlantError` naming the parameter, its value and its range.
    public init(
        _ parameters: PlantParameters, stateOfCharge: Double?, seed: UInt64? = nil, kelvin: Double = 298.15
    ) throws(PlantError) {
        try parameters.validate()
        if let stateOfCharge { try PlantError.check(stateOfCharge, in: 0...1, "state of charge") }
        try PlantError.check(kelvin, in: 233.15...358.15, "temperature in K")
        self.parameters = parameters
        cathode = parameters.cathode ?? Cathode()
        coating = parameters.coating ?? Coating(cycles: 1)
        hasCathode = parameters.cathode != nil
        hasCoating = parameters.coating != nil
        electrodes = Double(parameters.sodiumElectrodeCount)
        spectrum = RelaxationSpectrum(exponent: parameters.sodium.exponent)
        instantFactors = StepFactors(instantaneous: spectrum)
        if case .blocking(let admittance, _) = parameters.layout {
            blockingFarads = admittance * parameters.electrolyte.area / 2
        } else {
            blockingFarads = .infinity
        }
        cathodeCoulombs = cathode.coulombs
        let electrolyte = parameters.electrolyte
        electronicSiemens = electrolyte.electronicConductivity * electrolyte.area / electrolyte.thickness
        window = parameters.window
        growsDendrite = seed != nil
        dendrite = Dendrite(seed: seed ?? 0)
        thermal = ThermalNodes(kelvin: kelvin)
        film = SodiationFilm(coating)
        foils = InlineArray(repeating: parameters.sodium.inventory)
        trappedContent = 0
        if let stateOfCharge { form(stateOfCharge) }
        followTemperature()
        lastVolts = openCircuitVolts
    }

    /// As after the first cycle and long use of the coating.
    private mutating func form(_ stateOfCharge: Double) {
        firstState = 0
        if hasCoating { takeSodium(into: film.saturate()) }
        guard hasCathode else { return }
        largestContent = cathode.firstDischargeContent
        trappedContent = cathode.trappedShare * largestContent
        let filling = cathode.fillingWhenEmpty - cathode.fillingSpan * stateOfCharge
        content = trappedContent + filling * (cathode.largestContent - trappedContent)
        // The sodium in TiS₂ has come from the foil.
        foils[0] -= content * cathodeCoulombs
    }

    /// The true state of charge of a full cell: from its mean sodium content; 0 for any other.
    public var stateOfCharge: Double {
        guard hasCathode else { return 0 }
        let filling = (content - trappedContent) * fillingPerContent
        return (cathode.fillingWhenEmpty - filling) / cathode.fillingSpan
    }

    /// Charge between states of charge 0 and 1 in coulombs, with the sodium that is trapped now; 0 without TiS₂.
    public var capacityCoulombs: Double {
        hasCathode ? cathode.coulombs * cathode.fillingSpan * (cathode.largestContent - trappedContent) : 0
    }

    /// Voltage of the relaxed cell without leak, in volts; with the branch of the hysteresis that it is on.
    public var openCircuitVolts: Double {
        hasCathode ? openCircuit(surface: content).volts : blockingVolts
    }

    /// Volts of the positive electrode at a surface content, and dU/dx.
    @inline(__always)
    func openCircuit(surface: Double) -> (volts: Double, slope: Double) {
        let open = TitaniumDisulfide.volts(
            cathode, filling: (surface - trappedContent) * fillingPerContent, thermalVolts: point.thermalVolts)
        let branch = cathode.hysteresisVolts * hysteresis - cathode.firstDischargeVolts * firstState
        return (open.volts + branch, open.slope * fillingPerContent)
    }
}

/// All that a cell is made of; every value carries its unit and where it comes from.
public struct PlantParameters: Equatable, Sendable {
    /// What stands against the electrolyte.
    public enum Layout: Equatable, Sendable {
        /// Sodium on both sides.
        case symmetric
        /// Sodium against TiS₂.
        case full(Cathode)
        /// Two blocking electrodes, each a constant-phase element in F·s^(n−1)/cm² with its exponent. [A]
        case blocking(admittance: Double, exponent: Double)
    }

    /// The electrodes.
    public var layout: Layout
    /// The electrolyte.
    public var electrolyte: Electrolyte
    /// Each sodium electrode.
    public var sodium: SodiumElectrode
    /// The coating of each sodium electrode; nil for bare sodium.
    public var coating: Coating?
    /// How dendrites grow.
    public var dendrite: DendriteLaw
    /// Heat.
    public var thermal = ThermalParameters()
    /// Voltages at which a current that the cell cannot carry ends a step.
    public var window: ClosedRange<Double>

    /// A cell of its parts; `CellPlant` checks them.
    public init(
        layout: Layout, electrolyte: Electrolyte, sodium: SodiumElectrode, coating: Coating?, dendrite: DendriteLaw,
        window: ClosedRange<Double>
    ) {
        self.layout = layout
        self.electrolyte = electrolyte
        self.sodium = sodium
        self.coating = coating
        self.dendrite = dendrite
        self.window = window
    }

    /// Whether the cell has a state of charge.
    public var hasStateOfCharge: Bool { cathode != nil }

    /// The positive electrode of a full cell.
    public var cathode: Cathode? {
        if case .full(let cathode) = layout { cathode } else { nil }
    }

    /// Sodium electrodes in the cell.
    public var sodiumElectrodeCount: Int {
        switch layout {
        case .symmetric: 2
        case .full: 1
        case .blocking: 0
        }
    }

    func validate() throws(PlantError) {
        try electrolyte.validate()
        try sodium.validate()
        try coating?.validate()
        try cathode?.validate()
        try dendrite.validate()
        try thermal.validate()
        if case .blocking(let admittance, let exponent) = layout {
            try PlantError.check(admittance, in: 1e-12...1, "blocking admittance in F·s^(n−1)/cm²")
            try PlantError.check(exponent, in: 0.5...1, "blocking exponent")
        }
        try PlantError.check(window.lowerBound, in: -1e3...1e3, "lower cut-off in V")
        try PlantError.check(window.upperBound, in: -1e3...1e3, "upper cut-off in V")
    }
}

import RealModule

/// The voltage of a cell without current, as a function of its state of charge.
public enum OpenCircuitVoltage: Equatable, Sendable {
    /// A symmetric cell: zero at any state.
    case none
    /// Na | NaₓTiS₂ in the reversible window.
    case sodiumTitaniumDisulfide

    /// Volts at a state of charge; beyond 0…1 the electrode is taken as full or empty.
    ///
    /// U(y) = 2.172 − 0.10·(y − ½) + 1.1·RT/F·ln((1 − y)/y) − 1.2·e^((y − 1)/0.012) + 0.6·e^(−y/0.012) with
    /// y = 0.985 − 0.97·SOC at 25 °C. U₀ is fitted to the plateaus of the paper, the shape assumed.
    public func volts(stateOfCharge: Double) -> Double {
        switch self {
        case .none:
            return 0
        case .sodiumTitaniumDisulfide:
            let filling = min(max(0.985 - 0.97 * stateOfCharge, 1e-6), 1 - 1e-6)
            // RT/F at 25 °C, from CODATA 2018.
            let thermalVolts = 8.314_462_618 * 298.15 / 96_485.332_12
            return 2.172 - 0.10 * (filling - 0.5) + 1.1 * thermalVolts * .log((1 - filling) / filling)
                - 1.2 * .exp((filling - 1) / 0.012) + 0.6 * .exp(-filling / 0.012)
        }
    }
}

/// All that the monitor knows of a kind of cell beforehand. No algorithm holds a cell constant; they are all here.
public struct CellProfile: Equatable, Sendable {
    /// Name as on the command line.
    public var name: ProfileName
    /// Charge between state of charge 0 and 1 in nanocoulombs; absent where the cell has no state of charge.
    public var capacityNanocoulombs: Int64?
    /// Relative error of the capacity, 0…1.
    public var capacityTolerance: Float
    /// Share of the first discharge that never comes back: sodium that stays in the electrode. 0 for a cell without.
    public var firstCycleLoss: Float
    /// Share of the charge put in that raises the state of charge; the rest is lost to side reactions.
    public var chargeEfficiency: ChargeEfficiency
    /// What the cell discharges itself through in ohms, such as the electrons of its electrolyte; 0 for nothing.
    public var selfDischargeOhms: Float
    /// The cut-offs between which the cell is cycled; absent for cells that are not.
    public var window: VoltageWindow?
    /// The current that the cell is made for, in picoamperes; 0 when not known.
    public var nominalCurrentPicoamperes: Int64
    /// The largest current that may have flowed while nothing was measured, in picoamperes.
    public var maximumCurrentPicoamperes: Int64
    /// Open-circuit voltage against state of charge; absent for symmetric and for unknown cells.
    public var curve: OpenCircuitCurve? {
        get { hasCurve ? table : nil }
        set {
            hasCurve = newValue != nil
            table = newValue ?? OpenCircuitCurve()
        }
    }
    /// True when `table` is a curve.
    private(set) var hasCurve: Bool
    /// The curve, all zero when there is none: an optional's content is copied at each look, a stored table is not.
    private(set) var table: OpenCircuitCurve
    /// How the voltage answers the load; absent where nothing is known.
    public var polarisation: Polarisation? {
        get { hasPolarisation ? load : nil }
        set {
            hasPolarisation = newValue != nil
            load = newValue ?? .none
        }
    }
    /// True when `load` says something.
    private(set) var hasPolarisation: Bool
    /// The polarisation, all zero when there is none; stored like `table`.
    private(set) var load: Polarisation
    /// When a cell counts as rested.
    public var rest: RestCriterion
    /// Errors of the measuring chain that bounds are computed from.
    public var sensor: SensorErrors
    /// A short of fewer ohms than this is hard.
    public var hardShortOhms: Float
    /// How far the cell may go before it is told; absent where nothing is known of it.
    public var limits: CellLimits?

    /// A profile from its parts; `check()` says whether they are sound and fit each other.
    public init(
        name: ProfileName, capacityNanocoulombs: Int64?, capacityTolerance: Float, firstCycleLoss: Float = 0,
        chargeEfficiency: ChargeEfficiency = .whole, selfDischargeOhms: Float = 0, window: VoltageWindow? = nil,
        nominalCurrentPicoamperes: Int64,
        maximumCurrentPicoamperes: Int64, curve: OpenCircuitCurve?, polarisation: Polarisation?, rest: RestCriterion,
        sensor: SensorErrors, hardShortOhms: Float, limits: CellLimits? = nil
    ) {
        self.name = name
        self.capacityNanocoulombs = capacityNanocoulombs
        self.capacityTolerance = capacityTolerance
        self.firstCycleLoss = firstCycleLoss
        self.chargeEfficiency = chargeEfficiency
        self.selfDischargeOhms = selfDischargeOhms
        self.window = window
        self.nominalCurrentPicoamperes = nominalCurrentPicoamperes
        self.maximumCurrentPicoamperes = maximumCurrentPicoamperes
        hasCurve = curve != nil
        table = curve ?? OpenCircuitCurve()
        hasPolarisation = polarisation != nil
        load = polarisation ?? .none
        self.rest = rest
        self.sensor = sensor
        self.hardShortOhms = hardShortOhms
        self.limits = limits
    }

    /// A change of the current beyond this is a change of load, in amperes: a fiftieth of the nominal one, for a cell may be cycled at a tenth.
    var loadChangeAmperes: Float {
        let share = Float(nominalCurrentPicoamperes) * 0.02e-12
        return share > 50e-9 ? share : 50e-9
    }
}

/// How much of the charge put in raises the state of charge, and how well that is known.
public struct ChargeEfficiency: Equatable, Sendable {
    /// The share, 0.5…1.
    public var share: Float
    /// How far it may be off either way, 0…0.5.
    public var tolerance: Float

    /// A share and its tolerance.
    public init(share: Float, tolerance: Float) {
        self.share = share
        self.tolerance = tolerance
    }

    /// All of it.
    public static var whole: ChargeEfficiency { ChargeEfficiency(share: 1, tolerance: 0) }
}

/// The voltages at which a charge and a discharge end.
public struct VoltageWindow: Equatable, Sendable {
    /// Where a discharge ends, in volts.
    public var lowerVolts: Float
    /// Where a charge ends, in volts; above `lowerVolts`.
    public var upperVolts: Float

    /// Cut-offs in volts; nil unless both are finite and the upper one lies above the lower.
    public init?(lowerVolts: Float, upperVolts: Float) {
        guard lowerVolts.isFinite, upperVolts.isFinite, lowerVolts < upperVolts else { return nil }
        self.lowerVolts = lowerVolts
        self.upperVolts = upperVolts
    }
}

/// A rest is verified once the current has stayed small for long enough and the voltage has stopped moving.
public struct RestCriterion: Equatable, Sendable {
    /// Largest current of a rest, in picoamperes.
    public var currentPicoamperes: Int64
    /// Shortest rest in microseconds.
    public var microseconds: UInt64
    /// Largest slope of the voltage over the last minute, in volts a second.
    public var voltsPerSecond: Float

    /// A criterion in picoamperes, microseconds and volts a second.
    public init(currentPicoamperes: Int64, microseconds: UInt64, voltsPerSecond: Float) {
        self.currentPicoamperes = currentPicoamperes
        self.microseconds = microseconds
        self.voltsPerSecond = voltsPerSecond
    }
}

/// Errors of the measuring chain; bounds rest on them.
public struct SensorErrors: Equatable, Sendable {
    /// Relative gain error of the current.
    public var currentGain: Float
    /// Offset of the current, in amperes.
    public var currentOffsetAmperes: Float
    /// Offset of the voltage, in volts.
    public var voltageOffsetVolts: Float

    /// Errors of a chain: relative, in amperes, in volts.
    public init(currentGain: Float, currentOffsetAmperes: Float, voltageOffsetVolts: Float) {
        self.currentGain = currentGain
        self.currentOffsetAmperes = currentOffsetAmperes
        self.voltageOffsetVolts = voltageOffsetVolts
    }
}

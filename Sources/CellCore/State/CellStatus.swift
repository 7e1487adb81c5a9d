/// The state of the cell after a sample. What is not known is absent, never zero.
public struct CellStatus: Equatable, Sendable {
    /// Time of the last accepted sample in microseconds.
    public var timeMicroseconds: UInt64
    /// Samples accepted since the monitor began.
    public var sampleCount: UInt64
    /// Last measured terminal voltage in nanovolts.
    public var voltageNanovolts: Int64?
    /// Last measured mean current in picoamperes, positive charges.
    public var currentPicoamperes: Int64?
    /// Last measured cell temperature in millikelvin.
    public var temperatureMillikelvin: Int32?
    /// Charge that went into the cell, and out of it.
    public var charge: ChargeLedger
    /// State of charge, 0…1.
    public var stateOfCharge: Bounded?
    /// Capacity, health and prospects; absent for a cell without state of charge.
    public var state: StateDetails?
    /// The verdict on shorts.
    public var short: ShortVerdict
    /// Time that no sample covers, in microseconds: nothing was integrated over it.
    public var uncoveredMicroseconds: UInt64
    /// Samples that were refused because their time did not advance.
    public var refusedSampleCount: UInt64

    /// A status; by default that of a monitor that has seen nothing.
    public init(
        timeMicroseconds: UInt64 = 0, sampleCount: UInt64 = 0, voltageNanovolts: Int64? = nil,
        currentPicoamperes: Int64? = nil, temperatureMillikelvin: Int32? = nil, charge: ChargeLedger = ChargeLedger(),
        stateOfCharge: Bounded? = nil, state: StateDetails? = nil, short: ShortVerdict = ShortVerdict(),
        uncoveredMicroseconds: UInt64 = 0, refusedSampleCount: UInt64 = 0
    ) {
        self.timeMicroseconds = timeMicroseconds
        self.sampleCount = sampleCount
        self.voltageNanovolts = voltageNanovolts
        self.currentPicoamperes = currentPicoamperes
        self.temperatureMillikelvin = temperatureMillikelvin
        self.charge = charge
        self.stateOfCharge = stateOfCharge
        self.state = state
        self.short = short
        self.uncoveredMicroseconds = uncoveredMicroseconds
        self.refusedSampleCount = refusedSampleCount
    }
}

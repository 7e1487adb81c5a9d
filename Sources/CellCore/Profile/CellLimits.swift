/// How far a cell may go before the monitor says so, and what its voltage can be at all.
///
/// Thresholds are whole numbers in the units of a `Sample`, so that a comparison costs one instruction.
public struct CellLimits: Equatable, Sendable {
    /// Terminal voltage in nanovolts: told above these, and below these.
    public var voltageAbove: LimitLevels
    /// See `voltageAbove`.
    public var voltageBelow: LimitLevels
    /// By how much a voltage has to come back before its limit counts as kept again, in nanovolts, 0 or more.
    public var voltageHysteresis: Int64
    /// Charging current in picoamperes: told above these.
    public var chargeAbove: LimitLevels
    /// Discharging current in picoamperes as a magnitude: told above these.
    public var dischargeAbove: LimitLevels
    /// As for voltages, in picoamperes.
    public var currentHysteresis: Int64
    /// Temperature in millikelvin: told above these, and below these.
    public var temperatureAbove: LimitLevels
    /// See `temperatureAbove`.
    public var temperatureBelow: LimitLevels
    /// As for voltages, in millikelvin.
    public var temperatureHysteresis: Int64
    /// Change of the temperature in millikelvin a minute, either way, over a window of 20 s: told above these.
    public var temperatureRateAbove: LimitLevels
    /// Change of the voltage at a steady current in nanovolts a second, either way, over such a window: told above these.
    public var voltageRateAbove: LimitLevels
    /// What a sensor can say of such a cell when nothing is wrong with it.
    public var plausible: PlausibleRange

    /// Nil unless they are sound: `isSound`.
    public init?(
        voltageAbove: LimitLevels, voltageBelow: LimitLevels, voltageHysteresis: Int64, chargeAbove: LimitLevels,
        dischargeAbove: LimitLevels, currentHysteresis: Int64, temperatureAbove: LimitLevels,
        temperatureBelow: LimitLevels, temperatureHysteresis: Int64, temperatureRateAbove: LimitLevels,
        voltageRateAbove: LimitLevels, plausible: PlausibleRange
    ) {
        self.voltageAbove = voltageAbove
        self.voltageBelow = voltageBelow
        self.voltageHysteresis = voltageHysteresis
        self.chargeAbove = chargeAbove
        self.dischargeAbove = dischargeAbove
        self.currentHysteresis = currentHysteresis
        self.temperatureAbove = temperatureAbove
        self.temperatureBelow = temperatureBelow
        self.temperatureHysteresis = temperatureHysteresis
        self.temperatureRateAbove = temperatureRateAbove
        self.voltageRateAbove = voltageRateAbove
        self.plausible = plausible
        guard isSound else { return nil }
    }

    /// True when each level lies beyond the one before it, and every number is in its range of `ProfileRange`.
    public var isSound: Bool {
        let volts = ProfileRange.limitNanovolts
        let current = ProfileRange.picoamperes
        let kelvin = ProfileRange.limitMillikelvin
        let rate = ProfileRange.limitRate
        return voltageAbove.isRising(within: volts) && voltageBelow.isFalling(within: volts)
            && chargeAbove.isRising(within: current) && dischargeAbove.isRising(within: current)
            && temperatureAbove.isRising(within: kelvin) && temperatureBelow.isFalling(within: kelvin)
            && temperatureRateAbove.isRising(within: rate) && voltageRateAbove.isRising(within: rate)
            && voltageBelow.operating < voltageAbove.operating
            && temperatureBelow.operating < temperatureAbove.operating && chargeAbove.operating > 0
            && dischargeAbove.operating > 0 && temperatureRateAbove.operating > 0 && voltageRateAbove.operating > 0
            && ProfileRange.limitHysteresisNanovolts.contains(voltageHysteresis)
            && current.contains(currentHysteresis)
            && ProfileRange.limitHysteresisMillikelvin.contains(temperatureHysteresis) && plausible.isSound
    }
}

extension CellLimits {
    /// Where there are none: nothing is compared with these.
    static var none: CellLimits {
        let levels = LimitLevels(0, 0, 0)
        return CellLimits(
            levels: levels,
            plausible: PlausibleRange(
                lowerNanovolts: 0, upperNanovolts: 0, mostOhms: 0, leastOhms: 0, stepPicoamperes: 0,
                steadyPicoamperes: 0))
    }

    private init(levels: LimitLevels, plausible: PlausibleRange) {
        voltageAbove = levels
        voltageBelow = levels
        voltageHysteresis = 0
        chargeAbove = levels
        dischargeAbove = levels
        currentHysteresis = 0
        temperatureAbove = levels
        temperatureBelow = levels
        temperatureHysteresis = 0
        temperatureRateAbove = levels
        voltageRateAbove = levels
        self.plausible = plausible
    }
}

/// The three levels of a limit, in the unit of the property that holds them.
public struct LimitLevels: Equatable, Sendable {
    /// What the cell is made for ends here: worth knowing.
    public var operating: Int64
    /// What does not wear the cell or mislead the monitor ends here: worth acting.
    public var recommended: Int64
    /// What is safe, or can be measured, ends here: the load has to stop.
    public var safety: Int64

    /// Levels, each beyond the one before it.
    public init(_ operating: Int64, _ recommended: Int64, _ safety: Int64) {
        self.operating = operating
        self.recommended = recommended
        self.safety = safety
    }

    func isRising(within range: ClosedRange<Int64>) -> Bool {
        range.contains(operating) && range.contains(safety) && operating < recommended && recommended < safety
    }
    func isFalling(within range: ClosedRange<Int64>) -> Bool {
        range.contains(operating) && range.contains(safety) && operating > recommended && recommended > safety
    }

    /// The same with the other sign.
    var negative: LimitLevels { LimitLevels(-operating, -recommended, -safety) }

    /// The level 0 operating, 1 recommended, else safety.
    func level(_ index: Int) -> Int64 { index == 0 ? operating : index == 1 ? recommended : safety }
}

/// What the sensors can say of a cell of a kind when nothing is wrong with them.
public struct PlausibleRange: Equatable, Sendable {
    /// The least and the greatest voltage without a current, in nanovolts.
    public var lowerNanovolts: Int64
    /// See `lowerNanovolts`.
    public var upperNanovolts: Int64
    /// The most that a current adds to or takes from that, in ohms.
    public var mostOhms: Int64
    /// The least by which the voltage answers a change of the current, in ohms; 0 of a cell of so few ohms that its answer
    /// is not judged.
    public var leastOhms: Int64
    /// A change of the current of so many picoamperes is worth waiting for an answer.
    public var stepPicoamperes: Int64
    /// The current counts as steady within so many picoamperes.
    public var steadyPicoamperes: Int64

    /// A range in nanovolts, ohms and picoamperes; `CellLimits` says whether it is sound.
    public init(
        lowerNanovolts: Int64, upperNanovolts: Int64, mostOhms: Int64, leastOhms: Int64, stepPicoamperes: Int64,
        steadyPicoamperes: Int64
    ) {
        self.lowerNanovolts = lowerNanovolts
        self.upperNanovolts = upperNanovolts
        self.mostOhms = mostOhms
        self.leastOhms = leastOhms
        self.stepPicoamperes = stepPicoamperes
        self.steadyPicoamperes = steadyPicoamperes
    }

    /// Such bounds that no product of a current and a resistance overflows.
    var isSound: Bool {
        let volts = ProfileRange.limitNanovolts
        let ohms = ProfileRange.plausibleOhms
        return volts.contains(lowerNanovolts) && volts.contains(upperNanovolts) && lowerNanovolts < upperNanovolts
            && ohms.contains(leastOhms) && ohms.contains(mostOhms) && leastOhms < mostOhms
            && steadyPicoamperes >= 0 && steadyPicoamperes < stepPicoamperes
            && ProfileRange.plausibleStepPicoamperes.contains(stepPicoamperes)
    }
}

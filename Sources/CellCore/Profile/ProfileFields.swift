/// A profile's fields in the order of its bytes: one listing that both compiles and reads.
///
/// What is absent takes its bytes as zeros, and a flag says so. Version 3: 877 bytes.
struct ProfileFields {
    private var name = ProfileName(bytes: InlineArray(repeating: 0))
    /// Bit 0 capacity and curve, 1 window, 2 polarisation, 3 limits.
    private var presence: UInt8 = 0
    private var capacityNanocoulombs: Int64 = 0
    private var capacityTolerance: Float = 0
    private var firstCycleLoss: Float = 0
    private var chargeEfficiency = ChargeEfficiency.whole
    private var selfDischargeOhms: Float = 0
    private var lowerVolts: Float = 0
    private var upperVolts: Float = 0
    private var nominalCurrentPicoamperes: Int64 = 0
    private var maximumCurrentPicoamperes: Int64 = 0
    private var volts: InlineArray<65, Float> = InlineArray(repeating: 0)
    private var toleranceVolts: Float = 0
    private var hysteresisVolts: InlineArray<17, Float> = InlineArray(repeating: 0)
    private var hysteresisSpan: Float = 0
    private var voltsPerKelvin: InlineArray<17, Float> = InlineArray(repeating: 0)
    private var lowerTail = CurveTail.none
    private var upperTail = CurveTail.none
    private var load = Polarisation.none
    private var rest = RestCriterion(currentPicoamperes: 0, microseconds: 0, voltsPerSecond: 0)
    private var sensor = SensorErrors(currentGain: 0, currentOffsetAmperes: 0, voltageOffsetVolts: 0)
    private var hardShortOhms: Float = 0
    private var limits = CellLimits.none

    /// Nothing, to be read into.
    init() {}

    /// The fields of a profile.
    init(_ profile: borrowing CellProfile) {
        name = profile.name
        presence =
            (profile.hasCurve ? 1 : 0) | (profile.window != nil ? 2 : 0) | (profile.hasPolarisation ? 4 : 0)
            | (profile.limits != nil ? 8 : 0)
        capacityNanocoulombs = profile.capacityNanocoulombs ?? 0
        capacityTolerance = profile.capacityTolerance
        firstCycleLoss = profile.firstCycleLoss
        chargeEfficiency = profile.chargeEfficiency
        selfDischargeOhms = profile.selfDischargeOhms
        if let window = profile.window {
            lowerVolts = window.lowerVolts
            upperVolts = window.upperVolts
        }
        nominalCurrentPicoamperes = profile.nominalCurrentPicoamperes
        maximumCurrentPicoamperes = profile.maximumCurrentPicoamperes
        if profile.hasCurve {
            for index in volts.indices { volts[index] = profile.table[index] ?? 0 }
            toleranceVolts = profile.table.toleranceVolts
            hysteresisVolts = profile.table.hysteresisVolts
            hysteresisSpan = profile.table.hysteresisSpan
            voltsPerKelvin = profile.table.voltsPerKelvin
            lowerTail = profile.table.lowerTail
            upperTail = profile.table.upperTail
        }
        load = profile.load
        rest = profile.rest
        sensor = profile.sensor
        hardShortOhms = profile.hardShortOhms
        limits = profile.limits ?? .none
    }

    /// The profile that the fields say, when it is sound.
    func profile() throws(ProfileFault) -> CellProfile {
        guard presence < 16 else { throw .unknownPart }
        var curve: OpenCircuitCurve?
        if presence & 1 != 0 {
            curve = OpenCircuitCurve(
                volts: volts, toleranceVolts: toleranceVolts, hysteresisVolts: hysteresisVolts,
                hysteresisSpan: hysteresisSpan, voltsPerKelvin: voltsPerKelvin, lowerTail: lowerTail,
                upperTail: upperTail)
            guard curve != nil else { throw .curve }
        }
        var window: VoltageWindow?
        if presence & 2 != 0 {
            window = VoltageWindow(lowerVolts: lowerVolts, upperVolts: upperVolts)
            guard window != nil else { throw .window }
        }
        let result = CellProfile(
            name: name, capacityNanocoulombs: presence & 1 != 0 ? capacityNanocoulombs : nil,
            capacityTolerance: capacityTolerance, firstCycleLoss: firstCycleLoss,
            chargeEfficiency: chargeEfficiency, selfDischargeOhms: selfDischargeOhms, window: window,
            nominalCurrentPicoamperes: nominalCurrentPicoamperes, maximumCurrentPicoamperes: maximumCurrentPicoamperes,
            curve: curve, polarisation: presence & 4 != 0 ? load : nil, rest: rest, sensor: sensor,
            hardShortOhms: hardShortOhms, limits: presence & 8 != 0 ? limits : nil)
        try result.check()
        return result
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        for index in name.bytes.indices { coder.code(&name.bytes[index]) }
        coder.code(&presence)
        coder.code(&capacityNanocoulombs)
        coder.code(&capacityTolerance)
        coder.code(&firstCycleLoss)
        coder.code(&chargeEfficiency.share)
        coder.code(&chargeEfficiency.tolerance)
        coder.code(&selfDischargeOhms)
        coder.code(&lowerVolts)
        coder.code(&upperVolts)
        coder.code(&nominalCurrentPicoamperes)
        coder.code(&maximumCurrentPicoamperes)
        for index in volts.indices { coder.code(&volts[index]) }
        coder.code(&toleranceVolts)
        for index in hysteresisVolts.indices { coder.code(&hysteresisVolts[index]) }
        coder.code(&hysteresisSpan)
        for index in voltsPerKelvin.indices { coder.code(&voltsPerKelvin[index]) }
        ProfileFields.visit(&lowerTail, &coder)
        ProfileFields.visit(&upperTail, &coder)
        ProfileFields.visit(&load, &coder)
        coder.code(&rest.currentPicoamperes)
        coder.code(&rest.microseconds)
        coder.code(&rest.voltsPerSecond)
        coder.code(&sensor.currentGain)
        coder.code(&sensor.currentOffsetAmperes)
        coder.code(&sensor.voltageOffsetVolts)
        coder.code(&hardShortOhms)
        ProfileFields.visit(&limits, &coder)
    }

    private static func visit(_ limits: inout CellLimits, _ coder: inout some FieldCoder) {
        visit(&limits.voltageAbove, &coder)
        visit(&limits.voltageBelow, &coder)
        coder.code(&limits.voltageHysteresis)
        visit(&limits.chargeAbove, &coder)
        visit(&limits.dischargeAbove, &coder)
        coder.code(&limits.currentHysteresis)
        visit(&limits.temperatureAbove, &coder)
        visit(&limits.temperatureBelow, &coder)
        coder.code(&limits.temperatureHysteresis)
        visit(&limits.temperatureRateAbove, &coder)
        visit(&limits.voltageRateAbove, &coder)
        coder.code(&limits.plausible.lowerNanovolts)
        coder.code(&limits.plausible.upperNanovolts)
        coder.code(&limits.plausible.mostOhms)
        coder.code(&limits.plausible.leastOhms)
        coder.code(&limits.plausible.stepPicoamperes)
        coder.code(&limits.plausible.steadyPicoamperes)
    }

    private static func visit(_ levels: inout LimitLevels, _ coder: inout some FieldCoder) {
        coder.code(&levels.operating)
        coder.code(&levels.recommended)
        coder.code(&levels.safety)
    }

    private static func visit(_ tail: inout CurveTail, _ coder: inout some FieldCoder) {
        coder.code(&tail.volts)
        coder.code(&tail.perUnit)
    }

    private static func visit(_ load: inout Polarisation, _ coder: inout some FieldCoder) {
        coder.code(&load.electrolyte.ohms)
        coder.code(&load.electrolyte.electronvolts)
        coder.code(&load.interface.ohms)
        coder.code(&load.interface.electronvolts)
        coder.code(&load.interfaceGrowthOhms)
        coder.code(&load.kinetics.ohms)
        coder.code(&load.kinetics.electronvolts)
        coder.code(&load.coating.electrodeCount)
        coder.code(&load.coating.dielectricOhms)
        coder.code(&load.coating.freshFilmOhms)
        coder.code(&load.coating.activatedFilmOhms)
        coder.code(&load.coating.exchangeAmperes)
        coder.code(&load.coating.farads)
        coder.code(&load.coating.leastActivation)
        coder.code(&load.coating.mostActivation)
        coder.code(&load.coating.electronvolts)
        coder.code(&load.diffusionSeconds)
        coder.code(&load.diffusionElectronvolts)
        coder.code(&load.tolerance)
        coder.code(&load.activationTolerance)
    }
}

extension CellProfile {
    /// Whether every number is within `ProfileRange` and the parts fit each other; what a monitor may be started with.
    ///
    /// - Throws: the first `ProfileFault`. Cost: some 200 comparisons; runs when a profile is read, never on a sample.
    public func check() throws(ProfileFault) {
        guard name.isSound else { throw .name }
        if let capacityNanocoulombs {
            guard ProfileRange.capacityNanocoulombs.contains(capacityNanocoulombs) else { throw .capacity }
        }
        guard ProfileRange.capacityTolerance.contains(capacityTolerance),
            ProfileRange.firstCycleLoss.contains(firstCycleLoss),
            ProfileRange.chargeEfficiency.contains(chargeEfficiency.share),
            ProfileRange.chargeEfficiencyTolerance.contains(chargeEfficiency.tolerance),
            selfDischargeOhms == 0 || ProfileRange.selfDischargeOhms.contains(selfDischargeOhms)
        else { throw .capacity }
        guard ProfileRange.picoamperes.contains(nominalCurrentPicoamperes),
            ProfileRange.picoamperes.contains(maximumCurrentPicoamperes), maximumCurrentPicoamperes > 0
        else { throw .current }
        if let window { try CellProfile.check(window) }
        guard hasCurve == (capacityNanocoulombs != nil) else { throw .capacityWithoutCurve }
        if hasCurve { try CellProfile.check(table) }
        if hasPolarisation { try CellProfile.check(load) }
        guard ProfileRange.picoamperes.contains(rest.currentPicoamperes),
            ProfileRange.restMicroseconds.contains(rest.microseconds),
            ProfileRange.voltsPerSecond.contains(rest.voltsPerSecond)
        else { throw .rest }
        guard ProfileRange.currentGain.contains(sensor.currentGain),
            ProfileRange.offsetAmperes.contains(sensor.currentOffsetAmperes),
            ProfileRange.toleranceVolts.contains(sensor.voltageOffsetVolts)
        else { throw .sensor }
        guard ProfileRange.positiveOhms.contains(hardShortOhms) else { throw .short }
        if let limits, !limits.isSound { throw .limits }
    }

    private static func check(_ window: VoltageWindow) throws(ProfileFault) {
        guard ProfileRange.volts.contains(window.lowerVolts), ProfileRange.volts.contains(window.upperVolts),
            window.lowerVolts < window.upperVolts
        else { throw .window }
    }

    /// That the curve rises and is finite, `OpenCircuitCurve` has seen to.
    private static func check(_ curve: borrowing OpenCircuitCurve) throws(ProfileFault) {
        guard let first = curve[0], let last = curve[OpenCircuitCurve.intervalCount],
            ProfileRange.volts.contains(first), ProfileRange.volts.contains(last),
            ProfileRange.toleranceVolts.contains(curve.toleranceVolts),
            ProfileRange.hysteresisSpan.contains(curve.hysteresisSpan), isSound(curve.lowerTail),
            isSound(curve.upperTail)
        else { throw .curve }
        for index in curve.voltsPerKelvin.indices
        where !ProfileRange.voltsPerKelvin.contains(curve.voltsPerKelvin[index]) { throw .curve }
        for index in curve.hysteresisVolts.indices
        where !ProfileRange.toleranceVolts.contains(curve.hysteresisVolts[index]) { throw .curve }
    }

    private static func check(_ load: borrowing Polarisation) throws(ProfileFault) {
        guard isSound(load.electrolyte), isSound(load.interface), isSound(load.kinetics),
            ProfileRange.ohms.contains(load.interfaceGrowthOhms),
            ProfileRange.diffusionSeconds.contains(load.diffusionSeconds),
            ProfileRange.electronvolts.contains(load.diffusionElectronvolts),
            ProfileRange.polarisationTolerance.contains(load.tolerance),
            ProfileRange.activationTolerance.contains(load.activationTolerance)
        else { throw .polarisation }
        let coating = load.coating
        guard coating.electrodeCount == 0 || coating.electrodeCount == 1 || coating.electrodeCount == 2,
            ProfileRange.ohms.contains(coating.dielectricOhms), ProfileRange.ohms.contains(coating.freshFilmOhms),
            ProfileRange.ohms.contains(coating.activatedFilmOhms),
            ProfileRange.exchangeAmperes.contains(coating.exchangeAmperes),
            ProfileRange.farads.contains(coating.farads),
            ProfileRange.activation.contains(coating.leastActivation),
            ProfileRange.activation.contains(coating.mostActivation),
            coating.leastActivation <= coating.mostActivation,
            ProfileRange.electronvolts.contains(coating.electronvolts)
        else { throw .coating }
    }

    private static func isSound(_ tail: CurveTail) -> Bool {
        ProfileRange.tailVolts.contains(tail.volts) && ProfileRange.tailPerUnit.contains(tail.perUnit)
    }

    private static func isSound(_ part: ActivatedOhms) -> Bool {
        ProfileRange.ohms.contains(part.ohms) && ProfileRange.electronvolts.contains(part.electronvolts)
    }
}

extension ProfileName {
    /// True for one to 24 printable ASCII characters without a blank, and zeros behind them.
    var isSound: Bool {
        var hasEnded = false
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == 0 {
                hasEnded = true
            } else if hasEnded || byte <= 0x20 || byte >= 0x7F {
                return false
            }
        }
        return bytes[0] != 0
    }
}

import CellCore

/// Limits of a cell that only a record tells of: from its window, its nominal current and its resistance.
///
/// Shares of the window and of the current are those of the built-in full cells, to a digit; the temperatures are theirs,
/// since a record of one temperature tells nothing of them. `Docs/Profiles.md` lists all.
enum BuiltLimits {
    /// Nil where such limits are out of a profile's ranges, or none can be told: a window of no width, a current of nothing.
    static func limits(
        window: VoltageWindow, nominalAmperes: Double, ohms: Double, steepestVolts: Double, coulombs: Double
    ) -> CellLimits? {
        let upper = Double(window.upperVolts)
        let lower = Double(window.lowerVolts)
        let width = upper - lower
        guard nominalAmperes > 0, nominalAmperes < 1e6, width > 0, width < 100, ohms >= 0, ohms < 1e9, coulombs > 0,
            steepestVolts.isFinite
        else { return nil }
        // Twice of what the curve's steepest part does at 2.5 times the nominal current; 5 mV/s at the least.
        let rate = min(max(2 * steepestVolts * 2.5 * nominalAmperes / coulombs, 0.005), 10)
        guard let kelvin = CellProfile.aluconeTiS2.limits else { return nil }
        let current = levels([2.5, 5, 10].map { $0 * nominalAmperes }, 1e12)
        let step = min(units(nominalAmperes / 5, 1e12), ProfileRange.plausibleStepPicoamperes.upperBound)
        return CellLimits(
            voltageAbove: levels([0.01, 0.08, 0.2].map { millivolts(upper + $0 * width) }, 1e9),
            voltageBelow: levels([0.01, 0.1, 0.25].map { millivolts(lower - $0 * width) }, 1e9),
            voltageHysteresis: units(millivolts(0.01 * width), 1e9), chargeAbove: current, dischargeAbove: current,
            currentHysteresis: units(0.05 * nominalAmperes, 1e12), temperatureAbove: kelvin.temperatureAbove,
            temperatureBelow: kelvin.temperatureBelow, temperatureHysteresis: kelvin.temperatureHysteresis,
            temperatureRateAbove: kelvin.temperatureRateAbove,
            voltageRateAbove: levels([rate, 4 * rate, 10 * rate], 1e9),
            plausible: PlausibleRange(
                // Shorted is 0 V; a cell that is cycled below it has no such end.
                lowerNanovolts: units(lower > 0 ? -0.1 : millivolts(lower - width), 1e9),
                upperNanovolts: units(millivolts(upper + 0.25 * width), 1e9),
                mostOhms: min(Int64((5 * ohms).rounded(.up)) + 1, ProfileRange.plausibleOhms.upperBound),
                // Of a cell of less than 10 Ω the answer is not judged.
                leastOhms: min(Int64(ohms / 10), ProfileRange.plausibleOhms.upperBound / 2), stepPicoamperes: step,
                steadyPicoamperes: step / 4))
    }

    /// A window is held in single precision: what is beyond a millivolt is not the record's.
    private static func millivolts(_ volts: Double) -> Double { (volts * 1e3).rounded() / 1e3 }

    private static func levels(_ values: [Double], _ unitsPerOne: Double) -> LimitLevels {
        LimitLevels(units(values[0], unitsPerOne), units(values[1], unitsPerOne), units(values[2], unitsPerOne))
    }

    private static func units(_ value: Double, _ unitsPerOne: Double) -> Int64 {
        Int64((min(max(value, -1e6), 1e6) * unitsPerOne).rounded())
    }
}

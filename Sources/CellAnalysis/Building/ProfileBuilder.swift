import CellCore

/// Makes a profile from a cycling record: capacity, middle curve, hysteresis, resistances, diffusion, each with where it
/// came from and how sure it is.
///
/// ```swift
/// let built = try ProfileBuilder(CyclingRecord(path: "cell.bdf.csv"), cycle: 2).build(name: name)
/// print(ProfileFile.text(built.profile, comments: built.comments))
/// ```
/// State of charge 1 and 0 are the ends of the chosen cycle's discharge, at its current; the charge beside it is laid over
/// it from end to end. `Docs/Profiles.md` has the equations.
public struct ProfileBuilder {
    /// Nothing of this is in a record; `comments` says so in the file. A cycler's class 0.1 %, 1 mV.
    private static let assumedGain = 0.001
    private static let assumedVolts = 0.001
    private static let assumedOffsetShare = 1e-4
    /// What cells of a kind may differ by in their resistance, as in the built-in profiles.
    private static let assumedTolerance = 0.20
    /// With more a short could never be told from a poor cell.
    private static let greatestTolerance = 0.25

    private let record: CyclingRecord
    /// The cycles of the record.
    public let table: CycleTable
    private let number: Int
    private let charge: HalfCycle
    private let discharge: HalfCycle

    /// Chooses the cycle: `cycle` counted from 1, or the first with a whole discharge and a whole charge.
    ///
    /// The charge is the cycle's own, or the next cycle's where the own one is only a top-up.
    /// - Throws: `BuildError`.
    public init(_ record: CyclingRecord, cycle chosen: Int? = nil) throws(BuildError) {
        self.record = record
        let table = CycleTable(record)
        self.table = table
        if let chosen, !table.cycles.indices.contains(chosen - 1) {
            throw .noSuchCycle(chosen, count: table.cycles.count)
        }
        let charge = { (index: Int) -> HalfCycle? in
            if table.cycles[index].hasWholeCharge { return table.cycles[index].charge }
            guard table.cycles.indices.contains(index + 1), table.cycles[index + 1].hasWholeCharge else { return nil }
            return table.cycles[index + 1].charge
        }
        let usable = table.cycles.indices.filter { table.cycles[$0].hasWholeDischarge && charge($0) != nil }
        guard let index = chosen.map({ $0 - 1 }) ?? usable.first else { throw .noWholeDischarge(nil) }
        number = index + 1
        guard table.cycles[index].hasWholeDischarge, let discharge = table.cycles[index].discharge else {
            throw .noWholeDischarge(number)
        }
        guard let found = charge(index) else { throw .noWholeCharge(number) }
        self.charge = found
        self.discharge = discharge
    }

    /// Builds the profile. Cost: some 60 passes over the rows, a second for 10⁶ of them.
    ///
    /// - Throws: `BuildError`.
    public func build(name: ProfileName) throws(BuildError) -> BuiltProfile {
        let steps = CurrentStep.all(record, restAmperes: table.restAmperes)
        let resistances = try Resistances(
            record, steps, from: min(charge.rows.lowerBound, discharge.rows.lowerBound),
            to: max(charge.rows.upperBound, discharge.rows.upperBound), restAmperes: table.restAmperes)
        // What relaxes at rests is a slow resistance or diffusion: the one with which the branches differ less.
        let slow = [resistances.slowOhms, 0]
        let fits = slow.prefix(resistances.slowOhms > 0 ? 2 : 1).compactMap { slowOhms in
            BranchFit(
                BranchFit.Input(
                    record: record, charge: charge, discharge: discharge, coulombs: discharge.coulombs,
                    seriesOhms: resistances.seriesOhms, slowOhms: slowOhms, slowSeconds: resistances.slowSeconds))
        }
        guard let fit = fits.min(by: { $0.residualVolts < $1.residualVolts }) else { throw .tooFewPoints }
        var found = BuiltProfile(
            profile: .generic, table: table, cycle: number, charge: charge, discharge: discharge,
            capacityTolerance: capacityTolerance, isCapacityRepeated: earlierDischarges.count > 1,
            resistances: resistances, slowOhms: fit.slowOhms, chargeMap: fit.map, lead: fit.lead,
            diffusionSeconds: fit.diffusionSeconds,
            hysteresisVolts: fit.hysteresisVolts, hysteresisError: fit.hysteresisError,
            hysteresisSpan: fit.hysteresisSpan, halfDistanceVolts: fit.halfDistanceVolts,
            residualVolts: fit.residualVolts, residual95Volts: fit.residual95Volts, celsius: record.meanCelsius)
        found.profile = try profile(name, fit, resistances)
        return found
    }

    /// Whole discharges up to the chosen one: what comes later must not enter.
    private var earlierDischarges: [HalfCycle] {
        table.cycles.prefix(number).filter(\.hasWholeDischarge).compactMap(\.discharge)
    }

    /// The largest difference of an earlier whole discharge; with none, half of that to the charge. Digits added.
    private var capacityTolerance: Double {
        let digits = discharge.uncertaintyCoulombs / discharge.coulombs
        let others = earlierDischarges.map { abs($0.coulombs / discharge.coulombs - 1) }
        let spread = others.count > 1 ? others.max() ?? 0 : abs(charge.coulombs / discharge.coulombs - 1) / 2
        return max(spread + digits, 0.01)
    }

    /// What came back of the charge, and half of what did not as its tolerance: one cycle does not tell how it changes.
    ///
    /// A charge that gave back more than went in stands for a discharge from fuller than it: nothing is known of its losses.
    private var chargeEfficiency: ChargeEfficiency {
        let share = min(max(discharge.coulombs / charge.coulombs, 0.5), 1)
        return ChargeEfficiency(share: Float(share), tolerance: Float((1 - share) / 2))
    }

    private func profile(
        _ name: ProfileName, _ fit: BranchFit, _ resistances: Resistances
    ) throws(BuildError) -> CellProfile {
        var volts: InlineArray<65, Float> = InlineArray(repeating: 0)
        for (index, value) in fit.volts.enumerated() { volts[index] = Float(value) }
        let largest = record.rows.map { abs($0.rowAmperes) }.max() ?? 0
        let middleVolts = max(abs(fit.volts[32]), 0.01)
        let picoamperes = { (amperes: Double) in Int64((min(amperes, 1e6) * 1e12).rounded()) }
        let profile = CellProfile(
            name: name, capacityNanocoulombs: Int64((min(discharge.coulombs, 1e9) * 1e9).rounded()),
            capacityTolerance: Float(min(capacityTolerance, 1)), chargeEfficiency: chargeEfficiency, window: window,
            nominalCurrentPicoamperes: picoamperes(discharge.amperes), maximumCurrentPicoamperes: picoamperes(largest),
            curve: OpenCircuitCurve(
                volts: volts, toleranceVolts: Float(fit.residual95Volts),
                hysteresisVolts: InlineArray { Float(fit.hysteresisTable[$0]) },
                hysteresisSpan: Float(fit.hysteresisSpan)),
            polarisation: polarisation(fit, resistances),
            rest: RestCriterion(
                currentPicoamperes: picoamperes(discharge.amperes * HalfCycles.restShare), microseconds: 600_000_000,
                voltsPerSecond: RestCriterion.tenMinutes.voltsPerSecond),
            sensor: SensorErrors(
                currentGain: Float(ProfileBuilder.assumedGain),
                currentOffsetAmperes: Float(
                    max(record.resolution(\.rowAmperes) / 2, discharge.amperes * ProfileBuilder.assumedOffsetShare)),
                voltageOffsetVolts: Float(ProfileBuilder.assumedVolts)),
            // What would empty the cell in three minutes.
            hardShortOhms: Float(middleVolts * 180 / discharge.coulombs),
            limits: window.flatMap { limits($0, fit, resistances) })
        do throws(ProfileFault) {
            try profile.check()
        } catch {
            throw .outOfRange("\(error)")
        }
        return profile
    }

    private func limits(_ window: VoltageWindow, _ fit: BranchFit, _ resistances: Resistances) -> CellLimits? {
        // Volts over the whole state of charge, from the table's 64 parts.
        let slopes = zip(fit.volts.dropFirst(), fit.volts).map { ($0 - $1) * Double(OpenCircuitCurve.intervalCount) }
        return BuiltLimits.limits(
            window: window, nominalAmperes: discharge.amperes, ohms: resistances.seriesOhms + fit.slowOhms,
            steepestVolts: slopes.max() ?? 0, coulombs: discharge.coulombs)
    }

    /// The cut-offs, at a whole hundredth of a volt where the last rows lie within 5 mV of one.
    private var window: VoltageWindow? {
        let cut = { (volts: Double) -> Float in
            let whole = (volts * 100).rounded() / 100
            return Float(abs(volts - whole) <= 0.005 ? whole : volts)
        }
        return VoltageWindow(lowerVolts: cut(discharge.endVolts), upperVolts: cut(charge.endVolts))
    }

    /// The slow resistance stands as a film without an interlayer. Nothing is known of other temperatures.
    private func polarisation(_ fit: BranchFit, _ resistances: Resistances) -> Polarisation {
        var coating = CoatingPolarisation.none
        if fit.slowOhms > 0 {
            coating.electrodeCount = 1
            coating.freshFilmOhms = Float(fit.slowOhms)
            coating.activatedFilmOhms = Float(fit.slowOhms)
            coating.farads = Float(resistances.slowSeconds / fit.slowOhms)
        }
        let relative = resistances.uncertaintyOhms / max(resistances.seriesOhms + fit.slowOhms, 1e-9)
        return Polarisation(
            electrolyte: ActivatedOhms(ohms: Float(resistances.seriesOhms), electronvolts: 0),
            interface: ActivatedOhms(ohms: 0, electronvolts: 0), interfaceGrowthOhms: 0,
            kinetics: ActivatedOhms(ohms: 0, electronvolts: 0), coating: coating,
            diffusionSeconds: Float(fit.diffusionSeconds), diffusionElectronvolts: 0,
            tolerance: Float(min(max(relative, ProfileBuilder.assumedTolerance), ProfileBuilder.greatestTolerance)))
    }
}

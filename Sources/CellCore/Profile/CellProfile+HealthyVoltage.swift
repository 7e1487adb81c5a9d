extension CellProfile {
    /// The voltage of a healthy cell after `seconds` of a constant current from rest, in volts, with the bounds that the
    /// profile states; nil for a profile that says nothing of voltages.
    ///
    /// What the monitor compares a cell with, without errors of the measuring chain. `stateOfCharge` is that of the end and
    /// is ignored where there is no curve. Cost: about 60 floating-point operations a second, at most a day of them.
    public func healthyVolts(
        amperes: Float, seconds: UInt32, millikelvin: Int32, stateOfCharge: Float = 0
    ) -> Bounded? {
        guard hasPolarisation else { return nil }
        var model = VoltageModel()
        model.follow(millikelvin, load)
        var end = VoltageModel.Prediction()
        for _ in 0..<min(seconds, 86_400) {
            end = model.step(
                currentAmperes: amperes, leakAmperes: 0, seconds: 1,
                capacityCoulombs: Float(capacityNanocoulombs ?? 0) * 1e-9)
        }
        let open =
            hasCurve
            ? table.points.value(at: stateOfCharge + end.lead, kelvinAbove: model.kelvin - 298.15).volts : 0
        let openTolerance = hasCurve ? table.restToleranceVolts : 0
        let tolerance = openTolerance + end.toleranceVolts
        let growth = amperes * model.point.growthOhms
        let volts = open + end.polarisationVolts
        return Bounded(
            value: volts, lower: volts - tolerance + (growth < 0 ? growth : 0),
            upper: volts + tolerance + (growth > 0 ? growth : 0))
    }
}

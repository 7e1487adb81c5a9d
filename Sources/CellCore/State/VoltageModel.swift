/// The voltage that a healthy cell of the profile shows under its load: series resistance and two relaxing branches.
struct VoltageModel: Equatable, Sendable {
    /// Voltage across the fast and the slow branch, in volts, with the sign of the current that charged them.
    private(set) var fastVolts: Float = 0
    private(set) var slowVolts: Float = 0

    /// What the model says after a step, in volts and ohms.
    struct Prediction: Equatable, Sendable {
        /// The part of the voltage that the current makes.
        var polarisationVolts: Float
        /// Resistance to a constant current, at the present temperature.
        var totalOhms: Float
    }

    /// Advances by `seconds` of a constant current, exactly for any length.
    ///
    /// Each branch: v ← v + (I·R − v)·(1 − e^(−t/τ)). Cost: three exponentials; runs on each sample.
    /// Source: solution of the first-order equation of an R–C pair under constant current.
    mutating func step(currentAmperes: Float, seconds: Float, kelvin: Float, parameters: Polarisation) -> Prediction {
        let factor = CellMath.arrheniusFactor(
            activationEnergyElectronvolts: parameters.activationEnergyElectronvolts, kelvin: kelvin)
        fastVolts +=
            (currentAmperes * parameters.fastOhms * factor - fastVolts)
            * (1 - CellMath.exponential(-seconds / parameters.fastSeconds))
        slowVolts +=
            (currentAmperes * parameters.slowOhms * factor - slowVolts)
            * (1 - CellMath.exponential(-seconds / parameters.slowSeconds))
        return Prediction(
            polarisationVolts: currentAmperes * parameters.seriesOhms * factor + fastVolts + slowVolts,
            totalOhms: parameters.totalOhms * factor)
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&fastVolts)
        coder.code(&slowVolts)
    }
}

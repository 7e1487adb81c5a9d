import RealModule

extension CellPlant {
    /// Impedance at the present state and bias for a small signal, in ohms.
    ///
    /// The same parameters as in the time domain: bulk and grain boundaries, interfaces with their constant-phase element
    /// (which the time domain approximates by relaxing pairs), dielectric arc of the coating, its slow branch below 1 Hz,
    /// kinetics and diffusion of TiS₂, and whatever conducts across the terminals.
    /// - Throws: `PlantError` for a frequency outside 1 mHz…7 MHz.
    public func impedance(hertz: Double) throws(PlantError) -> ComplexOhms {
        try PlantError.check(hertz, in: 1e-3...7e6, "frequency in Hz")
        let omega = 2 * Double.pi * hertz
        var sum = pelletImpedance(omega)
        if electrodes > 0 {
            let arc = CellPlant.parallel(
                point.interfaceOhms, power: omega * point.interfaceSeconds, parameters.sodium.exponent)
            sum = sum + arc
        }
        if hasCoating { sum = sum + coatingImpedance(omega) }
        if hasCathode { sum = sum + cathodeImpedance(omega) }
        if case .blocking(let admittance, let exponent) = parameters.layout {
            let size = 2 / (admittance * parameters.electrolyte.area * .pow(omega, exponent))
            let angle = -exponent * Double.pi / 2
            sum = sum + ComplexOhms(size * .cos(angle), size * .sin(angle))
        }
        let one = ComplexOhms(1, 0)
        return one / (one / sum + ComplexOhms(totalSiemens, 0))
    }

    /// R/(1 + (jx)^n), a resistance beside a constant-phase element, x = ωτ₀.
    private static func parallel(_ ohms: Double, power x: Double, _ exponent: Double) -> ComplexOhms {
        let size = Double.pow(x, exponent)
        let angle = exponent * Double.pi / 2
        return ComplexOhms(ohms, 0) / ComplexOhms(1 + size * .cos(angle), size * .sin(angle))
    }

    private func pelletImpedance(_ omega: Double) -> ComplexOhms {
        let electrolyte = parameters.electrolyte
        let bulk = point.electrolyteOhms * (1 - electrolyte.grainBoundaryShare)
        let boundary = point.electrolyteOhms * electrolyte.grainBoundaryShare
        let farads = Physical.vacuumPermittivity * electrolyte.permittivity * electrolyte.area / electrolyte.thickness
        let exponent = electrolyte.grainBoundaryExponent
        let tau = Double.pow(max(boundary * electrolyte.grainBoundaryAdmittance, 1e-300), 1 / exponent)
        return CellPlant.parallel(bulk, power: omega * bulk * farads, 1)
            + CellPlant.parallel(boundary, power: omega * tau, exponent)
            + ComplexOhms(0, omega * electrolyte.inductance)
    }

    /// Dielectric arcs and slow branches of all electrodes at the present current.
    private func coatingImpedance(_ omega: Double) -> ComplexOhms {
        let farads =
            Physical.vacuumPermittivity * coating.permittivity * parameters.sodium.area / (coating.thickness * 1e-7)
        let dielectricSeconds = point.dielectricOhms / (electrodes * point.localShare) * farads
        let ohms = point.slow.ohms(slowAmperes)
        return CellPlant.parallel(point.dielectricOhms, power: omega * dielectricSeconds, 1)
            + CellPlant.parallel(
                electrodes * point.localShare * ohms, power: omega * ohms * point.slow.farads, 1)
    }

    private func cathodeImpedance(_ omega: Double) -> ComplexOhms {
        let argument = cellAmperes * point.transferPerAmpere
        let transfer = point.transferVolts * point.transferPerAmpere / (1 + argument * argument).squareRoot()
        // A charging current takes sodium out: dU/dI = −U'(x)/Q·(dx_surface/d flux).
        let gain = -openCircuit(surface: content + modes.lead).slope / cathodeCoulombs * point.diffusionSeconds
        let diffusion = DiffusionModes.transfer(omegaTau: omega * point.diffusionSeconds)
        // A small signal goes up one branch of the hysteresis and down the other: on average it meets this slope.
        let turning = cathode.hysteresisVolts / cathode.hysteresisContent / cathodeCoulombs
        return ComplexOhms(transfer, -turning / omega) + diffusion * ComplexOhms(gain, 0)
    }
}

import RealModule

/// All that depends on temperature and on what changes over minutes and hours: computed when one of them has moved.
struct OperatingPoint: Sendable {
    /// The temperature it holds for, in K.
    var kelvin = 0.0
    /// RT/F in V.
    var thermalVolts = 0.0
    /// The pellet in Ω.
    var electrolyteOhms = 0.0
    /// Dielectric arcs of the coating, all electrodes, in Ω.
    var dielectricOhms = 0.0
    /// Interfaces and interphases, all electrodes, in Ω.
    var interfaceOhms = 0.0
    /// Characteristic time of the interface in s; it stays while an interphase grows, since C falls as R rises.
    var interfaceSeconds = 1.0
    /// Current of an electrode at full contact with the same current density, for 1 A through the cell.
    var localShare = 1.0
    /// Film and interlayer of one electrode at full contact.
    var slow = SlowBranch()
    /// 1/(2I₀) of TiS₂ in 1/A, and 2RT/F in V.
    var transferPerAmpere = 0.0
    var transferVolts = 0.0
    /// Open-circuit voltage of the mean content in V: what is not delivered of it is heat.
    var meanVolts = 0.0
    /// R²/D in s.
    var diffusionSeconds = 1.0
    /// Rates of interphase growth and of dendrites, relative to 25 °C.
    var growth = 1.0
    var penetration = 1.0
    /// Multiples of the resistances at 25 °C: interface, coating.
    var interfaceFactor = 1.0
    var coatingFactor = 1.0
}

extension CellPlant {
    /// Follows the temperature of the pellet; a dozen exponentials.
    @inline(never)
    mutating func followTemperature() {
        let kelvin = thermal.pellet
        let sodium = parameters.sodium
        point.kelvin = kelvin
        point.thermalVolts = Physical.gasOverFaraday * kelvin
        point.electrolyteOhms =
            parameters.electrolyte.ohms * Physical.arrhenius(parameters.electrolyte.activationEnergy, kelvin: kelvin)
        point.interfaceFactor = Physical.arrhenius(sodium.activationEnergy, kelvin: kelvin)
        let product = sodium.interfaceOhms * sodium.area * point.interfaceFactor * sodium.admittance
        point.interfaceSeconds = max(.pow(max(product, 1e-30), 1 / sodium.exponent), 1e-12)
        point.growth = 1 / Physical.arrhenius(sodium.growthActivationEnergy, kelvin: kelvin)
        point.penetration = 1 / Physical.arrhenius(parameters.dendrite.activationEnergy, kelvin: kelvin)
        if hasCoating { point.coatingFactor = Physical.arrhenius(coating.activationEnergy, kelvin: kelvin) }
        if hasCathode {
            let exchange = cathode.exchangeAmperes / Physical.arrhenius(cathode.activationEnergy, kelvin: kelvin)
            point.transferVolts = 2 * point.thermalVolts
            point.transferPerAmpere = 0.5 / exchange
            point.diffusionSeconds =
                cathode.diffusionSeconds * Physical.arrhenius(cathode.diffusionActivationEnergy, kelvin: kelvin)
        }
        stepFactors.forget()
        followGrowth()
    }

    /// Follows interphase, film, contacts and content at the same temperature.
    mutating func followGrowth() {
        let sodium = parameters.sodium
        let inverse = contact.inverse(electrodes: electrodes)
        point.localShare = electrodes > 0 ? inverse / electrodes : 0
        point.interfaceOhms = inverse * point.interfaceFactor * (sodium.interfaceOhms + interphase.grownOhms)
        if hasCathode { point.meanVolts = openCircuit(surface: content).volts }
        guard hasCoating else { return }
        let factor = point.coatingFactor
        point.dielectricOhms = inverse * coating.dielectricOhms * factor
        point.slow = SlowBranch(
            filmOhms: coating.filmOhms(area: sodium.area) * film.resistivity * factor,
            interlayerVolts: film.activation * 2 * point.thermalVolts,
            perAmpere: factor / (2 * coating.interlayerExchange * sodium.area),
            farads: coating.chemicalCapacitance * coating.thickness * sodium.area)
    }
}

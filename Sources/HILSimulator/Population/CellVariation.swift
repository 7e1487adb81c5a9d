import CellPlant

/// A cell of the kind `alucone-tis2` as no two are alike: its parameters times independent factors, evenly in 0.8…1.2.
///
/// Not varied are constants of the substance: the curve of the open-circuit voltage (middle, slope, interaction, largest
/// content) and the definition of state of charge on it (fillings), with Faraday's constant and the geometry of the die.
/// The monitor is told none of this: it gets the profile of the unvaried cell.
package struct CellVariation: Sendable {
    /// The range of every factor.
    package static let range = 0.8...1.2

    /// The cell.
    package private(set) var parameters: PlantParameters
    /// What was varied and by how much, in the order of drawing.
    package private(set) var factors: [(name: String, factor: Double)] = []
    private var generator: PlantGenerator

    /// The cell that a seed alone decides.
    package init(seed: UInt64) {
        parameters = .aluconeTiS2
        generator = PlantGenerator(seed: seed)
        varyElectrolyte()
        varySodium()
        varyCoating()
        varyCathode()
    }

    private mutating func factor(_ name: String) -> Double {
        let factor = Double.random(in: CellVariation.range, using: &generator)
        factors.append((name, factor))
        return factor
    }

    private mutating func varyElectrolyte() {
        parameters.electrolyte.conductivity /= factor("electrolyte_resistance")
        parameters.electrolyte.activationEnergy *= factor("electrolyte_activation")
        parameters.electrolyte.electronicConductivity *= factor("electronic_conductivity")
    }

    private mutating func varySodium() {
        parameters.sodium.interfaceOhms *= factor("interface_resistance")
        parameters.sodium.activationEnergy *= factor("interface_activation")
        parameters.sodium.admittance *= factor("interface_admittance")
        parameters.sodium.contactLoss *= factor("contact_loss")
    }

    private mutating func varyCoating() {
        guard var coating = parameters.coating else { return }
        coating.conductivity *= factor("coating_conductivity")
        coating.sodiatedFactor *= factor("coating_sodiated_ratio")
        coating.interlayerExchange *= factor("interlayer_exchange")
        coating.dielectricOhms *= factor("dielectric_arc")
        coating.chemicalCapacitance *= factor("chemical_capacitance")
        coating.activationEnergy *= factor("coating_activation")
        parameters.coating = coating
    }

    private mutating func varyCathode() {
        guard var cathode = parameters.cathode else { return }
        cathode.milligrams *= factor("cathode_mass")
        cathode.trappedShare *= factor("trapped_share")
        cathode.exchangeCurrent *= factor("exchange_current")
        cathode.activationEnergy *= factor("exchange_activation")
        cathode.diffusionSeconds *= factor("diffusion_time")
        cathode.diffusionActivationEnergy *= factor("diffusion_activation")
        cathode.hysteresisVolts *= factor("hysteresis_volts")
        cathode.hysteresisContent *= factor("hysteresis_content")
        cathode.firstChargeCapacity *= factor("first_charge_capacity")
        parameters.layout = .full(cathode)
    }
}

import CellCore

extension ProfileFile {
    /// `[polarisation]` and, where electrodes are coated, `[coating]`.
    static func polarisation(_ root: ProfileTableReader) throws(ConfigurationError) -> Polarisation? {
        let coating = try root.table(ifPresent: "coating")
        guard let table = try root.table(ifPresent: "polarisation") else {
            guard coating == nil else {
                throw root.table.error(at: "coating", "expected a table [polarisation] beside [coating]")
            }
            return nil
        }
        return Polarisation(
            electrolyte: try part("electrolyte", table), interface: try part("interface", table),
            interfaceGrowthOhms: try table.float(ifPresent: "interface_growth_ohm", in: ProfileRange.ohms) ?? 0,
            kinetics: try part("kinetics", table), coating: try coating.map(self.coating) ?? .none,
            diffusionSeconds: try table.float(ifPresent: "diffusion_second", in: ProfileRange.diffusionSeconds) ?? 0,
            diffusionElectronvolts: try table.float(
                ifPresent: "diffusion_activation_electronvolt", in: ProfileRange.electronvolts) ?? 0,
            tolerance: try table.float("tolerance", in: ProfileRange.polarisationTolerance),
            activationTolerance: try table.float(
                ifPresent: "activation_tolerance", in: ProfileRange.activationTolerance) ?? 0)
    }

    private static func part(
        _ name: String, _ table: ProfileTableReader
    ) throws(ConfigurationError) -> ActivatedOhms {
        ActivatedOhms(
            ohms: try table.float(ifPresent: "\(name)_ohm", in: ProfileRange.ohms) ?? 0,
            electronvolts: try table.float(
                ifPresent: "\(name)_activation_electronvolt", in: ProfileRange.electronvolts) ?? 0)
    }

    private static func coating(_ table: ProfileTableReader) throws(ConfigurationError) -> CoatingPolarisation {
        guard let electrodes = try table.table.integer(ifPresent: "electrodes", in: 0...2) else {
            throw table.table.error(at: "electrodes", "expected the key electrodes in [coating]: 1 or 2 coated ones")
        }
        let coating = CoatingPolarisation(
            electrodeCount: Float(electrodes),
            dielectricOhms: try table.float("dielectric_ohm", in: ProfileRange.ohms),
            freshFilmOhms: try table.float("fresh_film_ohm", in: ProfileRange.ohms),
            activatedFilmOhms: try table.float("activated_film_ohm", in: ProfileRange.ohms),
            exchangeAmperes: try table.float("exchange_ampere", in: ProfileRange.exchangeAmperes),
            farads: try table.float("capacitance_farad", in: ProfileRange.farads),
            leastActivation: try table.float("least_activation", in: ProfileRange.activation),
            mostActivation: try table.float("most_activation", in: ProfileRange.activation),
            electronvolts: try table.float("activation_electronvolt", in: ProfileRange.electronvolts))
        guard coating.leastActivation <= coating.mostActivation else {
            throw table.table.error(
                at: "most_activation",
                "expected at least least_activation, \(coating.leastActivation), found \(coating.mostActivation)")
        }
        return coating
    }
}

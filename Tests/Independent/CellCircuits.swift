import CellPlant

/// The circuits of the reduced cells, element by element, from their parameters.
extension Circuit {
    /// Pellet and its electrons, a leak, both electrodes.
    static func symmetric(_ cell: PlantParameters, leakOhms: Double? = nil) -> Circuit {
        let equations = CellEquations(cell: cell)
        var circuit = Circuit()
        circuit.across(equations, leakOhms: leakOhms)
        circuit.resistor("pellet", "p", "e1", ohms: equations.electrolyteOhms)
        circuit.electrode("1", "e1", "e2", equations)
        circuit.electrode("2", "e2", "0", equations)
        return circuit
    }

    /// Pellet, one electrode, and TiS₂ that is everywhere as at its surface: its filling is the voltage of a capacitor.
    static func full(
        _ cell: PlantParameters, _ cathode: Cathode, filling: Double, coulombs: Double, leakOhms: Double? = nil
    ) -> Circuit {
        let equations = CellEquations(cell: cell)
        var circuit = Circuit()
        circuit.across(equations, leakOhms: leakOhms)
        circuit.meter("cell", "p", "t0")
        let logarithm = cathode.interaction * CellEquations.thermalVolts
        circuit.source(
            "open", "t0", "t1",
            volts: "\(cathode.middleVolts) - \(cathode.slopeVolts)*(v(y)-0.5) + \(logarithm)*ln((1-v(y))/v(y))"
                + " - 1.2*exp((v(y)-1)/0.012) + 0.6*exp(-v(y)/0.012)")
        circuit.source(
            "transfer", "t1", "e0",
            volts: "\(2 * CellEquations.thermalVolts)*asinh(i(Vcell)/\(equations.transferAmperes(cathode)))")
        circuit.capacitor("filling", "y", "0", farads: 1, volts: filling)
        circuit.source("filling", "y", "0", amperes: "i(Vcell)/\(coulombs)")
        circuit.resistor("pellet", "e0", "e1", ohms: equations.electrolyteOhms)
        circuit.electrode("1", "e1", "0", equations)
        return circuit
    }

    private mutating func across(_ equations: CellEquations, leakOhms: Double?) {
        if equations.cell.electrolyte.electronicConductivity > 0 {
            resistor("electrons", "p", "0", ohms: equations.electronicOhms)
        }
        if let leakOhms { resistor("leak", "p", "0", ohms: leakOhms) }
    }

    /// Interface, and with a coating its dielectric arc and film with interlayer beside the chemical capacitance.
    private mutating func electrode(_ name: String, _ from: String, _ to: String, _ equations: CellEquations) {
        guard let coating = equations.cell.coating else {
            return interface(name, from, to, equations)
        }
        interface(name, from, "i\(name)", equations)
        resistor("arc\(name)", "i\(name)", "d\(name)", ohms: coating.dielectricOhms)
        resistor("film\(name)", "d\(name)", "h\(name)", ohms: equations.filmOhms(coating))
        source(
            "hybrid\(name)", "h\(name)", to,
            amperes: "\(equations.interlayerAmperes(coating))*sinh(v(h\(name),\(to))/\(2 * CellEquations.thermalVolts))"
        )
        capacitor("slow\(name)", "d\(name)", to, farads: equations.chemicalFarads(coating))
    }

    private mutating func interface(_ name: String, _ from: String, _ to: String, _ equations: CellEquations) {
        resistor("interface\(name)", from, to, ohms: equations.interfaceOhms)
        capacitor("interface\(name)", from, to, farads: equations.interfaceFarads)
    }
}

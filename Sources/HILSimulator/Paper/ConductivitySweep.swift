import CellPlant

/// Conductivity from In | electrolyte | In, where the spectrum is least imaginary, from −15 to 35 °C. Source: G12, G13.
struct ConductivitySweep {
    /// The electrolyte at one temperature.
    struct Point {
        var celsius: Double
        var ohms: Double
        /// In S/cm.
        var conductivity: Double
        var kelvin: Double { 273.15 + celsius }
    }

    let points: [Point]
    /// The temperature at which the paper quotes its conductivities.
    var room: Point? { points.first { $0.celsius == 25 } }

    init(_ start: PaperCell, celsius: [Double] = [-15, -5, 5, 15, 25, 35]) throws(SimulationError) {
        var cell = start
        var points: [Point] = []
        for celsius in celsius {
            try cell.rest(hours: 2, kelvin: 273.15 + celsius)
            let ohms = try ConductivitySweep.intercept(cell)
            let pellet = cell.plant.parameters.electrolyte
            points.append(
                Point(celsius: celsius, ohms: ohms, conductivity: pellet.thickness / (ohms * pellet.area)))
        }
        self.points = points
    }

    /// Activation energy in eV: from ln σ, or from ln σT as many authors do (kT, 0.025 eV, more).
    func activationEnergy(timesTemperature: Bool) -> Double {
        let line = points.map { point in
            (
                x: 1 / point.kelvin,
                y: PaperMath.log10(point.conductivity * (timesTemperature ? point.kelvin : 1))
            )
        }
        // Boltzmann's constant in eV/K times ln 10.
        return -PaperMath.slope(line) * 8.617_333_262e-5 * 2.302_585_093
    }

    private static func intercept(_ cell: PaperCell) throws(SimulationError) -> Double {
        let points = try cell.spectrum(to: 1e4, pointsPerDecade: 40)
        return points.min { $0.ohms.imaginary.magnitude < $1.ohms.imaginary.magnitude }?.ohms.real ?? .nan
    }
}

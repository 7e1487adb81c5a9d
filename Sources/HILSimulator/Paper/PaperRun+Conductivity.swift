import CellPlant

extension PaperRun {
    /// Conductivity of both electrolytes, −15…35 °C, and the figure of S4.
    mutating func addConductivity() throws(SimulationError) {
        var figure = PaperFigure(
            "s4-arrhenius", "Conductivity of Na_3SbS_4 and Na_3PS_4 from spectra of In | electrolyte | In",
            x: .init("1000/{/:Italic T}", "K^{−1}", key: "inverse_temperature_per_kilokelvin"),
            y: .init("log_{10} ({/:Italic σT} / S cm^{−1} K)", "", key: "log10_siemens_kelvin_per_centimetre"))
        let cells = [("blocking", 1.1e-3, [80: 81.0, 120: 121.5]), ("blocking-na3ps4", 8e-5, [80: 1114, 120: 1671])]
        for (index, (name, paper, ohms)) in cells.enumerated() {
            let sweep = try ConductivitySweep(bench.cell(name))
            add(.conductivity(name, paper), sweep.room?.conductivity ?? .nan)
            for (milligrams, paper) in ohms.sorted(by: { $0.key < $1.key }) {
                let cell = try bench.cell(name, electrolyteMilligrams: Double(milligrams))
                let pellet = try ConductivitySweep(cell, celsius: [25])
                add(.pellet(name, milligrams: milligrams, paper), pellet.room?.ohms ?? .nan)
            }
            let label = index == 0 ? "Na_3SbS_4" : "Na_3PS_4"
            let ofSigma = PaperMath.fixed(sweep.activationEnergy(timesTemperature: false), 3)
            let ofSigmaT = PaperMath.fixed(sweep.activationEnergy(timesTemperature: true), 3)
            figure.add(
                "\(label): {/:Italic E}_a = \(ofSigma) eV from ln {/:Italic σ}, "
                    + "\(ofSigmaT) eV from ln {/:Italic σT}",
                color: index,
                sweep.points.map { (1000 / $0.kelvin, PaperMath.log10($0.conductivity * $0.kelvin)) },
                style: "linespoints lw 2 pt \(index == 0 ? 7 : 5) ps 1.2")
        }
        let tics = stride(from: -15, through: 35, by: 10).map {
            "'\($0 < 0 ? "−" : "")\(abs($0))' \(1000 / (273.15 + Double($0)))"
        }
        figure.commands = [
            "set xrange [3.2:3.92]", "set x2range [3.2:3.92]", "set yrange [-3:0.2]", "set border 7", "set tmargin 6",
            "set title offset 0,0.8",
            "set x2tics (\(tics.joined(separator: ", "))) nomirror out scale 0.6", "set x2label 'temperature / °C'",
            "set key bottom left",
            "set label 'paper, 25 °C: 1.1 mS/cm' at 3.354,-0.33 left offset 0.5,1.1 tc rgb '#333333'",
            "set label 'paper, 25 °C: 0.08 mS/cm' at 3.354,-1.6225 left offset 0.5,1.1 tc rgb '#333333'",
        ]
        figure.add(
            "numbers of the text", color: 6,
            [(1.1e-3, 298.15), (8e-5, 298.15)].map { (1000 / $0.1, PaperMath.log10($0.0 * $0.1)) },
            style: "points pt 6 ps 2.4 lw 1.5")
        add(figure)
    }
}

import ArgumentParser

struct ImpedanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "impedance", abstract: "Analyses impedance spectra.",
        subcommands: [
            ImpedanceFit.self, ImpedanceRelaxation.self, ImpedancePlot.self, ImpedanceExport.self,
        ])
}

import ArgumentParser

@main
struct CellSim: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cellsim",
        abstract:
            "Simulates a sodium cell with its monitor: as a USB device to attach, or as a scenario with a verdict.",
        version: "0.1.0",
        subcommands: [Serve.self, Run.self, Scenarios.self, Paper.self, Budget.self, PopulationCommand.self])
}

import CellData
import CellPlant

/// Why a simulation did not run.
public enum SimulationError: Error, Equatable, Sendable, CustomStringConvertible {
    case unknownCell(String)
    /// There is such a cell, but the monitor has no profile of that name.
    case noProfile(String)
    case plant(PlantError)
    case configuration(ConfigurationError)
    case file(RecordError)
    case server(USBIPServerError)
    /// The firmware in the simulator did not do what a host waits for; carries what.
    case firmware(String)
    /// The pictures of a run could not be drawn.
    case plot(GnuplotError)

    /// One clause, without a full stop.
    public var description: String {
        switch self {
        case .unknownCell(let name):
            "there is no cell \(name); there are \(SimulatedCell.names.joined(separator: ", "))"
        case .noProfile(let name): "the monitor has no profile \(name), so nothing can watch that cell"
        case .plant(let error): "the simulated cell refused: \(error)"
        case .configuration(let error): error.description
        case .file(let error): error.description
        case .server(let error): error.description
        case .firmware(let what): "the simulated firmware failed: \(what)"
        case .plot(let error): error.description
        }
    }
}

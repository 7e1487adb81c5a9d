import CellCore
import CellData

/// The profile that a replay runs under.
enum ProfileChoice {
    /// The names of those that are built in.
    static var names: String {
        (0..<CellProfile.builtInCount).compactMap { CellProfile.builtInName($0)?.description }.joined(separator: ", ")
    }

    static func named(_ name: String) throws(CommandFailure) -> CellProfile {
        guard let name = ProfileName(text: name), let profile = CellProfile.builtIn(named: name) else {
            throw .usage("there is no profile \"\(name)\"; give one of those built in: \(names)")
        }
        return profile
    }

    static func ofRecording(_ name: ProfileName, file: String) throws(CommandFailure) -> CellProfile {
        guard let profile = CellProfile.builtIn(named: name) else {
            throw CommandFailure(
                "\(file): the recording was made under the profile \"\(name.text)\", which is not built in; "
                    + "give one of \(names) with --profile", code: 65)
        }
        return profile
    }
}

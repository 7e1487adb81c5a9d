import CellCore
import CellData

/// The profile that a command works with.
enum ProfileChoice {
    /// The names of those that are built in.
    static var names: String { ProfileFile.builtInNames }

    /// The built-in profile of that name, or the file at that path.
    static func named(_ name: String) throws(CommandFailure) -> CellProfile {
        do throws(ProfileLoadError) {
            return try ProfileFile.load(name)
        } catch {
            throw CommandFailure(error.description, code: error.exitStatus)
        }
    }

    static func ofRecording(_ name: ProfileName, file: String) throws(CommandFailure) -> CellProfile {
        guard let profile = CellProfile.builtIn(named: name) else {
            throw CommandFailure(
                "\(file): the recording was made under the profile \"\(name.text)\", which is not built in; "
                    + "give its file or one of \(names) with --profile", code: 65)
        }
        return profile
    }
}

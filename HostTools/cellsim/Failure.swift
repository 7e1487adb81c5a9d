import ArgumentParser
import CellCore
import CellData
import Foundation
import HILSimulator

/// An error with its exit code: one sentence on standard error.
struct Failure: Error {
    let exitCode: Int32
    let message: String

    init(_ exitCode: Int32, _ message: String) {
        self.exitCode = exitCode
        self.message = message
    }

    /// 65 bad data, 66 no such file, 74 file or socket, 70 what should not happen.
    init(_ error: SimulationError) {
        switch error {
        case .unknownCell: self.init(64, error.description)
        case .configuration: self.init(65, error.description)
        case .file(let record): self.init(record.exitStatus, error.description)
        case .server: self.init(74, error.description)
        case .noProfile, .plant, .firmware, .plot: self.init(70, error.description)
        }
    }

    init(_ error: ProfileLoadError) { self.init(error.exitStatus, "--profile: \(error)") }

    /// The profile that an option names, nil for none.
    static func profile(_ option: String?) throws -> CellProfile? {
        guard let option else { return nil }
        do throws(ProfileLoadError) {
            return try ProfileFile.load(option)
        } catch {
            throw Failure(error)
        }
    }

    /// Runs a command's work; a failure is printed and becomes the exit code.
    static func handled(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch let failure as Failure {
            try failure.exit()
        } catch let error as SimulationError {
            try Failure(error).exit()
        }
    }

    private func exit() throws -> Never {
        FileHandle.standardError.write(Data("cellsim: \(message)\n".utf8))
        throw ExitCode(exitCode)
    }
}

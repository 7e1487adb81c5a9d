import Foundation

/// Why a plot was not drawn.
public enum PlotError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no program `gnuplot` on the search path.
    case notInstalled
    /// It could not be started; carries the reason.
    case notStarted(String)
    /// It took longer than this many seconds.
    case timedOut(seconds: Int)
    /// It failed; carries its status and the line that says why.
    case failed(status: Int32, text: String)

    /// One clause, without a full stop.
    public var description: String {
        switch self {
        case .notInstalled: "gnuplot is not installed (Debian: apt-get install gnuplot-nox)"
        case .notStarted(let reason): "gnuplot could not be started: \(reason)"
        case .timedOut(let seconds): "gnuplot took longer than \(seconds) s"
        case .failed(let status, let text): "gnuplot ended with \(status): \(text)"
        }
    }
}

/// Runs gnuplot on a script, with a limit of time.
///
/// ```swift
/// try PlotProgram.run("set terminal svg\nset output 'sine.svg'\nplot sin(x)")
/// ```
public enum PlotProgram {
    /// Runs a script to its end, at most `seconds`; then gnuplot is killed.
    ///
    /// - Parameter searchPath: folders separated by colons, as in `PATH`, which is the default.
    public static func run(
        _ script: String, seconds: Int = 30, searchPath: String? = ProcessInfo.processInfo.environment["PATH"]
    ) throws(PlotError) {
        let folders = (searchPath ?? "").split(separator: ":")
        let places = folders.map { "\($0)/gnuplot" }
        guard let program = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw .notInstalled
        }
        // Files, not pipes: none can fill, and a program that ends early does not end us with a signal.
        let base = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        let (input, notices) = (base.appendingPathExtension("gnuplot"), base.appendingPathExtension("txt"))
        defer { for file in [input, notices] { try? FileManager.default.removeItem(at: file) } }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = [input.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do {
            try Data(script.utf8).write(to: input)
            try Data().write(to: notices)
            process.standardError = try FileHandle(forWritingTo: notices)
            try process.run()
        } catch {
            throw .notStarted("\(error.localizedDescription)")
        }
        guard ended.wait(timeout: .now() + .seconds(seconds)) == .success else {
            kill(process.processIdentifier, SIGKILL)
            _ = ended.wait(timeout: .now() + .seconds(5))
            throw .timedOut(seconds: seconds)
        }
        guard process.terminationStatus == 0 else {
            throw .failed(status: process.terminationStatus, text: reason(notices))
        }
    }

    /// The first line that is words: gnuplot repeats the input and points at the place before it says what is wrong.
    private static func reason(_ file: URL) -> String {
        guard let handle = try? FileHandle(forReadingFrom: file), let data = try? handle.read(upToCount: 65_536) else {
            return "it said nothing"
        }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        return (lines.first { $0.contains("line ") } ?? lines.last ?? "it said nothing")
            .trimmingCharacters(in: .whitespaces)
    }
}

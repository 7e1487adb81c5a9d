import Foundation

/// Why a plot was not drawn.
public enum GnuplotError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no program `gnuplot` on the search path.
    case notInstalled
    /// It could not be started; carries the reason.
    case notStarted(String)
    /// It took longer than this many seconds.
    case timedOut(seconds: Int)
    /// It failed; carries its status and the first line that it said.
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
/// try Gnuplot.run("set terminal svg\nset output 'sine.svg'\nplot sin(x)")
/// ```
public enum Gnuplot {
    /// Runs a script to its end, at most `seconds`; then gnuplot is killed.
    ///
    /// - Parameter searchPath: folders separated by colons, as in `PATH`, which is the default.
    public static func run(
        _ script: String, seconds: Int = 30, searchPath: String? = ProcessInfo.processInfo.environment["PATH"]
    ) throws(GnuplotError) {
        guard let program = program(searchPath) else { throw .notInstalled }
        let process = Process()
        process.executableURL = URL(filePath: program)
        // A file, not a pipe: a gnuplot that ends early would end us with a signal while we write.
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).gnuplot")
        defer { try? FileManager.default.removeItem(at: file) }
        process.arguments = [file.path]
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = output
        let said = Said()
        output.fileHandleForReading.readabilityHandler = { said.take($0) }
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do {
            try Data(script.utf8).write(to: file)
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
            said.waitForEnd()
            throw .failed(status: process.terminationStatus, text: said.firstLine)
        }
    }

    private static func program(_ searchPath: String?) -> String? {
        let folders = (searchPath ?? "").split(separator: ":")
        return folders.map { "\($0)/gnuplot" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// What the program says on standard error; read as it comes, so that a full pipe does not stop it.
    private final class Said: @unchecked Sendable {
        private let lock = NSLock()
        private let end = DispatchSemaphore(value: 0)
        private var bytes = Data()

        func take(_ handle: FileHandle) {
            let part = handle.availableData
            guard !part.isEmpty else {
                handle.readabilityHandler = nil
                end.signal()
                return
            }
            lock.withLock { if bytes.count < 65_536 { bytes.append(part) } }
        }

        func waitForEnd() { _ = end.wait(timeout: .now() + .seconds(2)) }

        /// The first line that is words: gnuplot repeats the input and points at the place before it says what is wrong.
        var firstLine: String {
            let lines = String(decoding: lock.withLock { bytes }, as: UTF8.self).split(separator: "\n")
            let word = lines.first { $0.contains("line ") } ?? lines.last ?? "it said nothing"
            return word.trimmingCharacters(in: .whitespaces)
        }
    }
}

import Foundation

/// What went wrong with an independent program.
enum SubprocessError: Error, CustomStringConvertible {
    case cannotStart(String, reason: String)
    case timedOut(String, seconds: Double)
    case failed(String, code: Int32, notices: String)
    case unreadable(String, line: String)

    var description: String {
        switch self {
        case .cannotStart(let program, let reason): "\(program) cannot be started: \(reason)"
        case .timedOut(let program, let seconds): "\(program) has not ended within \(seconds) s"
        case .failed(let program, let code, let notices): "\(program) ended with \(code): \(notices)"
        case .unreadable(let program, let line): "\(program) gave a line that is no row of numbers: \(line)"
        }
    }
}

/// A run of another program with a time limit. Its streams are files, so that no pipe can fill.
enum Subprocess {
    /// Runs a program in a folder of its own, which `prepare` fills and `collect` reads before it is removed.
    static func run<Result>(
        _ program: URL, _ arguments: [String], input: Data = Data(), limit seconds: Double = 120,
        prepare: (URL) throws -> Void = { _ in }, collect: (_ folder: URL, _ output: String) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "agreement-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let streams = ["input", "output", "notices"].map { folder.appending(path: $0) }
        for stream in streams { try (stream == streams[0] ? input : Data()).write(to: stream) }
        try prepare(folder)

        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(["PYBAMM_DISABLE_TELEMETRY": "true"]) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: streams[0])
        process.standardOutput = try FileHandle(forWritingTo: streams[1])
        process.standardError = try FileHandle(forWritingTo: streams[2])
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        let name = program.lastPathComponent
        do { try process.run() } catch {
            throw SubprocessError.cannotStart(name, reason: error.localizedDescription)
        }
        if ended.wait(timeout: .now() + seconds) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            throw SubprocessError.timedOut(name, seconds: seconds)
        }
        guard process.terminationStatus == 0 else {
            let notices = try streams[1...].map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
            throw SubprocessError.failed(
                name, code: process.terminationStatus, notices: String(notices.joined().suffix(2_000)))
        }
        return try collect(folder, String(decoding: try Data(contentsOf: streams[1]), as: UTF8.self))
    }

    /// Rows of numbers, parted by blanks or commas.
    static func rows(_ text: String, from program: String) throws -> [[Double]] {
        try text.split(whereSeparator: \.isNewline).map { line in
            let fields = line.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\t" })
            let numbers = fields.compactMap { Double($0) }
            guard numbers.count == fields.count, numbers.allSatisfy(\.isFinite) else {
                throw SubprocessError.unreadable(program, line: String(line))
            }
            return numbers
        }
    }
}

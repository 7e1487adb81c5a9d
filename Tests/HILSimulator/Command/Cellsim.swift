import Foundation
import Testing

/// The command in a process of its own, which is killed when the test is over.
final class Cellsim {
    private static var program: URL? {
        Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "cellsim")
    }

    static var isBuilt: Bool { program.map { FileManager.default.isExecutableFile(atPath: $0.path) } ?? false }

    private let process = Process()
    private let standardOutput = Pipe()
    private let standardError = Pipe()
    private let ended = DispatchSemaphore(value: 0)
    /// Standard output and error, complete when `status` has returned.
    private(set) var output = ""
    private(set) var errors = ""

    init(_ arguments: [String], searchPath: String? = nil) throws {
        let program = try #require(Self.program)
        process.executableURL = program
        process.arguments = arguments
        if let searchPath {
            var environment = ProcessInfo.processInfo.environment
            environment["PATH"] = searchPath
            process.environment = environment
        }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = standardOutput
        process.standardError = standardError
        let ended = ended
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// The port that a serving line names.
    static func port(in line: String) -> UInt16? {
        line.firstMatch(of: /127\.0\.0\.1:([0-9]+)"/).flatMap { UInt16($0.1) }
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// The next line of output, as soon as it is there; what there is after 20 s.
    func line() -> String {
        let descriptor = standardOutput.fileHandleForReading.fileDescriptor
        var bytes: [UInt8] = []
        while true {
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            var byte: UInt8 = 0
            guard poll(&entry, 1, 20_000) > 0, read(descriptor, &byte, 1) == 1, byte != 10 else { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Waits for the end; nil when it has to be killed because it takes longer.
    func status(seconds: Int) -> Int32? {
        let reader = DispatchQueue(label: "errors")
        let limit = DispatchTime.now() + .seconds(seconds)
        let alarm = DispatchWorkItem { [process] in kill(process.processIdentifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: limit, execute: alarm)
        let errorHandle = standardError.fileHandleForReading
        nonisolated(unsafe) var errorBytes = Data()
        reader.async { errorBytes = errorHandle.readDataToEndOfFile() }
        output = String(decoding: standardOutput.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        reader.sync {}
        errors = String(decoding: errorBytes, as: UTF8.self)
        let hasEnded = ended.wait(timeout: limit + .seconds(5)) == .success
        alarm.cancel()
        guard hasEnded, process.terminationReason == .exit else { return nil }
        return process.terminationStatus
    }
}

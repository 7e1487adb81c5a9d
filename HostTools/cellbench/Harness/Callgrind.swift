import Foundation

/// Counts instructions by running this program again under valgrind's callgrind, one profile a call of a function.
///
/// The counts are of x86-64 or arm64 instructions as the machine has them, the C library's included, and repeat to the
/// instruction: neighbours on the machine do not show in them.
struct Callgrind {
    private let folder: String
    private let program: String
    private let symbols: [String]

    /// Why instructions cannot be counted here.
    enum Unavailable: Error, CustomStringConvertible {
        case missing(String)
        case failed(String)

        var description: String {
            switch self {
            case .missing(let tool): "\(tool) is not installed (apt-get install valgrind binutils)"
            case .failed(let what): what
            }
        }
    }

    /// Puts a copy of this program without debug information into `folder`: valgrind 3.19 cannot read Swift's.
    init(folder: String) throws {
        self.folder = folder
        program = folder + "/cellbench"
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
        for tool in ["valgrind", "strip", "nm"] where Callgrind.path(of: tool) == nil {
            throw Unavailable.missing(tool)
        }
        _ = try Callgrind.output(of: "strip", ["-g", "-o", program, own])
        symbols = try Callgrind.output(of: "nm", [program]).split(separator: "\n").compactMap {
            $0.split(separator: " ").last.map(String.init)
        }
    }

    /// Instructions of each operation, a value a call of the work's function.
    func count(_ work: CountedWork) throws -> [Double] {
        guard let symbol = symbols.first(where: { $0.contains(work.function) }) else {
            throw Unavailable.failed("there is no function \(work.function) in \(program)")
        }
        let base = "\(folder)/\(work.name)"
        _ = try Callgrind.output(
            of: "valgrind",
            [
                "--tool=callgrind", "--callgrind-out-file=\(base)", "--collect-atstart=no",
                "--toggle-collect=\(symbol)", "--dump-after=\(symbol)", program, "--count", work.name,
            ])
        var values: [Double] = []
        while let text = try? String(contentsOfFile: "\(base).\(values.count + 1)", encoding: .utf8) {
            try FileManager.default.removeItem(atPath: "\(base).\(values.count + 1)")
            guard let total = text.split(separator: "\n").first(where: { $0.hasPrefix("totals: ") }),
                let count = Double(total.dropFirst(8))
            else { throw Unavailable.failed("callgrind wrote no total for \(work.name)") }
            values.append(count / Double(work.operations))
        }
        guard !values.isEmpty else { throw Unavailable.failed("callgrind saw no call of \(work.function)") }
        return values
    }

    private static func path(of tool: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(tool)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func output(of tool: String, _ arguments: [String]) throws -> String {
        guard let path = path(of: tool) else { throw Unavailable.missing(tool) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let limit = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: limit)
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        limit.cancel()
        guard process.terminationStatus == 0 else {
            throw Unavailable.failed("\(tool) ended with \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

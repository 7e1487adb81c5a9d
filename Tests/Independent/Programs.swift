import Foundation

/// The independent programs and where they are, found once.
enum Programs {
    /// The circuit simulator; nil where it is not installed.
    static let ngspice: URL? = search("ngspice")

    /// A Python that has the PyBaMM of `requirements.txt`: that of `make compare` in `.build-compare`, else the system's;
    /// nil where there is none.
    static let pybamm: URL? = {
        let own = package.appending(path: ".build-compare/bin/python")
        let candidates = [FileManager.default.isExecutableFile(atPath: own.path) ? own : nil, search("python3")]
        let question = """
            import importlib.metadata, sys
            sys.exit('pybamm==' + importlib.metadata.version('pybamm') not in open(sys.argv[1]).read().split())
            """
        let requirements = scripts.appending(path: "requirements.txt").path
        return candidates.compactMap { $0 }.first { python in
            (try? Subprocess.run(python, ["-c", question, requirements], limit: 20) { _, _ in true }) ?? false
        }
    }()

    /// The scripts for PyBaMM.
    static let scripts = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts")

    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static var hasNgspice: Bool { has(ngspice, "ngspice", "it is not installed: apt-get install ngspice") }

    static var hasPyBaMM: Bool {
        has(pybamm, "PyBaMM", "the release of requirements.txt is not installed: make compare")
    }

    private static func has(_ program: URL?, _ name: String, _ reason: String) -> Bool {
        if program == nil { print("\(Agreement.prefix)skipped | \(name) | \(reason)") }
        return program != nil
    }

    private static func search(_ name: String) -> URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let places = folders.map { URL(filePath: String($0)).appending(path: name) }
        return places.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}

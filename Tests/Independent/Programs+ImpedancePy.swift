import Foundation

extension Programs {
    /// The Python of `make compare-impedance`, which has impedance.py; nil where that has not run.
    static let impedancePy: URL? = {
        let package = scripts.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let python = package.appending(path: ".build-compare-impedance/bin/python")
        return FileManager.default.isExecutableFile(atPath: python.path) ? python : nil
    }()

    static var hasImpedancePy: Bool { impedancePy != nil }
}

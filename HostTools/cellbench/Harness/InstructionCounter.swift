import Foundation

/// Adds instruction counts to sections, as far as the machine can count them.
struct InstructionCounter {
    private let folder: String
    private var callgrind: Callgrind?
    /// Why there are no counts, where they were wanted.
    private(set) var reason: String?

    init(isWanted: Bool) {
        folder = NSTemporaryDirectory() + "/cellbench-\(getpid())-callgrind"
        guard isWanted else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            callgrind = try Callgrind(folder: folder)
        } catch {
            reason = "\(error)"
        }
    }

    /// Runs the counted works of a section and puts their figures behind the times.
    mutating func add(to section: inout Section) {
        guard let callgrind else { return }
        for work in CountedWork.all where work.benchmark == section.name {
            do {
                section.figures.append(Figure("instructions: \(work.label)", .instructions, try callgrind.count(work)))
            } catch {
                reason = "\(error)"
            }
        }
    }

    /// Removes what was written.
    func end() { try? FileManager.default.removeItem(atPath: folder) }
}

import CellData
import Foundation

/// `size`: what `HostTools/checks/portable.sh` compiled last, as `size` of binutils sees it.
enum SizeBenchmark {
    private static let folder = ".build-portable"

    /// The object code of the portable modules; nil where it has not been built, or `size` is missing.
    static func section() -> Section? {
        guard
            let files = try? FileManager.default.contentsOfDirectory(atPath: folder).filter({ $0.hasSuffix(".o") }),
            !files.isEmpty
        else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/size")
        process.arguments = files.sorted().map { "\(folder)/\($0)" }
        let pipe = Pipe()
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return nil }
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()

        var section = Section(
            name: "size", title: "code and tables of the portable modules, x86-64, -Osize, before linking")
        for line in output.split(separator: "\n").dropFirst() {
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard fields.count >= 6, let text = Double(fields[0]), let data = Double(fields[1]) else { continue }
            let module = fields[5].split(separator: "/").last.map { String($0.dropLast(2)) } ?? ""
            section.figures.append(Figure(module, .bytes, [text + data]))
        }
        section.text = [
            "A firmware links less: unused and unspecialised functions are in it. No flash sizes yet."
        ]
        return section
    }
}

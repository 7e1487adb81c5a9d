import Foundation

/// How far a replay has come, on a terminal's standard error; silent in a pipe.
final class Progress {
    private static let rowsBetweenLooks = 16_384

    private let isShown = isatty(2) == 1
    private let name: String
    private let output: StandardOutput
    private let started = ContinuousClock.now
    private var lastShown = ContinuousClock.now
    private var isOnScreen = false

    init(file: String, output: StandardOutput) {
        name = Printable.text((file as NSString).lastPathComponent)
        self.output = output
    }

    /// True when it is worth looking at the clock.
    @inline(__always)
    func isDue(atRow row: Int) -> Bool { isShown && row & (Progress.rowsBetweenLooks - 1) == 0 }

    /// Shows share of the file, rows and rows a second, five times a second.
    func show(_ bytes: Int, of length: Int?, rows: Int) throws(CommandFailure) {
        let now = ContinuousClock.now
        guard now - lastShown >= .milliseconds(200) else { return }
        lastShown = now
        if !output.isEmpty {
            clear()
            try output.flush()
        }
        let seconds = max((now - started) / .seconds(1), 1e-3)
        let share = length.flatMap { $0 > 0 ? "\(min(bytes * 100 / $0, 100)) %  " : nil } ?? ""
        let rate = String(format: "%.1f million rows/s", Double(rows) / seconds / 1e6)
        emit("\r\(name)  \(share)\(Wording.count(rows)) rows  \(rate)\u{1B}[K")
        isOnScreen = true
    }

    /// Takes the line off the screen.
    func clear() {
        guard isOnScreen else { return }
        isOnScreen = false
        emit("\r\u{1B}[K")
    }

    private func emit(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

import Foundation
import Synchronization

/// Cursor and echo of the terminal while a live table stands on it.
enum TerminalState {
    // Written once before the signals are taken over, only read after that.
    nonisolated(unsafe) private static var original = termios()
    private static let hasOriginal = Atomic(false)
    private static let isChanged = Atomic(false)

    /// Remembers how the terminal is set.
    static func prepare() {
        if tcgetattr(0, &original) == 0 { hasOriginal.store(true, ordering: .relaxed) }
        _ = isChanged.load(ordering: .relaxed)
    }

    /// Hides the cursor, and what is typed, which would tear the table. False when that was done already.
    static func enter() -> Bool {
        guard !isChanged.exchange(true, ordering: .relaxed) else { return false }
        if hasOriginal.load(ordering: .relaxed) {
            var quiet = original
            quiet.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(0, TCSANOW, &quiet)
        }
        emit("\u{1B}[?25l")
        return true
    }

    /// Undoes `enter`; safe in a signal handler.
    static func restore() {
        guard isChanged.exchange(false, ordering: .relaxed) else { return }
        emit("\u{1B}[?25h")
        if hasOriginal.load(ordering: .relaxed) { tcsetattr(0, TCSANOW, &original) }
    }

    /// Columns and rows; 80 × 24 where the terminal does not say.
    static var size: (columns: Int, rows: Int) {
        var window = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else { return (80, 24) }
        return (Int(window.ws_col), Int(window.ws_row))
    }

    private static func emit(_ sequence: StaticString) {
        _ = write(1, sequence.utf8Start, sequence.utf8CodeUnitCount)
    }
}

import Foundation

/// Standard output, a line at a time; ends the program quietly when nobody reads any more.
enum Output {
    static func line(_ text: String) {
        var bytes = Array(text.utf8)
        bytes.append(10)
        var offset = 0
        while offset < bytes.count {
            let written = bytes[offset...].withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                exit(errno == EPIPE ? 0 : 74)
            }
            offset += written
        }
    }

    /// Progress on standard error, in place, on a terminal alone.
    static func progress(_ text: String?) {
        guard isatty(2) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text ?? "")".utf8))
    }

    /// Columns of the terminal that standard output is, 100 when it is none; at least 60.
    static var columns: Int {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return max(Int(size.ws_col), 60)
    }
}

import Foundation

/// Standard output: collected, written when there is enough or when someone should see it.
final class StandardOutput {
    private static let enough = 65_536

    private var held: [UInt8] = []
    private let descriptor: Int32 = 1

    /// True when a person looks at it.
    let isTerminal = isatty(1) == 1

    /// Adds a line.
    func line(_ text: String) throws(CommandFailure) {
        write(text)
        held.append(0x0A)
        if held.count >= StandardOutput.enough { try flush() }
    }

    /// Adds text as it is.
    func write(_ text: String) { held.append(contentsOf: text.utf8) }

    /// True while something waits to be written.
    var isEmpty: Bool { held.isEmpty }

    /// Writes what is held.
    func flush() throws(CommandFailure) {
        var start = 0
        while start < held.count {
            let count = held.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, held.count - start)
            }
            if count >= 0 {
                start += count
            } else if errno != EINTR {
                let reason = String(cString: strerror(errno))
                held = []
                throw CommandFailure("cannot write to standard output: \(reason); make room there", code: 74)
            }
        }
        held.removeAll(keepingCapacity: true)
    }
}

/// A line at the start of a file, as text.
struct HeaderLine {
    /// The line as UTF-8, or as Latin-1 where it is no UTF-8 (µ and ° of older programs).
    let text: String
    /// Its fields without the blanks and quotation marks around them.
    let labels: [String]

    init(_ line: Line, delimiter: UInt8 = ASCII.comma) {
        text = HeaderLine.decode(line.bytes)
        var labels: [String] = []
        var cursor = line.start
        while true {
            let start = cursor
            if !skipField(&cursor, end: line.end, delimiter: delimiter) { cursor = line.end }
            labels.append(HeaderLine.decode(trimmed(start, cursor)))
            if cursor == line.end { break }
            cursor += 1
        }
        self.labels = labels
    }

    /// True for the header of an impedance spectrum: a column of frequency and one of impedance.
    var isSpectrum: Bool {
        let labels = text.lowercased().split { $0 == "," || $0 == "\t" || $0 == ";" }.map { $0.trimmingPrefix("\"") }
        let impedances = ["real impedance", "real_impedance", "re(z)", "z_re", "zre", "z'", "|z|", "impedance"]
        return labels.contains { $0.hasPrefix("freq") }
            && labels.contains { label in impedances.contains { label.hasPrefix($0) } }
    }

    /// The start of the line for a message, unprintable characters replaced.
    var excerpt: String {
        let shown = String(text.unicodeScalars.prefix(60).map { $0.value < 0x20 ? " " : Swift.Character($0) })
        return text.unicodeScalars.count > 60 ? shown + "…" : shown
    }

    static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}

/// The header of a record, found.
struct HeaderScan {
    var format: RecordFormat
    var layout: RecordLayout
    var line: Int

    /// A header stands within this many lines, also that of a spectrum, which is looked for to say what it is.
    private static let lineLimit = 200

    /// Reads lines until one is the header of a known format.
    static func find(in source: inout LineSource, options: RecordOptions) throws(RecordError) -> HeaderScan {
        var first: (line: Int, excerpt: String)?
        var textLines = 0
        while textLines < lineLimit, let line = try source.next() {
            if line.isBlank { continue }
            if line.bytes.prefix(4096).contains(0) || line.bytes.prefix(2).elementsEqual([0xFF, 0xFE])
                || line.bytes.prefix(2).elementsEqual([0xFE, 0xFF])
            {
                throw .content(RecordPlace(file: source.name, line: line.number, column: 1), .notText)
            }
            let header = HeaderLine(line)
            for format in RecordFormat.all where textLines <= format.preambleLimit {
                if let layout = try layout(format, header, options, source.name, line.number) {
                    return HeaderScan(format: format, layout: layout, line: line.number)
                }
            }
            if header.isSpectrum {
                throw .content(RecordPlace(file: source.name, line: line.number, column: 1), .impedanceSpectrum)
            }
            if first == nil { first = (line.number, header.excerpt) }
            textLines += 1
        }
        guard let first else { throw .content(RecordPlace(file: source.name, line: 1, column: 1), .empty) }
        throw .content(
            RecordPlace(file: source.name, line: first.line, column: 1), .unknownFormat(found: first.excerpt))
    }

    private static func layout(
        _ format: RecordFormat, _ header: HeaderLine, _ options: RecordOptions, _ file: String, _ line: Int
    ) throws(RecordError) -> RecordLayout? {
        do throws(RecordFault) {
            return try format.layout(header.labels, options)
        } catch {
            // A spectrum in BDF has a time but neither voltage nor current.
            let fault: RecordFault =
                if case .missingColumns = error, header.isSpectrum { .impedanceSpectrum } else { error }
            throw .content(RecordPlace(file: file, line: line, column: column(of: fault, header.labels)), fault)
        }
    }

    /// 1-based place of the column that a fault is about; 1 where it is about none.
    private static func column(of fault: RecordFault, _ labels: [String]) -> Int {
        switch fault {
        case .repeatedColumn(let name, _): (labels.lastIndex(of: name) ?? 0) + 1
        case .unknownUnit(let name, _, _): (labels.firstIndex(of: name) ?? 0) + 1
        default: 1
        }
    }
}

/// Reads an impedance spectrum from a file; which format it has is told by its content.
///
/// BDF (comma, a header with units), EC-Lab text exports of BioLogic (`.mpt`: tabs, `Nb header lines`, −Im Z), and three
/// columns without a header as impedance.py writes them: frequency, real, imaginary. A zero or negative frequency, one
/// that comes twice, and what is no finite number are refused with file, line and column; the order does not matter.
///
/// ```swift
/// let spectrum = try SpectrumReader.read(path: "peis.mpt")
/// ```
public enum SpectrumReader {
    /// A file has no more points than this.
    private static let pointLimit = 100_000
    /// A header stands within this many lines.
    private static let headerLimit = 500
    private static let delimiters = [ASCII.comma, ASCII.tab, UInt8(ascii: ";")]

    /// Reads a file of one spectrum; `-` is standard input. Throws what is wrong, and where.
    public static func read(path: String) throws(RecordError) -> Spectrum {
        var source = LineSource(input: try ByteInput(path: path), chunk: 65_536)
        return try one(try read(&source), source.name)
    }

    /// Reads one spectrum that is in memory; `name` stands for the file in messages.
    public static func read(bytes: [UInt8], name: String) throws(RecordError) -> Spectrum {
        var source = LineSource(input: ByteInput(bytes: bytes, name: name), chunk: 65_536)
        return try one(try read(&source), name)
    }

    /// Reads a file of one spectrum or several after each other; never empty.
    ///
    /// A new one begins where the first frequency of that before comes again, which has three points at least; a frequency
    /// that comes again elsewhere is refused.
    public static func readAll(path: String) throws(RecordError) -> [Spectrum] {
        var source = LineSource(input: try ByteInput(path: path), chunk: 65_536)
        return try read(&source).spectra
    }

    /// Reads spectra that are in memory, as `readAll(path:)`.
    public static func readAll(bytes: [UInt8], name: String) throws(RecordError) -> [Spectrum] {
        var source = LineSource(input: ByteInput(bytes: bytes, name: name), chunk: 65_536)
        return try read(&source).spectra
    }

    private static func one(
        _ found: (spectra: [Spectrum], secondLine: Int), _ name: String
    ) throws(RecordError) -> Spectrum {
        guard found.spectra.count == 1 else {
            throw .content(
                RecordPlace(file: name, line: found.secondLine, column: 1), .severalSpectra(count: found.spectra.count))
        }
        return found.spectra[0]
    }

    private static func read(
        _ source: inout LineSource
    ) throws(RecordError) -> (spectra: [Spectrum], secondLine: Int) {
        var header: (columns: SpectrumColumns, delimiter: UInt8)?
        var first: (line: Int, excerpt: String)?
        var announced: Int?
        var points: [Spectrum.Point] = []
        var lines: [Double: Int] = [:]
        var earlier: [Spectrum] = []
        var secondLine = 0
        var pointCount = 0
        while let line = try source.next() {
            if line.isBlank { continue }
            if header == nil {
                guard !line.bytes.prefix(4096).contains(0), !line.bytes.prefix(2).elementsEqual([0xFF, 0xFE]) else {
                    throw .content(RecordPlace(file: source.name, line: line.number, column: 1), .notText)
                }
                let text = HeaderLine(line)
                if first == nil { first = (line.number, text.excerpt) }
                announced = announced ?? headerLines(text.text)
                // What a preamble says is no header, and numbers in it are no points.
                if let announced, line.number < announced { continue }
                header = try find(line, source.name)
                guard header == nil || header?.columns.fieldCount == 3 && isRow(line, header?.delimiter) else {
                    continue
                }
                if header == nil, line.number >= headerLimit { break }
            }
            guard let header else { continue }
            let row = SpectrumRow(line, header.columns, header.delimiter, file: source.name)
            let point = try row.point()
            if points.count >= 3, point.frequencyHertz == points[0].frequencyHertz {
                if earlier.isEmpty { secondLine = line.number }
                earlier.append(Spectrum(points: points))
                points = []
                lines = [:]
            }
            if let first = lines.updateValue(line.number, forKey: point.frequencyHertz) {
                throw row.fault(
                    .repeatedFrequency(hertz: point.frequencyHertz, firstLine: first), at: header.columns.frequency)
            }
            points.append(point)
            pointCount += 1
            guard pointCount <= pointLimit else {
                throw row.fault(.tooManyPoints(limit: pointLimit), at: header.columns.frequency)
            }
        }
        guard let first else { throw .content(RecordPlace(file: source.name, line: 1, column: 1), .empty) }
        let place = RecordPlace(file: source.name, line: first.line, column: 1)
        guard header != nil else { throw .content(place, .noSpectrum(found: first.excerpt)) }
        guard !points.isEmpty else { throw .content(place, .noRows) }
        return (earlier + [Spectrum(points: points)], secondLine)
    }

    /// The columns and the delimiter of a header line, or of a first row without one; nil for any other line.
    private static func find(_ line: Line, _ file: String) throws(RecordError) -> (SpectrumColumns, UInt8)? {
        for delimiter in delimiters {
            do throws(RecordFault) {
                if let columns = try SpectrumColumns(labels: HeaderLine(line, delimiter: delimiter).labels) {
                    return (columns, delimiter)
                }
            } catch {
                throw .content(RecordPlace(file: file, line: line.number, column: 1), error)
            }
            if isRow(line, delimiter) { return (.plain, delimiter) }
        }
        return nil
    }

    /// True for a line of three numbers.
    private static func isRow(_ line: Line, _ delimiter: UInt8?) -> Bool {
        guard let delimiter else { return false }
        let fields = HeaderLine(line, delimiter: delimiter).labels
        return fields.count == 3 && fields.allSatisfy { SpectrumRow.number($0, delimiter) != nil }
    }

    /// The number in EC-Lab's `Nb header lines : 61`, the last of which names the columns.
    private static func headerLines(_ text: String) -> Int? {
        guard text.hasPrefix("Nb header lines") else { return nil }
        guard let number = text.split(separator: ":").last.flatMap({ Int($0.filter { $0 != " " }) }) else { return nil }
        return (1...headerLimit).contains(number) ? number : nil
    }
}

/// One line of a spectrum's file.
struct SpectrumRow {
    private let fields: [String]
    private let columns: SpectrumColumns
    private let delimiter: UInt8
    private let file: String
    private let line: Int

    init(_ line: Line, _ columns: SpectrumColumns, _ delimiter: UInt8, file: String) {
        fields = HeaderLine(line, delimiter: delimiter).labels
        self.columns = columns
        self.delimiter = delimiter
        self.file = file
        self.line = line.number
    }

    /// The point that the line gives.
    func point() throws(RecordError) -> Spectrum.Point {
        let hertz = try value(columns.frequency)
        guard hertz > 0 else {
            throw fault(
                .outOfRange(name: columns.frequency.name, found: text(columns.frequency), range: "above 0"),
                at: columns.frequency)
        }
        let (real, imaginary) = (try value(columns.real), try value(columns.imaginary))
        var deviation: Double?
        if let column = columns.uncertainty {
            let ohms = try value(column)
            guard ohms > 0 else {
                throw fault(.outOfRange(name: column.name, found: text(column), range: "above 0"), at: column)
            }
            deviation = ohms
        }
        return Spectrum.Point(
            frequencyHertz: hertz, realOhms: real, imaginaryOhms: imaginary, uncertaintyOhms: deviation)
    }

    /// A fault at the field of a column.
    func fault(_ fault: RecordFault, at column: SpectrumColumns.Column) -> RecordError {
        .content(RecordPlace(file: file, line: line, column: column.index + 1), fault)
    }

    /// A field as a number, nil when it is none. A decimal comma is one where commas do not part the fields.
    static func number(_ text: String, _ delimiter: UInt8) -> Double? {
        var bytes = Array(text.utf8)
        guard bytes.count <= 64 else { return nil }
        if delimiter != ASCII.comma, !bytes.contains(ASCII.point), let comma = bytes.firstIndex(of: ASCII.comma) {
            bytes[comma] = ASCII.point
        }
        // Neither hexadecimal nor words such as nan.
        let isPlain = bytes.allSatisfy {
            $0 &- ASCII.zero <= 9 || $0 == ASCII.point || $0 == ASCII.plus || $0 == ASCII.minus || $0 | 0x20 == ASCII.e
        }
        return isPlain ? Double(String(decoding: bytes, as: UTF8.self)) : nil
    }

    private func text(_ column: SpectrumColumns.Column) -> String {
        column.index < fields.count ? String(fields[column.index].prefix(60)) : ""
    }

    private func value(_ column: SpectrumColumns.Column) throws(RecordError) -> Double {
        guard column.index < fields.count else {
            throw fault(
                .missingField(name: column.name, found: fields.count, expected: columns.fieldCount), at: column)
        }
        guard let number = SpectrumRow.number(fields[column.index], delimiter) else {
            throw fault(.notANumber(name: column.name, found: text(column)), at: column)
        }
        let value = number * column.factor
        // An impedance beyond 1e30 is a slip, and its square must be a number.
        guard abs(value) <= 1e30, value == 0 || abs(value) >= 1e-30 else {
            throw fault(
                .outOfRange(name: column.name, found: text(column), range: "of magnitude 1e-30…1e30"), at: column)
        }
        return value
    }
}

/// Where the columns of a spectrum are, found from the header line of any program whose labels are known.
///
/// | quantity | labels |
/// |---|---|
/// | frequency | `Frequency / Hz`, `frequency_hertz` (BDF); `freq/Hz` (EC-Lab) |
/// | real part | `Real Impedance / ohm`, `real_impedance_ohm` (BDF); `Re(Z)/Ohm` (EC-Lab) |
/// | imaginary part | `Imaginary Impedance / ohm`, `imaginary_impedance_ohm` (BDF); `-Im(Z)/Ohm` with the other sign (EC-Lab) |
/// | standard deviation of each part, which may be absent | `Impedance Standard Deviation / ohm`, `impedance_standard_deviation_ohm` |
struct SpectrumColumns {
    /// A column, its label, and the factor that makes hertz or ohms of its numbers.
    struct Column {
        var index: Int
        var name: String
        var factor: Double
    }

    var frequency: Column
    var real: Column
    var imaginary: Column
    var uncertainty: Column?
    var fieldCount: Int

    /// The columns of the three of impedance.py, which have no header.
    static let plain = SpectrumColumns(
        frequency: Column(index: 0, name: "frequency", factor: 1), real: Column(index: 1, name: "real part", factor: 1),
        imaginary: Column(index: 2, name: "imaginary part", factor: 1), fieldCount: 3)

    /// The columns of a header; nil for a line that is none.
    init?(labels: [String]) throws(RecordFault) {
        guard let frequency = try SpectrumColumns.find(labels, ["freq", "frequency"], SpectrumColumns.hertz),
            let real = try SpectrumColumns.find(
                labels, ["re(z)", "real impedance", "z_re", "zre", "z'"], SpectrumColumns.ohms)
        else { return nil }
        let positive = ["im(z)", "imaginary impedance", "z_im", "zim", "z''"]
        let negative = positive.map { "-" + $0 }
        if let column = try SpectrumColumns.find(labels, positive, SpectrumColumns.ohms) {
            imaginary = column
        } else if var column = try SpectrumColumns.find(labels, negative, SpectrumColumns.ohms) {
            column.factor = -column.factor
            imaginary = column
        } else {
            throw .missingColumns(["Imaginary Impedance / ohm"])
        }
        self.frequency = frequency
        self.real = real
        uncertainty = try SpectrumColumns.find(labels, ["impedance standard deviation"], SpectrumColumns.ohms)
        // A header may end with a delimiter, as EC-Lab's does.
        fieldCount = 1 + max(frequency.index, real.index, imaginary.index, uncertainty?.index ?? 0)
    }

    private init(frequency: Column, real: Column, imaginary: Column, fieldCount: Int) {
        self.frequency = frequency
        self.real = real
        self.imaginary = imaginary
        self.fieldCount = fieldCount
    }

    private static let hertz: [(String, Double)] = [
        ("Hz", 1), ("hertz", 1), ("mHz", 1e-3), ("kHz", 1e3), ("MHz", 1e6),
    ]
    private static let ohms: [(String, Double)] = [
        ("ohm", 1), ("Ohm", 1), ("Ω", 1), ("mohm", 1e-3), ("mOhm", 1e-3), ("mΩ", 1e-3), ("kohm", 1e3), ("kOhm", 1e3),
        ("kΩ", 1e3),
    ]

    private static func find(
        _ labels: [String], _ names: [String], _ units: [(String, Double)]
    ) throws(RecordFault) -> Column? {
        for (index, label) in labels.enumerated() {
            guard let parts = split(label), names.contains(parts.name) else { continue }
            guard let unit = units.first(where: { $0.0 == parts.unit }) else {
                throw .unknownUnit(name: label, unit: parts.unit, expected: units.map(\.0))
            }
            return Column(index: index, name: label, factor: unit.1)
        }
        return nil
    }

    /// Name and unit of a label: `Re(Z)/Ohm`, `Frequency / Hz`, `real_impedance_ohm`; the name without capitals.
    private static func split(_ label: String) -> (name: String, unit: String)? {
        let separator: Character = label.contains("/") ? "/" : "_"
        guard let place = label.lastIndex(of: separator) else { return nil }
        func trimmed(_ text: Substring) -> String {
            String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        let name = trimmed(label[..<place]).lowercased()
        let plain = separator == "_" && !name.hasPrefix("z") ? name.split(separator: "_").joined(separator: " ") : name
        return (plain, trimmed(label[label.index(after: place)...]))
    }
}

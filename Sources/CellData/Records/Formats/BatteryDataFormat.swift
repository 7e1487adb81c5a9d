extension RecordFormat {
    /// The Battery Data Format of the Battery Data Alliance as CSV, with preferred labels (`Voltage / V`) or
    /// machine-readable names (`voltage_volt`), in any order and in scaled units.
    ///
    /// Its `Current / A` is defined as the instantaneous current, positive when it charges: hence the trapezoidal rule
    /// by default. Programs that write means under this label are read with `RecordOptions.currentMeaning = .mean`; a
    /// file with our own column `Averaging Interval / s` says so by itself.
    /// Source: battery-data-alliance/battery-data-format, README 1.3.0, tables of required and optional quantities.
    public static let bdf = RecordFormat(
        name: "BDF", currentMeaning: .instantaneous, currentSign: .positiveCharges, preambleLimit: 0,
        layout: { (labels, options) throws(RecordFault) in
            var columns: [RecognisedColumn] = []
            for (index, label) in labels.enumerated() {
                guard let term = BDFTerm(label: label, options: options) else { continue }
                guard let unit = term.quantity.unit(term.unit) else {
                    // Without a stroke it is another column that begins alike, such as `current_range`.
                    guard label.contains("/") else { continue }
                    throw .unknownUnit(
                        name: label, unit: term.unit,
                        expected: term.quantity.units.map(\.symbol).filter { !$0.isEmpty })
                }
                columns.append(
                    RecognisedColumn(index: index, quantity: term.quantity, unit: unit, rank: term.rank))
            }
            guard columns.contains(where: { Quantity.required.contains($0.quantity) }) else { return nil }
            return try RecordLayout(labels: labels, columns: columns) { BDFTerm.label(of: $0) }
        })
}

/// A column label of BDF, taken apart.
private struct BDFTerm {
    var quantity: Quantity
    var unit: String
    var rank: Int

    /// Preferred name, quantity, rank. Net capacity counts before the two one-way counters are asked.
    private static let names: [(name: String, quantity: Quantity, rank: Int)] = [
        ("test time", .time, 0), ("voltage", .voltage, 0), ("current", .current, 0),
        ("surface temperature", .temperature, 0), ("temperature t1", .temperature, 1),
        ("temperature t2", .temperature, 2), ("temperature t3", .temperature, 3), ("temperature t4", .temperature, 4),
        ("temperature t5", .temperature, 5), ("ambient temperature", .temperature, 6),
        ("net capacity", .netCharge, 0), ("charging capacity", .charged, 0), ("discharging capacity", .discharged, 0),
        ("cycle count", .cycle, 0), ("cycle index", .cycle, 1), ("step count", .step, 0), ("step id", .step, 1),
        ("step index", .step, 2), ("averaging interval", .averagingInterval, 0),
    ]

    /// Takes apart `Name / unit` or `name_unit`; nil for a column that is not read.
    init?(label: String, options: RecordOptions) {
        let stem: String
        let unit: String
        if let slash = label.lastIndex(of: "/") {
            stem = BDFTerm.trim(label[..<slash]).lowercased()
            unit = BDFTerm.trim(label[label.index(after: slash)...])
        } else {
            let words = label.replacing("_", with: " ").lowercased()
            guard let name = BDFTerm.names.map(\.name).first(where: { words == $0 || words.hasPrefix($0 + " ") }) else {
                return nil
            }
            stem = name
            let suffix = String(label.dropFirst(name.count + 1))
            // Words may be written in capitals (`Current_Ampere`); symbols may not (`mV`).
            unit = suffix.count > 3 ? suffix.lowercased() : suffix
        }
        guard let term = BDFTerm.names.first(where: { $0.name == stem }),
            term.name != "ambient temperature" || options.usesAmbientTemperature
        else { return nil }
        self.init(quantity: term.quantity, unit: unit, rank: term.rank)
    }

    private init(quantity: Quantity, unit: String, rank: Int) {
        self.quantity = quantity
        self.unit = unit
        self.rank = rank
    }

    static func label(of quantity: Quantity) -> String {
        switch quantity {
        case .time: "Test Time / s"
        case .voltage: "Voltage / V"
        default: "Current / A"
        }
    }

    private static func trim(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

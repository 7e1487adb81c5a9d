extension RecordFormat {
    /// The CSV export of LANDT (LAND) cyclers: a few lines of preamble, then columns such as `test_time_s,current_A`.
    ///
    /// Each row ends with a comma that the header does not have, so fields are counted from the left and an empty one
    /// after the last column is passed over. The cycler prints the reading at the moment of the record (its step ends
    /// and starts are rows of their own), as the alliance's conversion to BDF states with `current_ampere`: hence
    /// instantaneous. Currents of discharge steps are printed negative: positive charges. Channels without a sensor
    /// are printed as 0, pressure and temperatures alike: 0 °C is no measurement.
    /// Source: battery-data-alliance/battery-data-format, `data/…Landt.csv` and its conversion.
    public static let landt = RecordFormat(
        name: "LANDT export", currentMeaning: .instantaneous, currentSign: .positiveCharges, preambleLimit: 50,
        layout: { (labels, _) throws(RecordFault) in
            let stems: [(stem: String, quantity: Quantity, rank: Int)] = [
                ("test_time", .time, 0), ("voltage", .voltage, 0), ("current", .current, 0),
                ("temperature_1", .temperature, 0), ("charge_capacity", .charged, 0),
                ("discharge_capacity", .discharged, 0), ("step_index", .step, 0), ("cycle_index", .cycle, 0),
            ]
            var columns: [RecognisedColumn] = []
            for (index, label) in labels.enumerated() {
                guard
                    let (stem, quantity, rank) = stems.first(where: {
                        label == $0.stem || label.hasPrefix($0.stem + "_")
                    })
                else { continue }
                let symbol = String(label.dropFirst(stem.count + 1))
                guard let unit = quantity.unit(symbol) else {
                    throw .unknownUnit(
                        name: label, unit: symbol, expected: quantity.units.map(\.symbol).filter { !$0.isEmpty })
                }
                columns.append(RecognisedColumn(index: index, quantity: quantity, unit: unit, rank: rank))
            }
            // Two of its own names beside each other are this format's header and nobody else's.
            let isHeader = labels.contains("channel_index") || labels.contains("date_time_iso_string")
            guard isHeader, columns.contains(where: { $0.quantity == .step || $0.quantity == .time }) else {
                return nil
            }
            var layout = try RecordLayout(labels: labels, columns: columns) { quantity in
                switch quantity {
                case .time: "test_time_s"
                case .voltage: "voltage_V"
                default: "current_A"
                }
            }
            layout.zeroCelsiusIsNoSensor = true
            return layout
        })
}

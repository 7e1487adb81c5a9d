/// What the reader does with one column.
struct ColumnPlan {
    /// Nil for a column that is passed over.
    var quantity: Quantity?
    var scale = DecimalScale(exponent: 0)
    var offset: Int64 = 0
    /// Text in this column is no error: some writers put names where BDF has numbers (steps).
    var allowsText = false
}

/// A column that a format recognised.
struct RecognisedColumn {
    /// Where it stands, 0 for the first.
    var index: Int
    var quantity: Quantity
    var unit: RecordUnit
    /// Of several columns for one quantity the one of the lowest rank is read (surface before auxiliary sensor, …).
    var rank = 0
}

/// How the rows of one file are laid out, made once from its header.
struct RecordLayout {
    /// Labels as they stand in the header.
    private(set) var labels: [String]
    /// One a column of the header.
    private(set) var plans: [ColumnPlan]
    var delimiter = ASCII.comma
    /// A temperature of exactly 0 °C stands for a channel without a sensor.
    var zeroCelsiusIsNoSensor = false

    /// Lays out `labels`. Throws when a required quantity is missing (`expected` names it) or stands there twice.
    init(labels: [String], columns: [RecognisedColumn], expected: (Quantity) -> String) throws(RecordFault) {
        // A header that ends with commas announces no further columns.
        let labels = Array(labels.prefix((labels.lastIndex { !$0.isEmpty } ?? -1) + 1))
        self.labels = labels
        plans = Array(repeating: ColumnPlan(), count: labels.count)
        let missing = Quantity.required.filter { quantity in !columns.contains { $0.quantity == quantity } }
        guard missing.isEmpty else { throw .missingColumns(missing.map(expected)) }
        for quantity in Quantity.allCases {
            let candidates = columns.filter { $0.quantity == quantity }
            guard let chosen = candidates.min(by: { ($0.rank, $0.index) < ($1.rank, $1.index) }) else { continue }
            if let second = candidates.first(where: { $0.rank == chosen.rank && $0.index != chosen.index }) {
                throw .repeatedColumn(name: labels[second.index], firstColumn: chosen.index + 1)
            }
            plans[chosen.index] = ColumnPlan(
                quantity: quantity, scale: chosen.unit.scale, offset: chosen.unit.offset,
                allowsText: quantity == .step || quantity == .cycle)
        }
    }

    /// 0-based place of the column that `quantity` is read from.
    func index(of quantity: Quantity) -> Int? { plans.firstIndex { $0.quantity == quantity } }
}

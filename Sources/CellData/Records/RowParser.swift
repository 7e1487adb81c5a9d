/// The numbers of one line, in the units of a `Sample`.
struct RawRow {
    private(set) var values = InlineArray<10, Int64>(repeating: 0)
    private(set) var numbers: UInt16 = 0
    private(set) var notFinite: UInt16 = 0

    mutating func clear() {
        numbers = 0
        notFinite = 0
    }

    mutating func set(_ quantity: Quantity, _ value: Int64) {
        values[quantity.rawValue] = value
        numbers |= 1 << UInt16(quantity.rawValue)
    }

    mutating func setNotFinite(_ quantity: Quantity) { notFinite |= 1 << UInt16(quantity.rawValue) }

    /// The number, or nil where the field was empty, not finite, or is no column of the file.
    subscript(quantity: Quantity) -> Int64? {
        numbers & (1 << UInt16(quantity.rawValue)) == 0 ? nil : values[quantity.rawValue]
    }

    func isNotFinite(_ quantity: Quantity) -> Bool { notFinite & (1 << UInt16(quantity.rawValue)) != 0 }
}

/// What stopped the reading of a line.
struct FieldFailure {
    enum Kind {
        case notANumber
        case outOfRange
        case missingField
        case surplusField
        case unclosedQuote
    }

    var kind: Kind
    /// 0-based field.
    var index: Int
    /// The field's text, for the message.
    var found: String
}

/// Turns lines into numbers after a `RecordLayout`.
struct RowParser {
    let layout: RecordLayout
    private let plans: [ColumnPlan]
    private let delimiter: UInt8
    private var field = DecimalField()
    /// Bytes of the last field of the line just read.
    private(set) var lastFieldLength = 0

    init(layout: RecordLayout) {
        self.layout = layout
        plans = layout.plans
        delimiter = layout.delimiter
    }

    /// Reads `line` into `row`; nil when it went well. Costs about 2 ns a byte and no heap, unless it fails.
    mutating func parse(_ line: Line, into row: inout RawRow) -> FieldFailure? {
        row.clear()
        var cursor = line.start
        let end = line.end
        var index = 0
        while true {
            let start = cursor
            let plan = plans[index]
            if let quantity = plan.quantity {
                switch field.read(&cursor, end: end, delimiter: delimiter, scale: plan.scale) {
                case .number:
                    let (value, overflow) = field.value.addingReportingOverflow(plan.offset)
                    if overflow { return failure(.outOfRange, index, start, cursor) }
                    row.set(quantity, value)
                case .empty: break
                case .notFinite: row.setNotFinite(quantity)
                case .notANumber:
                    if !plan.allowsText { return failure(.notANumber, index, start, cursor) }
                case .outOfRange: return failure(.outOfRange, index, start, cursor)
                case .unclosedQuote: return failure(.unclosedQuote, index, start, end)
                }
            } else if !skipField(&cursor, end: end, delimiter: delimiter) {
                return failure(.unclosedQuote, index, start, end)
            }
            index += 1
            if cursor == end {
                lastFieldLength = cursor - start
                return index == plans.count ? nil : failure(.missingField, index, end, end)
            }
            cursor += 1
            if index == plans.count { return surplus(from: cursor, end: end) }
        }
    }

    /// Empty fields after the last column are allowed, anything else is not.
    private mutating func surplus(from start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> FieldFailure? {
        lastFieldLength = 0
        var cursor = start
        while cursor < end {
            if cursor.pointee != delimiter && cursor.pointee != ASCII.space && cursor.pointee != ASCII.tab {
                return failure(.surplusField, plans.count, cursor, end)
            }
            cursor += 1
        }
        return nil
    }

    @inline(never)
    private func failure(
        _ kind: FieldFailure.Kind, _ index: Int, _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> FieldFailure {
        let text = trimmed(start, end)
        let shown = UnsafeBufferPointer(start: text.baseAddress, count: min(text.count, 40))
        let scalars = HeaderLine.decode(shown).unicodeScalars.map { $0.value < 0x20 ? " " : Swift.Character($0) }
        return FieldFailure(kind: kind, index: index, found: String(scalars) + (text.count > 40 ? "…" : ""))
    }
}

/// A quantity that a column of a record can hold, and the units it can be written in.
enum Quantity: Int, CaseIterable {
    case time
    case voltage
    case current
    case temperature
    case netCharge
    case charged
    case discharged
    case step
    case cycle
    case averagingInterval

    /// Columns without which there is no record.
    static let required: [Quantity] = [.time, .voltage, .current]
}

/// A unit as a label writes it, and how its numbers become the integer that a `Sample` holds.
struct RecordUnit {
    var symbol: String
    var scale: DecimalScale
    /// Added after scaling: 0 °C is 273 150 mK.
    var offset: Int64 = 0

    init(_ symbol: String, _ exponent: Int, factor: UInt64 = 1, offset: Int64 = 0) {
        self.symbol = symbol
        scale = DecimalScale(exponent: exponent, factor: factor)
        self.offset = offset
    }
}

extension Quantity {
    /// The units of the quantity: symbols first, then the words of machine-readable names. Symbols tell capital from
    /// small letters (mV is not MV).
    var units: [RecordUnit] {
        switch self {
        case .time, .averagingInterval:
            [
                RecordUnit("s", 6), RecordUnit("ms", 3), RecordUnit("us", 0), RecordUnit("µs", 0),
                RecordUnit("min", 6, factor: 60), RecordUnit("h", 6, factor: 3600), RecordUnit("d", 6, factor: 86_400),
                RecordUnit("second", 6), RecordUnit("millisecond", 3), RecordUnit("microsecond", 0),
                RecordUnit("minute", 6, factor: 60), RecordUnit("hour", 6, factor: 3600),
                RecordUnit("day", 6, factor: 86_400),
            ]
        case .voltage:
            [
                RecordUnit("V", 9), RecordUnit("mV", 6), RecordUnit("uV", 3), RecordUnit("µV", 3),
                RecordUnit("volt", 9), RecordUnit("millivolt", 6), RecordUnit("microvolt", 3),
            ]
        case .current:
            [
                RecordUnit("A", 12), RecordUnit("mA", 9), RecordUnit("uA", 6), RecordUnit("µA", 6), RecordUnit("nA", 3),
                RecordUnit("pA", 0), RecordUnit("ampere", 12), RecordUnit("milliampere", 9),
                RecordUnit("microampere", 6), RecordUnit("nanoampere", 3),
            ]
        case .temperature:
            [
                RecordUnit("degC", 3, offset: 273_150), RecordUnit("°C", 3, offset: 273_150),
                RecordUnit("℃", 3, offset: 273_150), RecordUnit("C", 3, offset: 273_150), RecordUnit("K", 3),
                RecordUnit("celsius", 3, offset: 273_150), RecordUnit("degc", 3, offset: 273_150),
                RecordUnit("kelvin", 3),
            ]
        case .netCharge, .charged, .discharged:
            [
                RecordUnit("Ah", 12), RecordUnit("A.h", 12), RecordUnit("mAh", 9), RecordUnit("mA.h", 9),
                RecordUnit("uAh", 6), RecordUnit("µAh", 6), RecordUnit("nAh", 3), RecordUnit("ah", 12),
                RecordUnit("mah", 9),
            ]
        case .step, .cycle:
            [RecordUnit("1", 0), RecordUnit("", 0)]
        }
    }

    /// The unit written as `symbol`; the Greek letter mu is taken for the micro sign.
    func unit(_ symbol: String) -> RecordUnit? {
        let plain = String(symbol.map { $0 == "\u{03BC}" ? "\u{00B5}" : $0 })
        return units.first { $0.symbol == plain }
    }
}

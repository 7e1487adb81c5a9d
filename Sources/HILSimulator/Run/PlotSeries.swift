import CellCore
import CellData

/// What a plot shows of one sample: what the monitor said, and the truth that it could not know.
package struct PlotRow: Sendable {
    package var second: Double
    package var volts: Double
    package var amperes: Double
    package var stateOfCharge: Bounded?
    /// Nil for a cell that has no state of charge.
    package var trueStateOfCharge: Double?
    package var shortClass: ShortClass
    package var resistanceOhms: Bounded?
    /// Nil while there is no short.
    package var trueResistanceOhms: Double?
    /// Temperature in kelvin: the sensor's, and the true one of the pellet.
    package var kelvin: Double
    package var truePelletKelvin: Double

    package init(
        second: Double, volts: Double, amperes: Double, stateOfCharge: Bounded? = nil,
        trueStateOfCharge: Double? = nil, shortClass: ShortClass = .none, resistanceOhms: Bounded? = nil,
        trueResistanceOhms: Double? = nil, kelvin: Double = 298.15, truePelletKelvin: Double = 298.15
    ) {
        self.second = second
        self.volts = volts
        self.amperes = amperes
        self.stateOfCharge = stateOfCharge
        self.trueStateOfCharge = trueStateOfCharge
        self.shortClass = shortClass
        self.resistanceOhms = resistanceOhms
        self.trueResistanceOhms = trueResistanceOhms
        self.kelvin = kelvin
        self.truePelletKelvin = truePelletKelvin
    }

    static let header =
        "time_second,voltage_volt,current_ampere,soc,soc_lower,soc_upper,true_soc,class,"
        + "resistance_ohm,resistance_ohm_lower,resistance_ohm_upper,true_resistance_ohm,"
        + "temperature_celsius,true_pellet_celsius\n"

    /// One line of the data file; what is not known is empty.
    var text: String {
        func field(_ value: Double?) -> String { value.map { $0.isFinite ? "\($0)" : "" } ?? "" }
        /// To the tenth of a millikelvin: what the subtraction leaves of rounding is no news.
        func celsius(_ kelvin: Double) -> Double { ((kelvin - 273.15) * 1e4).rounded() / 1e4 }
        func fields(_ value: Bounded?) -> [String] {
            guard let value else { return ["", "", ""] }
            return [value.value, value.lower, value.upper].map { $0.isFinite ? "\($0)" : "" }
        }
        let known = [field(second), field(volts), field(amperes)] + fields(stateOfCharge)
        let short = [field(trueStateOfCharge), shortClass.name] + fields(resistanceOhms)
        let heat = [field(celsius(kelvin)), field(celsius(truePelletKelvin))]
        return (known + short + [field(trueResistanceOhms)] + heat).joined(separator: ",") + "\n"
    }
}

/// Thins samples out for a plot, as they come: every row that is kept is a sample as it was, and peaks stay.
///
/// Of each of equal stretches the rows of least and greatest voltage and current are kept, those of the gravest class and
/// of the best conducting short, and the last. Memory: the rows that are kept.
package struct PlotSeries: Sendable {
    /// The most rows that are kept.
    package static let limit = 5000
    private static let rowsPerStretch = 7

    /// The rows that are kept, in order of time.
    package private(set) var rows: [PlotRow] = []
    private let stretch: Int
    private var count = 0
    private var candidates: [(index: Int, row: PlotRow)] = []

    /// For so many samples; more may come, they are thinned in the same way.
    package init(sampleCount: Int) {
        let stretches = (Self.limit - 1) / Self.rowsPerStretch
        stretch = sampleCount <= Self.limit ? 1 : (sampleCount + stretches - 1) / stretches
    }

    /// Takes the next sample.
    package mutating func append(_ row: PlotRow) {
        count += 1
        guard stretch > 1 else { return rows.append(row) }
        if rows.isEmpty { rows.append(row) }
        consider(row)
        if count % stretch == 0 { finish() }
    }

    /// Ends the stretch in progress.
    package mutating func finish() {
        var last = 0
        for (index, row) in candidates.sorted(by: { $0.index < $1.index }) where index > last {
            last = index
            // The very first sample is there already.
            if index > 1 { rows.append(row) }
        }
        candidates = []
    }

    private mutating func consider(_ row: PlotRow) {
        let candidate = (index: count, row: row)
        guard !candidates.isEmpty else {
            candidates = [(index: Int, row: PlotRow)](repeating: candidate, count: Self.rowsPerStretch)
            return
        }
        if row.volts < candidates[0].row.volts { candidates[0] = candidate }
        if row.volts > candidates[1].row.volts { candidates[1] = candidate }
        if row.amperes < candidates[2].row.amperes { candidates[2] = candidate }
        if row.amperes > candidates[3].row.amperes { candidates[3] = candidate }
        if row.shortClass > candidates[4].row.shortClass { candidates[4] = candidate }
        if row.trueResistanceOhms ?? .infinity < candidates[5].row.trueResistanceOhms ?? .infinity {
            candidates[5] = candidate
        }
        candidates[6] = candidate
    }
}

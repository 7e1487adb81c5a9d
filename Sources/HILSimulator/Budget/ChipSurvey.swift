import CellCore

/// What the chain shows with the chips of one seed over −5…45 °C.
struct ChipSurvey {
    /// Temperatures in degrees Celsius; zeroed at 25.
    static let celsius = [-5.0, 10, 25, 45]
    /// Where the gain is measured: most of the range of 68 Ω, and a cell that is charged.
    static let span = (amperes: 500e-6, volts: 2.8)
    /// Resistance of the filter in front of the voltage converter.
    static let filterOhms = 1_000.0
    /// Samples in a mean at zero, at the span, and at zero after zeroing.
    static let counts = (zero: 16, span: 8, zeroed: 64)
    /// Samples whose noise is taken, a second and burst.
    static let noiseCounts = (second: 48, burst: 256)

    /// Means at no current and no voltage, by temperature.
    private(set) var zero: [BudgetBench.Mean] = []
    /// Relative errors of the span, by temperature: amperes and volts hold ratios.
    private(set) var gain: [BudgetBench.Mean] = []
    /// Amperes at no current at −5 and 45 °C, the driver zeroed at 25.
    private(set) var zeroedAmperes: [Double] = []
    /// How far the input currents shift 2.8 V across the filter.
    private(set) var filterVolts = 0.0
    /// Samples at rest.
    private(set) var still: [Sample] = []
    /// Samples of a burst at rest.
    private(set) var burst: [Sample] = []

    init(_ spread: ChipSpread, seed: UInt64) {
        let bench = BudgetBench(spread, seed: seed)
        for celsius in Self.celsius {
            bench.set(amperes: 0, volts: 0, celsius: celsius)
            let zero = bench.mean(Self.counts.zero)
            bench.set(amperes: Self.span.amperes, volts: Self.span.volts)
            let full = bench.mean(Self.counts.span)
            self.zero.append(zero)
            gain.append(
                BudgetBench.Mean(
                    amperes: (full.amperes - zero.amperes) / Self.span.amperes - 1,
                    volts: (full.volts - zero.volts) / Self.span.volts - 1))
        }
        bench.set(celsius: 25)
        let plain = bench.mean(Self.counts.span)
        bench.seriesOhms = Self.filterOhms
        filterVolts = bench.mean(Self.counts.span).volts - plain.volts
        bench.seriesOhms = 0
        bench.set(amperes: 50e-6, volts: 2)
        still = bench.samples(Self.noiseCounts.second)
        bench.setRate(.burst)
        // The first have other lengths.
        burst = Array(bench.samples(Self.noiseCounts.burst + 20).dropFirst(20))
        zeroedAmperes = Self.zeroed(spread, seed: seed)
    }

    /// The rest zero as it is used: a mean becomes the driver's calibration.
    private static func zeroed(_ spread: ChipSpread, seed: UInt64) -> [Double] {
        let before = BudgetBench(spread, seed: seed)
        before.set(amperes: 0, volts: 2, celsius: 25)
        let offset = (before.mean(counts.zeroed).amperes * 1e12).rounded()
        guard offset.isFinite else { return [.nan, .nan] }
        let after = BudgetBench(spread, seed: seed, zeroPicoamperes: Int64(offset))
        return [celsius[0], celsius[3]].map { celsius in
            after.set(amperes: 0, volts: 2, celsius: celsius)
            return after.mean(counts.zeroed).amperes
        }
    }

    /// Change of an error a kelvin, from the coldest to the warmest.
    static func drift(_ values: [Double]) -> Double {
        (values[values.count - 1] - values[0]) / (celsius[celsius.count - 1] - celsius[0])
    }
}

/// What the shunts of other resistances give: one chip of a seed at 25 °C.
struct ShuntSurvey {
    /// Mean at no current in amperes.
    let offset: Double
    /// The smallest distance between two readings in amperes.
    let step: Double

    init(ohms: Double, seed: UInt64) {
        let bench = BudgetBench(.limits, seed: seed, shuntOhms: ohms)
        bench.set(amperes: 0, volts: 2, celsius: 25)
        let values = bench.samples(ChipSurvey.counts.zero).map { Double($0.currentPicoamperes) * 1e-12 }
        offset = values.reduce(0, +) / Double(values.count)
        step = zip(values.sorted().dropFirst(), values.sorted()).map { $0 - $1 }.filter { $0 > 0 }.min() ?? .nan
    }

    /// The largest current that the driver reports with an ideal chip, in amperes.
    static func fullScale(ohms: Double) -> Double {
        let bench = BudgetBench(.ideal, seed: 1, shuntOhms: ohms)
        bench.set(volts: 2, celsius: 25)
        var inside = 40e-3 / ohms
        var outside = 42e-3 / ohms
        while outside - inside > 1e-5 * inside {
            let middle = (inside + outside) / 2
            bench.set(amperes: middle)
            let isValid = bench.samples(1).allSatisfy { $0.flags.contains(.currentValid) }
            if isValid { inside = middle } else { outside = middle }
        }
        return inside
    }
}

import CellCore
import CellPlant
import Testing

/// The monitor's profiles against the simulated cells of the same names.
@Suite struct ProfileAgainstPlantTests {
    private static let temperatures = [5.0, 15, 25, 35, 45].map { $0 + 273.15 }
    private static let loads = [0.1, 0.3, 1, 2].flatMap { [$0, -$0] }

    private func profile(_ name: String) throws -> CellProfile {
        let index = try #require(
            (0..<CellProfile.builtInCount).first { CellProfile.builtInName($0)?.description == name })
        let text = try #require(CellProfile.builtInName(index))
        return try #require(CellProfile.builtIn(named: ProfileName(text)))
    }

    @Test func everySimulatedCellHasAProfileAndTheOrderIsTheSame() throws {
        let names = (0..<CellProfile.builtInCount).compactMap { CellProfile.builtInName($0)?.description }
        #expect(names == PlantParameters.names + ["generic"])
        for name in names { #expect(try profile(name).name == ProfileName(staticName(name))) }
    }

    private func staticName(_ name: String) throws -> StaticString {
        try #require(
            (0..<CellProfile.builtInCount).compactMap { CellProfile.builtInName($0) }
                .first { $0.description == name })
    }

    @Test(arguments: ["alucone-tis2", "bare-tis2", "alucone-tis2-na3ps4", "bare-tis2-na3ps4"])
    func capacityAndCurveAreThoseOfTheCell(name: String) throws {
        let profile = try profile(name)
        let parameters = try #require(PlantParameters.named(name))
        let capacity = Double(try #require(profile.capacityNanocoulombs)) * 1e-9
        #expect(abs(capacity / (try CellPlant(parameters, stateOfCharge: 0.5).capacityCoulombs) - 1) < 1e-3)
        let curve = try #require(profile.curve)
        for index in 0...64 {
            let plant = try CellPlant(parameters, stateOfCharge: Double(index) / 64)
            let volts = Double(try #require(curve[index]))
            #expect(abs(volts - plant.openCircuitVolts) < 2e-6, "entry \(index)")
        }
    }

    /// Ten minutes of current from rest, fresh and activated coatings, the middle of the state of charge and its ends.
    @Test(arguments: PlantParameters.names)
    func theVoltageIsWithinTheStatedTolerance(name: String) throws {
        let profile = try profile(name)
        guard profile.polarisation != nil else { return }
        let parameters = try #require(PlantParameters.named(name))
        let nominal = Double(profile.nominalCurrentPicoamperes) * 1e-12
        var worst = (share: 0.0, text: "")
        let starts: [Double?] = parameters.hasStateOfCharge ? [0.2, 0.5, 0.8] : [nil, 0.5]
        for kelvin in Self.temperatures {
            for load in Self.loads {
                for start in starts {
                    var plant = try CellPlant(parameters, stateOfCharge: start, kelvin: kelvin)
                    plant.window = -10...10
                    for _ in 0..<600 {
                        _ = try plant.step(.current(load * nominal), seconds: 1, ambientKelvin: kelvin)
                    }
                    let healthy = try #require(
                        profile.healthyVolts(
                            amperes: Float(load * nominal), seconds: 600, millikelvin: Int32(kelvin * 1000),
                            stateOfCharge: Float(plant.stateOfCharge)))
                    let volts = plant.terminalVolts
                    #expect(Double(healthy.lower) <= volts && volts <= Double(healthy.upper))
                    let miss = volts - Double(healthy.value)
                    let tolerance = Double(miss < 0 ? healthy.value - healthy.lower : healthy.upper - healthy.value)
                    if abs(miss) / tolerance > worst.share {
                        worst = (
                            abs(miss) / tolerance,
                            "\(kelvin - 273.15) °C, \(load)·I, start \(start ?? -1): off \(miss * 1e3) mV of \(tolerance * 1e3)"
                        )
                    }
                }
            }
        }
        print("\(name): at most \(worst.share) of the tolerance: \(worst.text)")
    }

    // MARK: The monitor on the cells

    /// A monitor of the cell's profile before the cell, with true readings.
    private struct Watch {
        var plant: CellPlant
        var monitor: CellMonitor
        let kelvin: Double
        var microseconds: UInt64 = 0
        var gravest = ShortClass.none

        init(_ name: String, _ profile: CellProfile, stateOfCharge: Double?, celsius: Double) throws {
            kelvin = celsius + 273.15
            plant = try CellPlant(
                try #require(PlantParameters.named(name)), stateOfCharge: stateOfCharge, kelvin: kelvin)
            monitor = CellMonitor(profile: profile)
        }

        /// Drives in samples of `interval` seconds for so long, or until the voltage leaves `limits`.
        mutating func run(
            _ amperes: Double, seconds: Int, interval: Int = 1, within limits: ClosedRange<Double> = -10...10
        ) throws {
            for _ in 0..<(seconds / interval) {
                let reading = try plant.step(.current(amperes), seconds: Double(interval), ambientKelvin: kelvin)
                microseconds += UInt64(interval) * 1_000_000
                var events = EventList()
                monitor.step(
                    Sample(
                        timeMicroseconds: microseconds, intervalMicroseconds: UInt64(interval) * 1_000_000,
                        currentPicoamperes: Int64((amperes * 1e12).rounded()),
                        voltageNanovolts: Int64((reading.volts * 1e9).rounded()),
                        temperatureMillikelvin: Int32((plant.rodKelvin * 1e3).rounded())), events: &events)
                gravest = max(gravest, monitor.status.short.shortClass)
                if !limits.contains(reading.volts) { return }
            }
        }
    }

    /// Rest, empty, full, half empty again: the steep ends of the curve, and rests after load, are no shorts.
    @Test(arguments: ["alucone-tis2", "bare-tis2", "alucone-tis2-na3ps4", "bare-tis2-na3ps4"], [5.0, 25, 45])
    func aHealthyFullCellIsNeverSuspected(name: String, celsius: Double) throws {
        var watch = try Watch(name, try profile(name), stateOfCharge: 0.6, celsius: celsius)
        let amperes = celsius < 10 ? 86.4e-6 / 3 : 86.4e-6
        let limits = 1.2...2.75
        let day = 200_000
        try watch.run(0, seconds: 900)
        try watch.run(-amperes, seconds: day, interval: 5, within: limits)
        try watch.run(0, seconds: 3_600)
        try watch.run(amperes, seconds: day, interval: 5, within: limits)
        try watch.run(0, seconds: 3_600)
        try watch.run(-amperes, seconds: 20_000, interval: 5, within: limits)
        #expect(watch.gravest == .none)
        #expect(watch.monitor.status.stateOfCharge != nil)
    }

    /// Two hours of rest and cycling at 0.1 mA/cm² as in the paper: activation and growth are no shorts.
    @Test(arguments: PlantParameters.names.filter { $0.hasPrefix("symmetric") }, [5.0, 25, 45])
    func aHealthySymmetricCellIsNeverSuspected(name: String, celsius: Double) throws {
        var watch = try Watch(name, try profile(name), stateOfCharge: nil, celsius: celsius)
        try watch.run(0, seconds: 7_200, interval: 10)
        for _ in 0..<40 {
            try watch.run(71.3e-6, seconds: 3_600, interval: 10)
            try watch.run(-71.3e-6, seconds: 3_600, interval: 10)
        }
        #expect(watch.gravest == .none)
    }

    /// A steady leak under load: what is said to be a short has the leak within its bounds.
    @Test(arguments: [5.0, 25, 45], [0.2, 0.5, 0.8])
    func theOhmsOfALeakAreWithinTheBounds(celsius: Double, stateOfCharge: Double) throws {
        for load in [-1.0, -0.3, 1, 2] {
            for ohms in [1e3, 3e3, 1e4, 3e4] {
                var watch = try Watch(
                    "alucone-tis2", .aluconeTiS2, stateOfCharge: stateOfCharge, celsius: celsius)
                try watch.run(0, seconds: 900)
                try watch.run(load * 86.4e-6, seconds: 600)
                watch.plant.leakSiemens = 1 / ohms
                try watch.run(load * 86.4e-6, seconds: 900)
                let short = watch.monitor.status.short
                print(
                    "\(celsius) °C, SOC \(stateOfCharge), \(load)·I, \(ohms) Ω: \(short.shortClass)",
                    short.resistanceOhms.map { "\($0.lower)…\($0.value)…\($0.upper)" } ?? "-")
                // Twice the nominal current at 45 °C hides 30 kΩ behind its own tolerance for longer than a quarter of an hour.
                let mustBeSeen = ohms <= 1e4 || load < 2
                #expect(!mustBeSeen || short.shortClass >= .soft, "\(load)·I, \(ohms) Ω")
                guard short.shortClass >= .soft, let seen = short.resistanceOhms else { continue }
                #expect(Double(seen.lower) <= ohms && ohms <= Double(seen.upper), "\(load)·I, \(ohms) Ω: \(seen)")
            }
        }
    }
}

import CellPlant
import Foundation
import Testing

@Suite struct DendriteTests {
    private func lifetimes(_ law: DendriteLaw, hours step: Double, count: Int, seed: UInt64) -> [Double] {
        (0..<count).map { index in
            var dendrite = Dendrite(seed: seed + UInt64(index))
            var time = 0.0
            while !dendrite.grow(hours: step, law: law) && time < 1e5 { time += step }
            return time + step / 2
        }.sorted()
    }

    /// Mean and variance of the inverse Gaussian, on two grids. Source: Chhikara and Folks 1989: variance = (cv·μ)².
    @Test(arguments: [2.0, 20])
    func theLifetimesAreInverseGaussianOnAnyGrid(step: Double) {
        let law = DendriteLaw(meanHours: 267)
        let times = lifetimes(law, hours: step, count: 4_000, seed: 100_000)
        let mean = times.reduce(0, +) / 4_000
        let variance = times.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3_999
        #expect(abs(mean - 267) < 4)
        #expect(abs(variance.squareRoot() / 53.4 - 1) < 0.06)
        // Median of IG(267, λ = 6675): 261.8, by the closed distribution function.
        #expect(abs(times[2_000] - 261.8) < 4 + step / 2)
    }

    /// At rest, and while a full cell is discharged, nothing grows.
    @Test func itGrowsOnlyWhilePlating() throws {
        var plant = try makePlant("alucone-tis2", stateOfCharge: 0.9, seed: 5)
        for _ in 0..<600 { _ = try plant.step(.rest, seconds: 10, ambientKelvin: room) }
        for _ in 0..<600 { _ = try plant.step(.current(-86.4e-6), seconds: 10, ambientKelvin: room) }
        #expect(plant.dendrite.depth == 0)
        for _ in 0..<600 { _ = try plant.step(.current(86.4e-6), seconds: 10, ambientKelvin: room) }
        #expect(plant.dendrite.depth != 0)
    }

    /// An hour at 0.1 mA/cm² is an hour of plating, at twice the current two; rest is none, lost contact adds.
    @Test func platingHoursCountTheCurrentDensityOfTheContact() throws {
        var plant = try makePlant("symmetric-bare")
        let nominal = SodiumElectrode.bare.area * 1e-4
        for amperes in [nominal, 0, -2 * nominal] {
            for _ in 0..<60 { _ = try plant.step(.current(amperes), seconds: 60, ambientKelvin: room) }
        }
        // 0.1 and 0.2 mAh/cm² lose up to 0.05 of the area for each mAh/cm².
        #expect(plant.platingHours > 3 && plant.platingHours < 3 * 1.015)
    }

    /// A cell that plates for long makes contacts that part, then is shorted for good; the seed decides when.
    @Test func contactsComeAndGoAndThenTheShortStays() throws {
        func run(_ seed: UInt64) throws -> (contacts: Int, parted: Int, hours: Double?) {
            var parameters = try #require(PlantParameters.named("symmetric-bare"))
            parameters.dendrite = DendriteLaw(meanHours: 20)
            parameters.dendrite.softHours = 8
            var plant = try CellPlant(parameters, stateOfCharge: nil, seed: seed)
            var contacts = 0
            var parted = 0
            var short: Double?
            for index in 0..<14_400 {
                let sign = index / 360 % 2 == 0 ? 1.0 : -1
                let reading = try plant.step(.current(sign * 71.3e-6), seconds: 10, ambientKelvin: room)
                switch reading.event {
                case .contactMade: contacts += 1
                case .contactParted: parted += 1
                case .hardShort: short = Double(index) / 360
                default: break
                }
            }
            if short != nil { #expect(plant.dendriteSiemens == 0.125) }
            return (contacts, parted, short)
        }
        let first = try run(11)
        let again = try run(11)
        let other = try run(12)
        #expect(first.contacts > 5 && first.parted > 5)
        let hours = try #require(first.hours)
        #expect(hours > 5 && hours < 40)
        #expect(first == again)
        #expect(other.hours != first.hours)
    }

    /// Contacts of the soft phase: made at 0.2/400 s while plating, of 90 s on average, 300 Ω … 30 kΩ even in the logarithm.
    @Test func telegraphNoiseHasItsRates() throws {
        var parameters = try #require(PlantParameters.named("symmetric"))
        parameters.dendrite = DendriteLaw(meanHours: 1e6)
        parameters.dendrite.variation = 1e-3
        parameters.dendrite.softHours = 1e6
        parameters.dendrite.harmlessRate = 0
        var plant = try CellPlant(parameters, stateOfCharge: 0, seed: 2_026)
        var conducting = 0
        var contacts = 0
        var logarithms = 0.0
        var before = 0.0
        let seconds = 1_500_000
        for index in 0..<seconds {
            let amperes = index / 3600 % 2 == 0 ? 71.3e-6 : -71.3e-6
            _ = try plant.step(.current(amperes), seconds: 1, ambientKelvin: room)
            let siemens = plant.dendriteSiemens
            if siemens > 0 { conducting += 1 }
            if siemens > 0 && siemens != before {
                contacts += 1
                logarithms += log10(1 / siemens)
                #expect(siemens <= 1 / 300.0 && siemens >= 1 / 30_000.0)
            }
            before = siemens
        }
        // 1.5·10⁶ s / (2000 + 90) s = 718 contacts; four deviations of a count, of a mean of 718, of an even spread.
        #expect(abs(contacts - 718) < 107)
        #expect(abs(Double(conducting) / Double(contacts) - 90) < 14)
        #expect(abs(logarithms / Double(contacts) - 3.477) < 0.09)
    }

    /// The sign of the temperature is a parameter: warmth hastens or, with the other sign, hinders.
    @Test func theSignOfTheTemperatureIsAParameter() throws {
        func depth(_ electronvolts: Double) throws -> Double {
            var parameters = try #require(PlantParameters.named("symmetric"))
            parameters.dendrite.activationEnergy = electronvolts
            parameters.dendrite.variation = 1e-3
            var plant = try CellPlant(parameters, stateOfCharge: nil, seed: 1, kelvin: 318.15)
            for _ in 0..<360 { _ = try plant.step(.current(71.3e-6), seconds: 10, ambientKelvin: 318.15) }
            return plant.dendrite.depth
        }
        let neutral = try depth(0)
        #expect(try depth(0.5) > 2 * neutral)
        #expect(try depth(-0.5) < neutral / 2)
    }
}

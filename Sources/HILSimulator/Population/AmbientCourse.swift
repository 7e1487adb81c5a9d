import CellPlant
import Foundation

/// The ambient temperature of a cell over its run: constant, or for a third of the cells with a day's sine or a step.
///
/// Warm cells stay in 15…45 °C, cold ones in −5…15 °C.
package struct AmbientCourse: Sendable {
    /// How it changes.
    package enum Change: Equatable, Sendable {
        case constant
        /// A sine of ±3 K a day, with its phase in radians.
        case daily(phase: Double)
        /// Another temperature in kelvin from a time in seconds on.
        case step(atSecond: Double, kelvin: Double)
    }

    /// Amplitude of a day, in K.
    private static let amplitude = 3.0
    /// The farthest step, in K.
    private static let farthestStep = 10.0
    private static let warmCelsius = 15.0...45.0
    private static let coldCelsius = -5.0...15.0

    /// The constant temperature, the middle of the sine, or that before the step; in kelvin.
    package let kelvin: Double
    /// How it changes.
    package let change: Change

    /// The course that a seed decides; a step comes within the first `hours`.
    package init(isCold: Bool, hours: Double, seed: UInt64) {
        var generator = PlantGenerator(seed: seed)
        let band = isCold ? AmbientCourse.coldCelsius : AmbientCourse.warmCelsius
        let kind = Int.random(in: 0..<6, using: &generator)
        let margin = kind == 0 ? AmbientCourse.amplitude : 0
        let start = Double.random(in: band.lowerBound + margin...band.upperBound - margin, using: &generator)
        kelvin = start + 273.15
        switch kind {
        case 0: change = .daily(phase: Double.random(in: 0...2 * Double.pi, using: &generator))
        case 1:
            let time = 3600 * hours * Double.random(in: 0.1...0.9, using: &generator)
            let lowest = max(band.lowerBound, start - AmbientCourse.farthestStep)
            let highest = min(band.upperBound, start + AmbientCourse.farthestStep)
            change = .step(atSecond: time, kelvin: Double.random(in: lowest...highest, using: &generator) + 273.15)
        default: change = .constant
        }
    }

    /// The temperature at a time in seconds, in kelvin.
    package func kelvin(atSecond second: Double) -> Double {
        switch change {
        case .constant: kelvin
        case .daily(let phase): kelvin + AmbientCourse.amplitude * sin(2 * .pi * second / 86_400 + phase)
        case .step(let time, let other): second < time ? kelvin : other
        }
    }
}

import CellPlant

/// A constant current for whole seconds, positive charges.
struct Pulse: Encodable, Sendable {
    var amperes: Double
    var seconds: Int

    /// Charge, rest, discharge, rest, at each amplitude.
    static func train(_ amplitudes: [Double], pulse: Int, rest: Int) -> [Pulse] {
        amplitudes.flatMap { amperes in
            [
                Pulse(amperes: amperes, seconds: pulse), Pulse(amperes: 0, seconds: rest),
                Pulse(amperes: -amperes, seconds: pulse), Pulse(amperes: 0, seconds: rest),
            ]
        }
    }
}

/// 25 °C.
let room = 298.15

extension CellPlant {
    /// The terminal voltage at the end of each second of the pulses, or of each `step` seconds.
    mutating func volts(_ pulses: [Pulse], step: Int = 1) throws -> [Double] {
        var volts: [Double] = []
        for pulse in pulses {
            for _ in 0..<(pulse.seconds / step) {
                let drive: Drive = pulse.amperes == 0 ? .rest : .current(pulse.amperes)
                volts.append(try self.step(drive, seconds: Double(step), ambientKelvin: room).volts)
            }
        }
        return volts
    }
}

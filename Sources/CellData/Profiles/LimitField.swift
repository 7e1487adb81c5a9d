import CellCore

/// A key of the table `[limits]`, and how its number stands for whole units of `CellLimits`.
enum LimitField: String {
    case voltageAbove = "voltage_above_volt"
    case voltageBelow = "voltage_below_volt"
    case voltageHysteresis = "voltage_hysteresis_volt"
    case chargeAbove = "charge_above_ampere"
    case dischargeAbove = "discharge_above_ampere"
    case currentHysteresis = "current_hysteresis_ampere"
    case temperatureAbove = "temperature_above_celsius"
    case temperatureBelow = "temperature_below_celsius"
    case temperatureHysteresis = "temperature_hysteresis_kelvin"
    case temperatureRate = "temperature_rate_kelvin_per_minute"
    case voltageRate = "voltage_rate_volt_per_second"
    case plausibleVoltage = "plausible_volt"
    case plausibleOhms = "plausible_ohm"
    case plausibleStep = "answer_step_ampere"
    case plausibleSteady = "answer_steady_ampere"

    /// Decimal places of a unit: nanovolts have nine.
    var places: Int {
        switch self {
        case .voltageAbove, .voltageBelow, .voltageHysteresis, .voltageRate, .plausibleVoltage: 9
        case .chargeAbove, .dischargeAbove, .currentHysteresis, .plausibleStep, .plausibleSteady: 12
        case .temperatureAbove, .temperatureBelow, .temperatureHysteresis, .temperatureRate: 3
        case .plausibleOhms: 0
        }
    }

    /// Units at 0 of the file's scale: 0 °C is 273 150 mK.
    var zero: Int64 { self == .temperatureAbove || self == .temperatureBelow ? 273_150 : 0 }

    /// What the units may be.
    var range: ClosedRange<Int64> {
        switch self {
        case .voltageAbove, .voltageBelow, .plausibleVoltage: ProfileRange.limitNanovolts
        case .voltageHysteresis: ProfileRange.limitHysteresisNanovolts
        case .chargeAbove, .dischargeAbove: 1...ProfileRange.picoamperes.upperBound
        case .currentHysteresis: ProfileRange.picoamperes
        case .temperatureAbove, .temperatureBelow: ProfileRange.limitMillikelvin
        case .temperatureHysteresis: ProfileRange.limitHysteresisMillikelvin
        case .temperatureRate, .voltageRate: ProfileRange.limitRate
        case .plausibleOhms: ProfileRange.plausibleOhms
        case .plausibleStep: ProfileRange.plausibleStepPicoamperes
        case .plausibleSteady: 0...ProfileRange.plausibleStepPicoamperes.upperBound
        }
    }

    /// True where a level lies below the one before it.
    var isFalling: Bool { self == .voltageBelow || self == .temperatureBelow }

    /// Units as the file's number, exactly.
    func text(_ units: Int64) -> String { DecimalText.string(units - zero, places: places) }

    /// The file's number as units; nil out of range.
    func units(_ number: Double) -> Int64? {
        var unitsPerOne = 1.0
        for _ in 0..<places { unitsPerOne *= 10 }
        let units = (number * unitsPerOne).rounded() + Double(zero)
        guard units >= Double(range.lowerBound), units <= Double(range.upperBound) else { return nil }
        return Int64(units)
    }
}

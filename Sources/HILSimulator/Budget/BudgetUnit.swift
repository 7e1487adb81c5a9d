/// A unit in which a row of the error budget is printed; in JSON the value stands in the SI unit that its key names.
public enum BudgetUnit: String, Sendable {
    case milliamperes = "mA"
    case microamperes = "µA"
    case nanoamperes = "nA"
    case nanoamperesPerKelvin = "nA/K"
    case microvolts = "µV"
    case nanovoltsPerKelvin = "nV/K"
    case millivolts = "mV"
    case millikelvin = "mK"
    case percent = "%"
    case partsPerMillion = "ppm"
    case partsPerMillionPerKelvin = "ppm/K"
    case microampereHours = "µAh"
    case kiloohms = "kΩ"
    case megaohms = "MΩ"
    case microsiemens = "µS"

    /// What a value in the SI unit is multiplied with.
    public var scale: Double {
        switch self {
        case .milliamperes, .millivolts, .millikelvin: 1e3
        case .microamperes, .microvolts, .microampereHours, .microsiemens: 1e6
        case .partsPerMillion, .partsPerMillionPerKelvin: 1e6
        case .nanoamperes, .nanoamperesPerKelvin, .nanovoltsPerKelvin: 1e9
        case .percent: 100
        case .kiloohms: 1e-3
        case .megaohms: 1e-6
        }
    }

    /// The SI unit, as the end of a key in JSON.
    public var key: String {
        switch self {
        case .milliamperes, .microamperes, .nanoamperes: "ampere"
        case .nanoamperesPerKelvin: "ampere_per_kelvin"
        case .microvolts, .millivolts: "volt"
        case .nanovoltsPerKelvin: "volt_per_kelvin"
        case .millikelvin: "kelvin"
        case .percent, .partsPerMillion: "ratio"
        case .partsPerMillionPerKelvin: "ratio_per_kelvin"
        case .microampereHours: "ampere_hour"
        case .kiloohms, .megaohms: "ohm"
        case .microsiemens: "siemens"
        }
    }
}

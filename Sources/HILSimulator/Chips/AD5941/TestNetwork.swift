import Foundation

/// A voltage source behind R + (R ∥ C), or a plain resistor: a cell whose answers can be computed by hand.
public final class TestNetwork: ExcitableCell {
    /// Voltage without a current, in volts.
    public var openVolts: Double
    /// Resistance in series, in ohms.
    public let seriesOhms: Double
    /// Resistance beside the capacitor, in ohms; 0 for none.
    public let parallelOhms: Double
    /// Capacitor beside that resistance, in farads.
    public let parallelFarads: Double
    /// Charge that went through, in coulombs; positive charges.
    public private(set) var coulombs = 0.0
    /// Nanoseconds that `excite` moved it on.
    public private(set) var nanoseconds: UInt64 = 0
    private var branchVolts = 0.0
    private var amperes = 0.0

    /// A network at rest.
    public init(openVolts: Double = 0, seriesOhms: Double, parallelOhms: Double = 0, parallelFarads: Double = 0) {
        self.openVolts = openVolts
        self.seriesOhms = seriesOhms
        self.parallelOhms = parallelOhms
        self.parallelFarads = parallelFarads
    }

    /// R + R/(1 + jωRC).
    public func impedance(hertz: Double) -> (real: Double, imaginary: Double) {
        let x = 2 * Double.pi * hertz * parallelOhms * parallelFarads
        return (seriesOhms + parallelOhms / (1 + x * x), -parallelOhms * x / (1 + x * x))
    }

    /// Terminal voltage with the last current, in volts.
    public func volts() -> Double { openVolts + branchVolts + amperes * seriesOhms }

    /// Exact for a constant current.
    public func excite(amperes: Double, forNanoseconds duration: UInt64) -> Double {
        let seconds = Double(duration) * 1e-9
        let tau = parallelOhms * parallelFarads
        let decay = tau > 0 ? exp(-seconds / tau) : 0
        branchVolts = branchVolts * decay + amperes * parallelOhms * (1 - decay)
        self.amperes = amperes
        coulombs += amperes * seconds
        nanoseconds += duration
        return volts()
    }
}

import CellPlant

/// A `CellPlant` as the impedance front end sees it, with the time that it has reached.
///
/// The owner of the simulation calls the chip's `synchronize(to:)` first, which steps the plant while it is coupled, and
/// then `advance(to:)` of this for what is left. A cell of another kind conforms in the same way: its steady state from
/// `CellPlant.impedance(hertz:)`, its time domain from `step(.current…)` with load and excitation added.
public final class PlantExcitation: ExcitableCell {
    /// The cell.
    public var plant: CellPlant
    /// The load's current in amperes, positive charges.
    public var loadAmperes = 0.0
    /// Temperature around the cell in kelvin.
    public var ambientKelvin: Double
    /// The time that the cell has reached, in nanoseconds.
    public private(set) var nanoseconds: UInt64
    /// The reading of the last step.
    public private(set) var reading: PlantReading?
    private var lastVolts: Double

    /// A cell that has reached `nanoseconds` and shows `volts` there.
    public init(_ plant: CellPlant, volts: Double, ambientKelvin: Double = 298.15, at nanoseconds: UInt64 = 0) {
        self.plant = plant
        self.ambientKelvin = ambientKelvin
        self.nanoseconds = nanoseconds
        lastVolts = volts
    }

    /// Steps the cell with its load alone to `nanoseconds`, in steps of at most 1 s.
    public func advance(to nanoseconds: UInt64) {
        while self.nanoseconds < nanoseconds {
            _ = excite(amperes: 0, forNanoseconds: min(nanoseconds - self.nanoseconds, 1_000_000_000))
        }
    }

    /// 0 where the plant has no answer for the frequency.
    public func impedance(hertz: Double) -> (real: Double, imaginary: Double) {
        guard let ohms = try? plant.impedance(hertz: hertz) else { return (0, 0) }
        return (ohms.real, ohms.imaginary)
    }

    /// Terminal voltage at the end of the last step, in volts.
    public func volts() -> Double { lastVolts }

    /// A step of the plant with load and excitation; less than 1 µs is counted but not stepped.
    public func excite(amperes: Double, forNanoseconds duration: UInt64) -> Double {
        nanoseconds += duration
        let seconds = Double(duration) * 1e-9
        guard seconds >= 1e-6 else { return lastVolts }
        let drive = Drive.current(loadAmperes + amperes)
        if let reading = try? plant.step(drive, seconds: seconds, ambientKelvin: ambientKelvin) {
            self.reading = reading
            lastVolts = reading.volts
        }
        return lastVolts
    }
}

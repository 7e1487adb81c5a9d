/// A cell between the terminals of the impedance front end, as its model sees it.
///
/// Whoever owns the cell also owns its load. While the coupling switch is closed the chip's model moves the cell on in
/// time by `excite`; the owner calls the model's `synchronize(to:)` first and moves the cell on only where that did not.
public protocol ExcitableCell: AnyObject {
    /// Small-signal impedance in ohms at the present state; above 10 Hz in use, and once to find the step response.
    func impedance(hertz: Double) -> (real: Double, imaginary: Double)

    /// Terminal voltage now, with the load, in volts.
    func volts() -> Double

    /// Drives the cell with a current, positive charges, on top of its load, and moves it on by that time.
    ///
    /// Returns the terminal voltage in volts at its end, the current still flowing. Times are at most 1 ms, but for a
    /// coupled loop at rest, whose steps are up to 100 ms long.
    func excite(amperes: Double, forNanoseconds: UInt64) -> Double
}

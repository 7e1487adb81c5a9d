/// The cell of a scenario between the terminals of the impedance front end.
///
/// While the coupling switch is closed the chip's model moves the cell on in time; what it has not moved, the owner does.
/// The load's current stays what the schedule says: the excitation's does not cross the shunt.
final class CoupledCell: ExcitableCell {
    /// The cell, at most a piece ahead of the clock.
    private(set) var cell: VirtualCell
    /// Why the plant refused a step; the owner throws it.
    private(set) var failure: SimulationError?
    private var nanoseconds: UInt64 = 0

    init(_ cell: VirtualCell) { self.cell = cell }

    /// Moves the cell on without excitation; its mean load current in amperes.
    func advance(toNanosecond end: UInt64) throws(SimulationError) -> Double {
        if let failure { throw failure }
        nanoseconds = max(nanoseconds, end)
        return try cell.advance(toMicrosecond: end / 1_000)
    }

    func impedance(hertz: Double) -> (real: Double, imaginary: Double) { cell.impedance(hertz: hertz) }

    func volts() -> Double { cell.volts }

    func excite(amperes: Double, forNanoseconds duration: UInt64) -> Double {
        nanoseconds += duration
        guard failure == nil, nanoseconds / 1_000 > cell.microseconds else { return cell.volts }
        cell.excitationAmperes = amperes
        do throws(SimulationError) {
            _ = try cell.advance(toMicrosecond: nanoseconds / 1_000)
        } catch {
            failure = error
        }
        cell.excitationAmperes = 0
        return cell.volts
    }

    /// The time from which the next excitation counts, in nanoseconds.
    func follow(nanoseconds time: UInt64) { nanoseconds = time }
}

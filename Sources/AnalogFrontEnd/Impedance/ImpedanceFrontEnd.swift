import CellCore

/// Impedance spectra of the cell by an AD5941 on an SPI bus: polled with the time, it gives points and tells how the chip is.
///
/// The cell is connected to the excitation only during a spectrum, through the coupling switch at the chip's GPIO0.
///
/// ```swift
/// var impedance = ImpedanceFrontEnd(bus: bus)
/// _ = impedance.startSpectrum(at: clock.microseconds)
/// while impedance.isBusy {
///     impedance.poll(at: clock.microseconds)
///     if let point = impedance.takePoint() { … }
/// }
/// ```
public struct ImpedanceFrontEnd<Bus: SPIBus & ~Copyable>: ~Copyable {
    /// The bus; the front end alone starts transfers on it.
    public var bus: Bus

    /// A front end whose chip is started at the first polls.
    public init(bus: consuming Bus) { self.bus = bus }

    /// Moves everything on; `now` is the host's crystal in microseconds. Never waits.
    ///
    /// Cost: one transfer ended and one begun at most.
    public mutating func poll(at now: UInt64) {}

    /// Begins a spectrum; false while one runs or the chip is not ready.
    public mutating func startSpectrum(at now: UInt64) -> Bool { false }

    /// Ends a spectrum without its remaining points: stops exciting and opens the coupling switch.
    public mutating func abortSpectrum(at now: UInt64) {}

    /// True from the closing of the coupling switch until it is open again: samples then carry the excitation flag.
    public var isExciting: Bool { false }

    /// True while a spectrum is under way.
    public var isBusy: Bool { false }

    /// Takes the oldest point that is finished; nil while there is none. To be called after each poll.
    public mutating func takePoint() -> ImpedancePoint? { nil }

    /// Spectra completed since power-up; wraps around.
    public var spectrumCount: UInt32 { 0 }

    /// How the chip is.
    public var health: ChipHealth { .starting }

    /// Before this time `poll` has nothing to do unless a transfer is under way.
    public var dueMicroseconds: UInt64 { 0 }

    /// The chip's interrupt pin GP0 fell at `time`. Optional: without it the driver looks by itself.
    public mutating func interrupted(at time: UInt64) {}
}

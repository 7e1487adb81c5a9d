import AnalogFrontEnd
import CellCore

/// Where spectra come from. On a board it is the impedance front end; `NoImpedance` where there is none.
public protocol ImpedanceSource: ~Copyable {
    /// Moves everything on; `now` is the crystal in microseconds. Never waits.
    mutating func poll(at now: UInt64)
    /// Begins a spectrum; false while one runs or the chip is not ready.
    mutating func startSpectrum(at now: UInt64) -> Bool
    /// Stops exciting and opens the coupling switch.
    mutating func abortSpectrum(at now: UInt64)
    /// The chip's interrupt pin fell at `time`.
    mutating func interrupted(at time: UInt64)
    /// Takes a point that is measured; nil while none is. Called after each poll.
    mutating func takePoint() -> ImpedancePoint?
    /// From the coupling switch's closing until it is open again.
    var isExciting: Bool { get }
    /// A spectrum is under way.
    var isBusy: Bool { get }
    /// Spectra completed; wraps around.
    var spectrumCount: UInt32 { get }
    /// How the chip is; nil health where the board has none.
    var condition: ChipCondition { get }
    /// Before this time there is nothing to do unless an interrupt comes; 0 while a transfer is under way.
    var dueMicroseconds: UInt64 { get }
}

extension ImpedanceFrontEnd: ImpedanceSource where Bus: ~Copyable {
    /// How the chip is.
    public var condition: ChipCondition {
        ChipCondition(health: health, errorCount: errorCount, faultCount: faultCount)
    }
}

/// A board without an impedance front end.
public struct NoImpedance: ImpedanceSource {
    /// Nothing.
    public init() {}

    /// Does nothing.
    public mutating func poll(at now: UInt64) {}
    /// False.
    public mutating func startSpectrum(at now: UInt64) -> Bool { false }
    /// Does nothing.
    public mutating func abortSpectrum(at now: UInt64) {}
    /// Does nothing.
    public mutating func interrupted(at time: UInt64) {}
    /// Nil.
    public mutating func takePoint() -> ImpedancePoint? { nil }
    /// False.
    public var isExciting: Bool { false }
    /// False.
    public var isBusy: Bool { false }
    /// 0.
    public var spectrumCount: UInt32 { 0 }
    /// No chip.
    public var condition: ChipCondition { ChipCondition(health: nil) }
    /// Never.
    public var dueMicroseconds: UInt64 { .max }
}

import AnalogFrontEnd
import Journal
import USBDevice

/// What the application needs of a board: a clock, the pins that tell of a chip, and how the processor was started.
///
/// Its buses, flash and USB controller go to the drivers above them (`FirmwareParts`). Nothing here waits. Each body has
/// a conformance: the microcontroller, the simulator, and one that plays back.
public protocol Board: ~Copyable {
    /// Where samples come from: on a board `MeasuringChain` over its I2C bus.
    associatedtype Sensors: SampleSource & ~Copyable
    /// Where spectra come from: on a board `ImpedanceFrontEnd` over its SPI bus; `NoImpedance` on one without.
    associatedtype Impedance: ImpedanceSource & ~Copyable
    /// Where the journal is kept; `NoFlash` on a board without.
    associatedtype Flash: FlashStore & ~Copyable
    /// The controller of the USB plug.
    associatedtype Controller: USBController & ~Copyable

    /// Time since power-up in microseconds, from the crystal; never goes back.
    var uptimeMicroseconds: UInt64 { get }
    /// Why the processor started.
    var resetCause: ResetCause { get }
    /// The processor's own register of that, for the journal.
    var rawResetCause: UInt32 { get }

    /// Takes the oldest fall of a chip's data-ready pin that an interrupt has stamped; nil while there is none.
    mutating func nextEdge() -> PinEdge?
}

/// A chip that tells of a finished conversion by a pin.
public enum PinSource: Sendable {
    /// ALERT of the INA228.
    case current
    /// DRDY of the ADS122C04.
    case voltage
    /// ALERT of the TMP117.
    case temperature
    /// The interrupt pin of the AD5941.
    case impedance
}

/// The fall of a pin.
public struct PinEdge: Sendable {
    /// Whose pin.
    public var source: PinSource
    /// When it fell, in microseconds of the crystal.
    public var microseconds: UInt64

    /// A fall at a time.
    public init(_ source: PinSource, microseconds: UInt64) {
        self.source = source
        self.microseconds = microseconds
    }
}

/// What the application is put together from, handed over once.
public struct FirmwareParts<B: Board & ~Copyable>: ~Copyable {
    var board: B
    var sensors: B.Sensors
    var impedance: B.Impedance
    var flash: B.Flash
    var controller: B.Controller

    /// The parts of one board.
    public init(
        board: consuming B, sensors: consuming B.Sensors, impedance: consuming B.Impedance, flash: consuming B.Flash,
        controller: consuming B.Controller
    ) {
        self.board = board
        self.sensors = sensors
        self.impedance = impedance
        self.flash = flash
        self.controller = controller
    }
}

import CellCore

/// Impedance spectra of the cell by an AD5941 on an SPI bus: polled with the time, it gives points and tells how the chip is.
///
/// A spectrum: a self-test at the calibration resistor, the coupling switch (at the chip's GPIO0) closed, the coupling
/// capacitors settled, single sines, a multisine, the switch open again, and the calibration of each point at the resistor
/// with the gains it was measured with. Z = R · (V/I at the cell) / (V/I at the resistor), so that gains, filters and the
/// amplifier's phase fall out. Frequencies are those of the chip's oscillator as the host's crystal
/// measures it during the multisine (`ChipClock`). The points come during the calibration. A point that is clipped or too small is left out.
///
/// Bounds: an access is tried at most 3 times, 1 ms apart; a chip that is given up is started again after 250 ms, without
/// end; every run of the chip has a limit of 1.5 of its time and 50 ms. A fault opens the switch at once.
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
    /// The calibration resistor in ohms.
    public let calibrationOhms: Float
    /// Resistance times capacitance of each sense input's coupling in seconds.
    public let couplingSeconds: Float
    /// The plan of the next spectrum; a change counts from its start.
    public var plan: SpectrumPlan

    /// How the chip is.
    public internal(set) var health = ChipHealth.starting
    /// Transfers that failed or were damaged since power-up; wraps around.
    public internal(set) var errorCount: UInt32 = 0
    /// Times the chip was given up since power-up; wraps around.
    public internal(set) var faultCount: UInt32 = 0
    /// Spectra completed since power-up; wraps around.
    public internal(set) var spectrumCount: UInt32 = 0
    /// True from the closing of the coupling switch until it is open again: samples then carry the excitation flag.
    ///
    /// After a fault until the chip has been seen with the switch open, or has not answered for a second: without supply
    /// its pin lets go, and the switch opens by its pull-down.
    public internal(set) var isExciting = false
    /// Before this time `poll` has nothing to do unless a transfer is under way.
    public internal(set) var dueMicroseconds: UInt64 = 0

    // What is under way.
    var stage = FrontEndStage.startup
    var step = 0
    var wantsSpectrum = false
    var wantsAbort = false
    var isAborted = false
    var isTesting = false
    var startMicroseconds: UInt64 = 0
    var silenceMicroseconds: UInt64 = 0
    // The bus.
    var port = AD5941Port()
    var attempts = 0
    var isTransferring = false
    var transferMicroseconds: UInt64 = 0
    // The spectrum.
    var running: SpectrumPlan
    var points = PointList()
    var sine: SineMeasurement
    var sineIndex = 0
    var adjustments = 0
    var realPart: UInt32 = 0
    var voltageScale: Float = 1
    var currentScale: Float = 1
    var cellOhms: Float = 1_000
    var settlement = Settlement()
    var wave: MultisineWave
    var lockIn: LockIn
    var chipClock = ChipClock()
    var voltages = LockInResult()
    var weakening: Float = 1
    var isCurrentPass = false
    var waveFeedback = 1

    /// A front end whose chip is started at the first polls.
    ///
    /// `calibrationOhms`: the resistor between RCAL0 and RCAL1; `couplingSeconds`: 10 µF · 10 MΩ by default.
    public init(
        bus: consuming Bus, calibrationOhms: Float = 1_000, couplingSeconds: Float = 100,
        plan: SpectrumPlan = .standard
    ) {
        self.bus = bus
        self.calibrationOhms = calibrationOhms
        self.couplingSeconds = couplingSeconds
        self.plan = plan
        running = plan
        sine = SineMeasurement(word: 1 << 16, range: .first, target: .reference)
        wave = MultisineWave(plan.multisine, ohms: 1_000, weakening: 1)
        lockIn = LockIn(plan.multisine, coupling: couplingSeconds)
    }

    /// Moves everything on; `now` is the host's crystal in microseconds. Never waits.
    ///
    /// During a multisine to be called at least every 0.5 s, for the chip's FIFO holds 1.2 s. Cost: one transfer ended and
    /// one begun at most; a transfer of 16 samples is correlated with up to 21 sines.
    public mutating func poll(at now: UInt64) {
        guard finishTransfer(at: now) else { return }
        if wantsAbort { dueMicroseconds = min(dueMicroseconds, now) }
        guard now >= dueMicroseconds else { return }
        if port.isIdle {
            guard let access = nextAccess(at: now) else { return }
            port.begin(access)
        }
        isTransferring = true
        transferMicroseconds = now
        bus.start(port.transfer)
    }

    /// Begins a spectrum; false while one runs or the chip is not ready.
    public mutating func startSpectrum(at now: UInt64) -> Bool {
        guard stage == .idle, !wantsSpectrum else { return false }
        wantsSpectrum = true
        wantsAbort = false
        dueMicroseconds = min(dueMicroseconds, now)
        return true
    }

    /// Ends a spectrum without its remaining points: stops exciting and opens the coupling switch.
    public mutating func abortSpectrum(at now: UInt64) {
        guard isBusy else { return }
        if wantsSpectrum {
            wantsSpectrum = false
            return
        }
        wantsAbort = true
        dueMicroseconds = min(dueMicroseconds, now)
    }

    /// True while a spectrum is under way.
    public var isBusy: Bool { wantsSpectrum || stage.isSpectrum }

    /// Takes the oldest point that is finished; nil while there is none. To be called after each poll.
    public mutating func takePoint() -> ImpedancePoint? { points.take() }

    /// The chip's interrupt pin GP3 fell at `time`. Optional: without it the driver looks by itself.
    public mutating func interrupted(at time: UInt64) {
        // A transform that has ended early is read early; everything else keeps its time.
        guard stage.isMeasuring, step == SineMeasurement.lookStep else { return }
        dueMicroseconds = min(dueMicroseconds, time)
    }
}

/// What the front end is at.
enum FrontEndStage: Sendable {
    case startup, retreat, idle, reference, test, connect, settle, sine, wave, pass, disconnect, calibration, sleep

    /// True while a spectrum is under way.
    var isSpectrum: Bool { self != .startup && self != .retreat && self != .idle }
    /// True while a sine is measured.
    var isMeasuring: Bool { self == .test || self == .sine || self == .calibration }
}

/// Watches the direct current that charges the coupling capacitors.
struct Settlement: Sendable {
    private var last: Int32 = 0
    private var quiet = 0

    /// Takes the current's code; true when it was within the range and has changed by less than 8 codes, 30 nA at 10 kΩ, in
    /// each of three looks.
    mutating func isSettled(_ code: UInt32) -> Bool {
        let value = Int32(code & 0xFFFF) - 32_768
        let change = value - last
        last = value
        let isWithin = value > -ConverterInput.limit && value < ConverterInput.limit
        quiet = isWithin && change > -8 && change < 8 ? quiet + 1 : 0
        return quiet >= 3
    }
}

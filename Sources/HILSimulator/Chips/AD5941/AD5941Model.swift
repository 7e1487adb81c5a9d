/// An Analog Devices AD5941 at register level, with the network around it and the errors of one sample of it.
///
/// ```swift
/// let chip = AD5941Model(cell: TestNetwork(openVolts: 2.1, seriesOhms: 120), spread: .typical, seed: 1)
/// var bus = SimulatedSPIBus(target: chip, clock: clock)
/// ```
/// Written against the AD5940/AD5941 data sheet; where a comment says (unverified) a fact is inferred. What is simplified:
/// a sine of 10 Hz and more is a steady state, slower ones and LPDAC0 go through the loop in the time domain; the
/// excitation is regulated across the whole loop whichever pins P and N sense; amplifiers have one pole and do not lose
/// their virtual ground when they clip; the notch is a mean over its periods; references and their buffers are always
/// there. Trapezoid generator, LPTIA, statistics, comparators' hysteresis, watchdog, CRC and pin triggers are registers only;
/// calibration registers have no effect. Unknown registers answer 0 and are complained of.
public final class AD5941Model: SPITarget {
    /// Something that a driver should not have done, or that the model does not know.
    public enum Complaint: Equatable, Sendable {
        /// A register that the model does not know was read or written.
        case unknownRegister(UInt16)
        /// An SPI command that does not exist.
        case unknownCommand(UInt8)
        /// A transaction while the chip was starting or waking.
        case notReady
        /// PWRMOD was written without its key.
        case locked(UInt16)
        /// Matrix or amplifiers leave the excitation loop without feedback.
        case openLoop
        /// SWCON selects its multiplexer fields, which the model does not know: all switches are open.
        case switchMultiplexer
        /// A multiplexer input of the ADC that the model does not know, or that floats.
        case unknownInput(UInt8)
        /// A command memory address outside the configured memory.
        case outsideMemory(UInt16)
        /// A trigger while the sequencer is disabled.
        case sequencerDisabled
    }

    /// This chip's errors.
    public var errors: Errors { didSet { steady = nil } }
    /// The parts around the chip; changes take effect at the next event.
    public var network: AnalogNetwork { didSet { loop.network = effectiveNetwork } }
    /// Temperature of the chip in degrees Celsius.
    public var celsius = 25.0 { didSet { steady = nil } }
    /// What CHIPID answers; 0x5502 is the third silicon.
    public var chipID: UInt16 = 0x5502
    /// Whether a burst read of the FIFO fetches two words ahead, lost unless MOSI's last two words are not zero (unverified).
    public var readsAheadInBurst = true
    /// What was wrong so far, the first 200.
    public private(set) var complaints: [Complaint] = []
    /// Samples that were clipped by the transimpedance amplifier or the ADC.
    public internal(set) var clippedSamples = 0
    /// False without power, and nothing is answered.
    public private(set) var isPowered = true

    // MARK: State

    var registers = AD5941RegisterFile(AD5941Register.resetValues)
    /// Latched flags of the two interrupt controllers.
    var flags: [UInt32] = [0, 0]
    var now: UInt64 = 0
    /// The exact time of what is happening, in nanoseconds; a sequence's commands are not on whole nanoseconds.
    var instant = 0.0
    var noise: SeededNoise
    let loop: ExcitationLoop
    /// Until when the chip starts or wakes.
    var readyAt: UInt64 = 0
    var isHibernating = false
    var keyState = 0
    /// Phase of the waveform generator in turns at a time in nanoseconds.
    var generator = (start: 0.0, turns: 0.0)
    var conversion: Conversion?
    var transform: Transform?
    /// The steady state of the sine, until a register changes.
    var steady: SteadyState?
    /// The steady state before the ADC's multiplexer or gain last changed, and when that was.
    var stateBefore: SteadyState?
    var inputChange: Double?
    var memory = [UInt32](repeating: 0, count: 1_536)
    var fifo: [UInt32] = []
    var sequence: Sequence?
    var pendingSequences: [Int] = []
    var timeoutEnd: Double?
    var timer: WakeTimer?
    /// The sequence of the last command, for the FIFO's words.
    var lastSequence = 0

    // MARK: SPI

    private var bytes: [UInt8] = []
    private var isSelected = false
    private var isDeaf = false
    private var address: UInt16 = 0
    private var answer: UInt32 = 0
    private var burst: [UInt32] = []

    /// A chip just powered up, with or without a cell in its loop; errors and noise come from a seed.
    public init(
        cell: (any ExcitableCell)? = nil, network: AnalogNetwork = AnalogNetwork(), spread: ChipSpread = .ideal,
        seed: UInt64 = 0
    ) {
        noise = SeededNoise(seed: seed)
        errors = Errors(spread, from: &noise)
        self.network = network
        loop = ExcitationLoop(network: network, cell: cell)
        loop.network = effectiveNetwork
        reset(cause: 1)
    }

    /// The network with the errors of its parts.
    var effectiveNetwork: AnalogNetwork {
        var network = network
        network.senseSeconds *= 1 + errors.senseTime
        network.calibrationOhms *= 1 + errors.calibrationResistor
        return network
    }

    func complain(_ complaint: Complaint) {
        if complaints.count < 200, complaints.last != complaint { complaints.append(complaint) }
    }

    /// Charge that the loop has put through the cell while coupled, in coulombs; positive charges the cell.
    public var coupledCoulombs: Double {
        settle()
        return loop.coulombs
    }
    /// The current through the loop now, in amperes, without that of a sine of 10 Hz and more.
    public var loopAmperes: Double {
        settle()
        return loop.point(at: Double(now)).amperes
    }
    /// The voltage on the two coupling capacitors together, in volts.
    public var couplingVolts: Double {
        settle()
        return loop.capacitorVolts
    }
    /// Longest step of the loop in the time domain, in nanoseconds: 1 ms, or less for a test of its error.
    public var longestStepNanoseconds: UInt64 {
        get { loop.longestStep }
        set { loop.longestStep = min(max(newValue, 1_000), 1_000_000) }
    }

    /// Takes the supply away or gives it back; registers are reset and the chip is ready 5 ms later (unverified).
    public func setPower(_ isOn: Bool, at nanoseconds: UInt64) {
        advance(to: nanoseconds)
        if isOn && !isPowered { reset(cause: 1, duration: 5_000_000) }
        if !isOn {
            settle()
            stopEverything()
            for address in [AD5941Register.gp0oen, AD5941Register.afecon] { registers[address] = 0 }
            updateDrive()
        }
        isPowered = isOn
    }

    /// A pulse on the reset pin, which resets all registers; ready 1 ms later (unverified).
    public func pulseReset(at nanoseconds: UInt64) {
        advance(to: nanoseconds)
        if isPowered { reset(cause: 2, duration: 1_000_000) }
    }

    /// Overwrites a register, as a disturbance would; nothing else happens.
    public func corrupt(register: UInt16, with value: UInt32) { registers[register] = value }

    /// What a register holds, without the effects of reading it; nil for one that the model does not know.
    public func peek(_ register: UInt16) -> UInt32? { registers[register] }

    /// Registers to their reset values; RSTSTA tells the cause.
    func reset(cause: UInt32, duration: UInt64 = 0) {
        settle()
        stopEverything()
        registers = AD5941RegisterFile(AD5941Register.resetValues)
        registers[AD5941Register.chipid] = UInt32(chipID)
        registers[AD5941Register.rststa] = cause
        flags = [0, 0]
        fifo = []
        keyState = 0
        isHibernating = false
        isDeaf = true
        readyAt = now + duration
        raise(.bootLoadDone)
        updateDrive()
    }

    private func stopEverything() {
        conversion = nil
        transform = nil
        sequence = nil
        pendingSequences = []
        timeoutEnd = nil
        timer = nil
    }

    /// Chip select goes low; it wakes the chip from hibernation.
    public func select() {
        isSelected = true
        bytes = []
        burst = []
        isDeaf = !isPowered || now < readyAt
        guard isPowered else { return }
        if isHibernating {
            isDeaf = true
            wake()
        } else if isDeaf {
            complain(.notReady)
        }
    }

    /// A byte of a transaction (data sheet, SPI interface section); MISO is low where nothing is defined (unverified).
    public func exchange(_ byte: UInt8) -> UInt8 {
        guard isSelected, !isDeaf else { return 0 }
        bytes.append(byte)
        let index = bytes.count - 1
        switch bytes[0] {
        case 0x20:
            if index == 2 { address = UInt16(bytes[1]) << 8 | UInt16(bytes[2]) }
            return 0
        case 0x2D:
            let length = AD5941Register.isLong(address) ? 4 : 2
            if index == length {
                let value = bytes[1...length].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                instant = Double(now)
                write(address, value)
            }
            return 0
        case 0x6D:
            let length = AD5941Register.isLong(address) ? 4 : 2
            // The register is taken during the dummy byte.
            if index == 1 { answer = read(address) }
            guard index >= 2, index < 2 + length else { return 0 }
            return UInt8(truncatingIfNeeded: answer >> UInt32(8 * (length + 1 - index)))
        case 0x5F: return burstByte(index)
        default:
            if index == 0 { complain(.unknownCommand(byte)) }
            return 0
        }
    }

    /// READFIFO: six dummy bytes, then words; each word of MOSI is the offset of the one fetched two words later.
    private func burstByte(_ index: Int) -> UInt8 {
        guard index > 0 else { return 0 }
        guard index > 6 else {
            if readsAheadInBurst && (index == 5 || index == 6) { burst.append(popFIFO()) }
            return 0
        }
        let word = (index - 7) / 4
        let part = (index - 7) % 4
        if !readsAheadInBurst && part == 0 { burst.append(popFIFO()) }
        let shown = word < burst.count ? UInt8(truncatingIfNeeded: burst[word] >> UInt32(8 * (3 - part))) : 0
        if readsAheadInBurst && part == 3 {
            let offset = bytes[(index - 3)...index].contains { $0 != 0 }
            burst.append(offset ? 0 : popFIFO())
        }
        return shown
    }

    /// Chip select goes high.
    public func deselect() { isSelected = false }
}

import CellCore

/// The chips of the chain.
public enum ChainMember: UInt8, Sendable {
    /// INA228.
    case current
    /// ADS122C04.
    case voltage
    /// TMP117.
    case temperature
}

/// INA228, ADS122C04 and TMP117 on one I2C bus: polled with the time, it gives samples and tells how the chips are.
///
/// The chips take turns by single transfers, so that none keeps the others from the bus: a transfer takes 0.25 ms at
/// most, one that fails 10 ms (`I2CBus`). A stuck line is cleared before the next transfer. A chip that answers wrongly,
/// late or never is `.faulty` within two sample periods (2.1 s): every transfer is tried at most 3 times, a conversion
/// is late after 1.5 periods, and each sample is followed by a check of the configuration before it is given.
///
/// ```swift
/// var chain = MeasuringChain(bus: bus)
/// while true {
///     chain.poll(at: clock.microseconds)
///     if let sample = chain.takeSample() { … }
/// }
/// ```
public struct MeasuringChain<Bus: I2CBus & ~Copyable>: ~Copyable {
    /// The bus; the chain alone starts transfers on it.
    public var bus: Bus
    @usableFromInline var state: ChainState

    /// A chain with its chips, which are started at the first polls.
    public init(
        bus: consuming Bus, current: INA228 = INA228(), voltage: ADS122C04 = ADS122C04(), temperature: TMP117 = TMP117()
    ) {
        self.bus = bus
        state = ChainState(current, voltage, temperature)
    }

    /// Moves everything on; `now` is the host's crystal in microseconds. Never waits.
    ///
    /// To be called at least once a conversion of the voltage, 50 ms, to miss none; after a longer pause what was missed
    /// is said in the readings. Cost: one transfer ended and one begun at most.
    @inlinable
    @inline(__always)
    public mutating func poll(at now: UInt64) {
        guard state.isBusy else { return begin(state.next(at: now)) }
        let progress = bus.poll()
        if case .pending = progress, !state.isHung(at: now) { return }
        begin(state.end(progress, at: now))
    }

    @inlinable
    @inline(__always)
    mutating func begin(_ action: BusAction) {
        switch action {
        case .nothing: break
        case .voltage: bus.start(state.voltage.transfer)
        default: beginOther(action)
        }
    }

    @inlinable
    @inline(never)
    mutating func beginOther(_ action: BusAction) {
        switch action {
        case .nothing: break
        case .recovery: bus.startRecovery()
        case .current: bus.start(state.current.transfer)
        case .voltage: bus.start(state.voltage.transfer)
        case .temperature: bus.start(state.temperature.transfer)
        }
    }

    /// Takes the sample that is finished; nil while none is. To be called after each poll.
    @inlinable
    public mutating func takeSample() -> Sample? { state.hasSample ? state.takeSample() : nil }

    /// The driver of the INA228.
    public var current: ChipDriver<INA228> { state.current }
    /// The driver of the ADS122C04.
    public var voltage: ChipDriver<ADS122C04> { state.voltage }
    /// The driver of the TMP117.
    public var temperature: ChipDriver<TMP117> { state.temperature }

    /// Times the bus was cleared since power-up; wraps around.
    public var recoveryCount: UInt32 { state.recoveryCount }

    /// Samples that were not taken before the next was there; wraps around.
    public var lostSamples: UInt32 { state.assembler.lostCount }

    /// Nominal time between two samples in microseconds at the rate in force.
    public var samplePeriodMicroseconds: UInt64 { state.samplePeriodMicroseconds }

    /// Before this time no chip wants the bus, and `poll` has nothing to do unless a transfer is under way.
    @inlinable public var dueMicroseconds: UInt64 { state.dueMicroseconds }

    /// How a chip is.
    public func health(of member: ChainMember) -> ChipHealth {
        switch member {
        case .current: state.current.health
        case .voltage: state.voltage.health
        case .temperature: state.temperature.health
        }
    }

    /// What is known of a chip's data-ready pin. A pin that is lost costs nothing but looks in its place.
    public func dataReadyPin(of member: ChainMember) -> DataReadyPin {
        switch member {
        case .current: state.current.chip.dataReadyPin
        case .voltage: state.voltage.chip.dataReadyPin
        case .temperature: state.temperature.chip.dataReadyPin
        }
    }

    /// An interrupt saw the data-ready pin of a chip fall at `time`.
    ///
    /// Once a pin has been seen to work its chip is not looked at before its conversion is overdue.
    @inlinable
    public mutating func conversionEnded(_ member: ChainMember, at time: UInt64) {
        state.conversionEnded(member, at: time)
    }

    /// Changes the rate of current and voltage, each after its conversion under way: up to 1.05 s and 50 ms.
    public mutating func setRate(_ rate: MeasuringRate) {
        state.current.chip.setRate(rate)
        state.voltage.chip.setRate(rate)
    }

    /// Checks the voltage input with the burn-out currents, see `ADS122C04`. Costs one conversion of the voltage, 50 ms.
    public mutating func checkVoltageInput() { state.voltage.chip.checkInput() }

    /// Checks the external reference against the internal one, see `ADS122C04`. Costs one conversion of the voltage, 50 ms.
    public mutating func checkReference() { state.voltage.chip.checkReference() }

    /// Says that impedance excitation was on at some time in the sample under way.
    public mutating func markExcitation() { state.assembler.markExcitation() }
}

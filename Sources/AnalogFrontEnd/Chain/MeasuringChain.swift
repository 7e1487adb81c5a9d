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

/// What the chain has started on its bus.
private enum BusActivity { case idle, recovering, transfer(ChainMember) }

/// INA228, ADS122C04 and TMP117 on one I2C bus: polled with the time, it gives samples and tells how the chips are.
///
/// The chips take turns by single transfers, so that none keeps the others from the bus: a transfer takes 0.25 ms at
/// most, one that fails 10 ms (`I2CBus`). A stuck line is cleared before the next transfer. A chip that answers wrongly,
/// late or never is `.faulty` within two sample periods (2.1 s): every transfer is tried at most 3 times, a conversion
/// is late after 1.5 periods, and each reading is followed by a check of the configuration.
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
    /// The driver of the INA228.
    public private(set) var current: ChipDriver<INA228>
    /// The driver of the ADS122C04.
    public private(set) var voltage: ChipDriver<ADS122C04>
    /// The driver of the TMP117.
    public private(set) var temperature: ChipDriver<TMP117>
    /// Times the bus was cleared since power-up; wraps around.
    public private(set) var recoveryCount: UInt32 = 0

    private var assembler = SampleAssembler()
    private var activity = BusActivity.idle
    private var startMicroseconds: UInt64 = 0
    private var needsRecovery = false
    private var nextTurn = ChainMember.current

    /// A bus on which nothing happens for this long breaks its contract; the transfer is given up.
    private static var hungMicroseconds: UInt64 { 20_000 }

    /// A chain with its chips, which are started at the first polls.
    public init(
        bus: consuming Bus, current: INA228 = INA228(), voltage: ADS122C04 = ADS122C04(), temperature: TMP117 = TMP117()
    ) {
        self.bus = bus
        self.current = ChipDriver(current)
        self.voltage = ChipDriver(voltage)
        self.temperature = ChipDriver(temperature)
    }

    /// Moves everything on; `now` is the host's crystal in microseconds. Never waits.
    ///
    /// To be called at least once a conversion of the voltage, 50 ms, to miss none; after a longer pause what was missed
    /// is said in the readings. Cost: one transfer ended and one begun at most.
    public mutating func poll(at now: UInt64) {
        assembler.substitute(at: now, period: samplePeriodMicroseconds)
        guard finishActivity(at: now) else { return }
        if needsRecovery {
            needsRecovery = false
            recoveryCount &+= 1
            bus.startRecovery()
            begin(.recovering, at: now)
            return
        }
        startTransfer(at: now)
    }

    /// Takes the sample that is finished; nil while none is. To be called after each poll.
    public mutating func takeSample() -> Sample? { assembler.takeSample() }

    /// Samples that were not taken before the next was there; wraps around.
    public var lostSamples: UInt32 { assembler.lostCount }

    /// Nominal time between two samples in microseconds at the rate in force.
    public var samplePeriodMicroseconds: UInt64 { INA228.periodMicroseconds(current.chip.rate) }

    /// Before this time no chip wants the bus, and `poll` has nothing to do unless a transfer is under way.
    public var dueMicroseconds: UInt64 {
        if case .idle = activity {
            return min(min(current.dueMicroseconds, voltage.dueMicroseconds), temperature.dueMicroseconds)
        }
        return 0
    }

    /// How a chip is.
    public func health(of member: ChainMember) -> ChipHealth {
        switch member {
        case .current: current.health
        case .voltage: voltage.health
        case .temperature: temperature.health
        }
    }

    /// An interrupt saw the data-ready pin of a chip fall at `time`.
    public mutating func conversionEnded(_ member: ChainMember, at time: UInt64) {
        switch member {
        case .current: current.conversionEnded(at: time)
        case .voltage: voltage.conversionEnded(at: time)
        case .temperature: temperature.conversionEnded(at: time)
        }
    }

    /// Changes the rate of current and voltage, each after its conversion under way: up to 1.05 s and 50 ms.
    public mutating func setRate(_ rate: MeasuringRate) {
        current.chip.setRate(rate)
        voltage.chip.setRate(rate)
    }

    /// Checks the voltage input with the burn-out currents, see `ADS122C04`.
    public mutating func checkVoltageInput() { voltage.chip.checkInput() }

    /// Says that impedance excitation was on at some time in the sample under way.
    public mutating func markExcitation() { assembler.markExcitation() }

    private mutating func begin(_ activity: BusActivity, at now: UInt64) {
        self.activity = activity
        startMicroseconds = now
    }

    /// Ends what is under way if it has ended; true when the bus is free.
    private mutating func finishActivity(at now: UInt64) -> Bool {
        if case .idle = activity { return true }
        var progress = bus.poll()
        if case .pending = progress {
            guard now >= startMicroseconds + Self.hungMicroseconds else { return false }
            progress = .failed(.timeout)
            needsRecovery = true
        }
        if case .failed(.busStuck) = progress, case .transfer = activity { needsRecovery = true }
        if case .transfer(let member) = activity { deliver(progress, to: member, at: now) }
        activity = .idle
        return true
    }

    private mutating func deliver(_ progress: I2CProgress, to member: ChainMember, at now: UInt64) {
        switch (member, progress) {
        case (.current, .done(let bytes)):
            if let reading = current.finish(bytes, at: now) {
                assembler.take(reading, period: samplePeriodMicroseconds)
            }
        case (.voltage, .done(let bytes)):
            if let reading = voltage.finish(bytes, at: now) { assembler.take(reading) }
        case (.temperature, .done(let bytes)):
            if let reading = temperature.finish(bytes, at: now) { assembler.take(reading) }
        case (.current, .failed(let error)): current.fail(error, at: now)
        case (.voltage, .failed(let error)): voltage.fail(error, at: now)
        case (.temperature, .failed(let error)): temperature.fail(error, at: now)
        case (_, .pending): break
        }
    }

    /// Starts the transfer of the first chip that wants one, beginning after the one served last.
    private mutating func startTransfer(at now: UInt64) {
        var member = nextTurn
        for _ in 0..<3 {
            let transfer =
                switch member {
                case .current: current.nextTransfer(at: now)
                case .voltage: voltage.nextTransfer(at: now)
                case .temperature: temperature.nextTransfer(at: now)
                }
            let follower: ChainMember =
                switch member {
                case .current: .voltage
                case .voltage: .temperature
                case .temperature: .current
                }
            if let transfer {
                nextTurn = follower
                bus.start(transfer)
                begin(.transfer(member), at: now)
                return
            }
            member = follower
        }
    }
}

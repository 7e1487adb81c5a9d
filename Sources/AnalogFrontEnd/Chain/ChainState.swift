import CellCore

/// What the chain has started on its bus.
private enum BusActivity { case idle, recovering, transfer(ChainMember) }

/// What the bus is to do next.
@usableFromInline enum BusAction { case nothing, recovery, transfer }

/// Everything of the chain but its bus, so that only what calls the bus is generic.
@usableFromInline struct ChainState {
    var current: ChipDriver<INA228>
    var voltage: ChipDriver<ADS122C04>
    var temperature: ChipDriver<TMP117>
    var assembler = SampleAssembler()
    var recoveryCount: UInt32 = 0
    /// Whether a transfer or a recovery is under way.
    @usableFromInline private(set) var isBusy = false
    /// The transfer to start when `next` says so.
    @usableFromInline private(set) var transfer = I2CTransfer(address: 0)

    private var activity = BusActivity.idle
    private var startMicroseconds: UInt64 = 0
    private var needsRecovery = false
    private var nextTurn = ChainMember.current
    private var voltageFaults: UInt32 = 0

    /// A bus on which nothing happens for this long breaks its contract; the transfer is given up.
    private static var hungMicroseconds: UInt64 { 20_000 }

    init(_ current: INA228, _ voltage: ADS122C04, _ temperature: TMP117) {
        self.current = ChipDriver(current)
        self.voltage = ChipDriver(voltage)
        self.temperature = ChipDriver(temperature)
    }

    var samplePeriodMicroseconds: UInt64 { INA228.periodMicroseconds(current.chip.rate) }

    @usableFromInline
    mutating func takeSample() -> Sample? {
        hasSample = false
        return assembler.takeSample()
    }

    /// Whether `takeSample` has one to give.
    @usableFromInline private(set) var hasSample = false

    /// When the first of the chips wants the bus; 0 while a transfer is under way. Stored, so that a look costs a load.
    @usableFromInline private(set) var dueMicroseconds: UInt64 = 0

    private mutating func noteDue() {
        let first = min(min(current.dueMicroseconds, voltage.dueMicroseconds), temperature.dueMicroseconds)
        dueMicroseconds = isBusy || needsRecovery ? 0 : first
    }

    /// The data-ready pin of a chip fell.
    mutating func conversionEnded(_ member: ChainMember, at time: UInt64) {
        switch member {
        case .current: current.conversionEnded(at: time)
        case .voltage: voltage.conversionEnded(at: time)
        case .temperature: temperature.conversionEnded(at: time)
        }
        noteDue()
    }

    @usableFromInline
    func isHung(at now: UInt64) -> Bool { now >= startMicroseconds + Self.hungMicroseconds }

    /// What was under way has ended; `.failed(.timeout)` also stands for a bus that hangs.
    @usableFromInline
    mutating func end(_ progress: I2CProgress, at now: UInt64) {
        isBusy = false
        guard case .transfer(let member) = activity else {
            activity = .idle
            if case .failed(.timeout) = progress { needsRecovery = isHung(at: now) }
            return
        }
        activity = .idle
        switch progress {
        case .failed(.busStuck): needsRecovery = true
        case .failed(.timeout): needsRecovery = isHung(at: now)
        default: break
        }
        deliver(progress, to: member, at: now)
    }

    /// Chooses what to do on a free bus: a recovery, or the transfer of the first chip that wants one, beginning after the
    /// one served last.
    @usableFromInline
    mutating func next(at now: UInt64) -> BusAction {
        let action = choose(at: now)
        noteDue()
        hasSample = assembler.hasSample
        return action
    }

    @inline(__always)
    private mutating func choose(at now: UInt64) -> BusAction {
        assembler.substitute(at: now, period: samplePeriodMicroseconds)
        if assembler.isUnconfirmed { askForConfirmation(at: now) }
        if needsRecovery {
            needsRecovery = false
            recoveryCount &+= 1
            begin(.recovering, at: now)
            return .recovery
        }
        var member = nextTurn
        for _ in 0..<3 {
            switch member {
            case .current:
                nextTurn = .voltage
                if current.wantsBus(at: now) { return start(current.transfer, of: .current, at: now) }
            case .voltage:
                nextTurn = .temperature
                if voltage.wantsBus(at: now) { return start(voltage.transfer, of: .voltage, at: now) }
            case .temperature:
                nextTurn = .current
                if temperature.wantsBus(at: now) { return start(temperature.transfer, of: .temperature, at: now) }
            }
            member = nextTurn
        }
        return .nothing
    }

    @inline(__always)
    private mutating func start(_ transfer: I2CTransfer, of member: ChainMember, at now: UInt64) -> BusAction {
        self.transfer = transfer
        begin(.transfer(member), at: now)
        return .transfer
    }

    private mutating func begin(_ activity: BusActivity, at now: UInt64) {
        self.activity = activity
        isBusy = true
        startMicroseconds = now
    }

    private mutating func deliver(_ progress: I2CProgress, to member: ChainMember, at now: UInt64) {
        switch (member, progress) {
        case (.current, .done(let bytes)):
            if let reading = current.finish(bytes, at: now) {
                assembler.take(reading, period: samplePeriodMicroseconds)
            }
        case (.voltage, .done(let bytes)):
            if let reading = voltage.finish(bytes, at: now) { assembler.take(reading) }
            noteVoltageFaults()
        case (.temperature, .done(let bytes)):
            if let reading = temperature.finish(bytes, at: now) { assembler.take(reading) }
        case (.current, .failed(let error)): current.fail(error, at: now)
        case (.voltage, .failed(let error)):
            voltage.fail(error, at: now)
            noteVoltageFaults()
        case (.temperature, .failed(let error)): temperature.fail(error, at: now)
        case (_, .pending): break
        }
    }

    /// A fault of the voltage's chip takes the voltage of the samples that are not confirmed yet.
    private mutating func noteVoltageFaults() {
        guard voltage.faultCount != voltageFaults else { return }
        voltageFaults = voltage.faultCount
        assembler.dropVoltage()
    }

    /// A sample waits: its voltage holds when all registers were read after its last conversion.
    private mutating func askForConfirmation(at now: UInt64) {
        if voltage.chip.isConfirmed || !voltage.isStarted {
            assembler.confirmVoltage()
        } else {
            voltage.chip.confirm()
            voltage.hasRequest(at: now)
        }
    }
}

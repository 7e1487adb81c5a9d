import CellCore

/// What the chain has started on its bus.
private enum BusActivity { case idle, recovering, transfer(ChainMember) }

/// What the bus is to do next: nothing, a recovery, or the transfer that the driver of a member holds.
@usableFromInline enum BusAction { case nothing, recovery, current, voltage, temperature }

/// Everything of the chain but its bus, so that only what calls the bus is generic.
@usableFromInline struct ChainState {
    @usableFromInline var current: ChipDriver<INA228>
    @usableFromInline var voltage: ChipDriver<ADS122C04>
    @usableFromInline var temperature: ChipDriver<TMP117>
    var assembler = SampleAssembler()
    var recoveryCount: UInt32 = 0
    /// Whether a transfer or a recovery is under way.
    @usableFromInline private(set) var isBusy = false

    private var activity = BusActivity.idle
    @usableFromInline private(set) var startMicroseconds: UInt64 = 0
    private var needsRecovery = false
    private var nextTurn = ChainMember.current
    private var voltageFaults: UInt32 = 0

    /// A bus on which nothing happens for this long breaks its contract; the transfer is given up.
    @usableFromInline static var hungMicroseconds: UInt64 { 20_000 }

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

    /// The data-ready pin of a chip fell.
    @usableFromInline
    mutating func conversionEnded(_ member: ChainMember, at time: UInt64) {
        switch member {
        case .voltage:
            voltage.conversionEnded(at: time)
            noteDue(voltage.dueMicroseconds)
        case .current:
            current.conversionEnded(at: time)
            noteDue(current.dueMicroseconds)
        case .temperature:
            temperature.conversionEnded(at: time)
            noteDue(temperature.dueMicroseconds)
        }
    }

    @inline(__always)
    private mutating func noteDue(_ time: UInt64) { dueMicroseconds = min(dueMicroseconds, time) }

    @inlinable
    func isHung(at now: UInt64) -> Bool { now >= startMicroseconds &+ Self.hungMicroseconds }

    /// Takes the end of what was under way and goes on as `next` does; `.pending` stands for a bus that hangs.
    @usableFromInline
    mutating func end(_ progress: I2CProgress, at now: UInt64) -> BusAction {
        isBusy = false
        if case .done(let bytes) = progress { finish(bytes, at: now) } else { fail(progress, at: now) }
        activity = .idle
        return choose(at: now)
    }

    /// Chooses what to do on a free bus: a recovery, or the transfer of the first chip that wants one, beginning after the
    /// one served last.
    @usableFromInline
    mutating func next(at now: UInt64) -> BusAction { choose(at: now) }

    @inline(__always)
    private mutating func choose(at now: UInt64) -> BusAction {
        if now >= assembler.dueMicroseconds { assembler.substitute(at: now, period: samplePeriodMicroseconds) }
        if assembler.isUnconfirmed { askForConfirmation(at: now) }
        hasSample = assembler.hasSample
        if needsRecovery { return beginRecovery(at: now) }
        // The voltage comes twenty times as often as the others; when none of them is due it need not wait for its turn.
        let others = min(current.dueMicroseconds, temperature.dueMicroseconds)
        guard now < others else { return firstTransfer(at: now) }
        if voltage.wantsBus(at: now) {
            nextTurn = .temperature
            return begin(.voltage, .transfer(.voltage), at: now)
        }
        dueMicroseconds = min(others, voltage.dueMicroseconds)
        return .nothing
    }

    /// What was under way has ended well.
    @inline(__always)
    private mutating func finish(_ bytes: I2CBytes, at now: UInt64) {
        guard case .transfer(let member) = activity else { return }
        switch member {
        case .voltage:
            if let reading = voltage.finish(bytes, at: now) { assembler.take(reading) }
            noteVoltageFaults()
        case .current:
            if let reading = current.finish(bytes, at: now) {
                assembler.take(reading, period: samplePeriodMicroseconds)
            }
        case .temperature:
            if let reading = temperature.finish(bytes, at: now) { assembler.take(reading) }
        }
    }

    /// What was under way has failed, or hangs.
    @inline(never)
    private mutating func fail(_ progress: I2CProgress, at now: UInt64) {
        var error = I2CError.timeout
        if case .failed(let found) = progress { error = found }
        if error == .timeout { needsRecovery = isHung(at: now) }
        guard case .transfer(let member) = activity else { return }
        if case .busStuck = error { needsRecovery = true }
        switch member {
        case .current: current.fail(error, at: now)
        case .voltage:
            voltage.fail(error, at: now)
            noteVoltageFaults()
        case .temperature: temperature.fail(error, at: now)
        }
    }

    @inline(never)
    private mutating func firstTransfer(at now: UInt64) -> BusAction {
        var member = nextTurn
        for _ in 0..<3 {
            switch member {
            case .current:
                nextTurn = .voltage
                if current.wantsBus(at: now) { return begin(.current, .transfer(.current), at: now) }
            case .voltage:
                nextTurn = .temperature
                if voltage.wantsBus(at: now) { return begin(.voltage, .transfer(.voltage), at: now) }
            case .temperature:
                nextTurn = .current
                if temperature.wantsBus(at: now) { return begin(.temperature, .transfer(.temperature), at: now) }
            }
            member = nextTurn
        }
        dueMicroseconds = min(min(current.dueMicroseconds, voltage.dueMicroseconds), temperature.dueMicroseconds)
        return .nothing
    }

    @inline(never)
    private mutating func beginRecovery(at now: UInt64) -> BusAction {
        needsRecovery = false
        recoveryCount &+= 1
        return begin(.recovery, .recovering, at: now)
    }

    @inline(__always)
    private mutating func begin(_ action: BusAction, _ activity: BusActivity, at now: UInt64) -> BusAction {
        self.activity = activity
        isBusy = true
        dueMicroseconds = 0
        startMicroseconds = now
        return action
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

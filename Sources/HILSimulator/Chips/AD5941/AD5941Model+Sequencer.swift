extension AD5941Model {
    private typealias R = AD5941Register

    /// A sequence that is being carried out.
    struct Sequence {
        var number: Int
        var address: Int
        var remaining: Int
        /// When the next command takes effect, in nanoseconds.
        var next: Double
    }

    /// The sleep and wake-up timer.
    struct WakeTimer {
        /// 0…7 for the slots A…H.
        var slot = 0
        /// True from a trigger to the end of its active time.
        var isActive = false
        var next: Double
    }

    // MARK: Clocks

    /// The high-frequency oscillator: 32 MHz when bit 2 of HPOSCCON is clear.
    private var oscillatorHertz: Double {
        (isSet(R.hposccon, 0x4) ? 16e6 : 32e6) * (1 + errors.oscillator)
    }

    /// Clock of sequencer and waveform generator, as it truly is.
    var systemHertz: Double { oscillatorHertz / Double(max(register(R.clkcon0) & 0x3F, 1)) }

    /// Clock of the ADC, as it truly is.
    var converterHertz: Double { oscillatorHertz / Double(max(register(R.clkcon0) >> 6 & 0xF, 1)) }

    private var timerTick: Double { 1e9 / (32e3 * (1 + errors.lowOscillator)) }

    // MARK: Command memory

    /// Words of the command memory: 32 bytes, 2, 4 or 6 kB (CMDDATACON).
    private var commandCapacity: Int { [8, 512, 1_024, 1_536][Int(register(R.cmddatacon) & 3)] }

    func store(_ command: UInt32) {
        let address = Int(register(R.cmdfifowaddr) & 0x7FF)
        guard address < commandCapacity else { return complain(.outsideMemory(UInt16(address))) }
        memory[address] = command
    }

    // MARK: Sequences

    /// Starts a sequence, or remembers it until the one under way has ended.
    func trigger(_ number: Int) {
        guard isSet(R.seqcon, 1) else { return complain(.sequencerDisabled) }
        guard sequence == nil else {
            if !pendingSequences.contains(number) { pendingSequences.append(number) }
            return
        }
        let info = register(R.sequenceInfo[number])
        let length = Int(info >> 16 & 0x7FF)
        guard length > 0 else { return }
        // The first command takes effect one clock after the trigger (unverified).
        sequence = Sequence(
            number: number, address: Int(info & 0x7FF), remaining: length, next: instant + 1e9 / systemHertz)
    }

    func setSequencer(isOn: Bool, wasOn: Bool) {
        guard !isOn && wasOn else { return }
        if sequence != nil { raise(.endOfSequence) }
        sequence = nil
        pendingSequences = []
    }

    /// Carries out the command that is due, and finds when the next one is.
    func executeCommand() {
        guard var running = sequence else { return }
        instant = running.next
        guard running.address < commandCapacity else {
            complain(.outsideMemory(UInt16(truncatingIfNeeded: running.address)))
            sequence = nil
            return
        }
        let command = memory[running.address]
        lastSequence = running.number
        running.address += 1
        running.remaining -= 1
        registers[R.seqcnt] = (register(R.seqcnt) + 1) & 0xFFFF
        let clock = 1e9 / systemHertz
        var clocks = 1.0
        switch command >> 30 {
        // A wait of 0 lasts one clock.
        case 0: clocks = max(1, Double(command & 0x3FFF_FFFF))
        case 1: timeoutEnd = instant + Double(command & 0x3FFF_FFFF) * clock
        default: clocks += Double(register(R.seqcon) >> 8 & 0xFF)
        }
        running.next += clocks * clock
        sequence = running.remaining > 0 ? running : nil
        // Last, since the command may stop its own sequence.
        if command >> 31 == 1 {
            let isLast = sequence == nil
            if isLast { sequence = running }
            write(0x2000 + UInt16(command >> 24 & 0x7F) * 4, command & 0xFF_FFFF)
            if isLast { sequence = nil }
        }
        if sequence == nil, !pendingSequences.isEmpty {
            instant = running.next
            trigger(pendingSequences.removeFirst())
        }
    }

    /// When the next command is due; never while halted.
    var nextCommand: Double? { isSet(R.seqcon, 0x10) ? nil : sequence?.next }

    // MARK: Sleep and wake-up timer

    /// A time of the timer in nanoseconds: 20 bits of 32 kHz. The field WUP is the time asleep, SLEEP the active one.
    private func timerPeriod(_ base: UInt16, slot: Int) -> Double {
        let number = UInt16(register(R.wuptmrOrder) >> UInt32(2 * slot) & 3)
        let low = register(base + 0x10 * number)
        let high = register(base + 0x10 * number + 4)
        return max(1, Double((high & 0xF) << 16 | low & 0xFFFF)) * timerTick
    }

    func setTimer(isOn: Bool, wasOn: Bool) {
        if !isOn { timer = nil }
        guard isOn && !wasOn else { return }
        timer = WakeTimer(next: instant + timerPeriod(R.wuptmrWakeLow, slot: 0))
    }

    /// The timer triggers the sequence of its slot and, an active time later, goes on to the next slot.
    func fireTimer() {
        guard var timer else { return }
        instant = timer.next
        if timer.isActive {
            timer.isActive = false
            timer.slot = timer.slot >= Int(register(R.wuptmrCon) >> 1 & 7) ? 0 : timer.slot + 1
            timer.next += timerPeriod(R.wuptmrWakeLow, slot: timer.slot)
            self.timer = timer
            if isSet(R.pwrmod, 0x4) { hibernate() }
        } else {
            let slot = timer.slot
            timer.isActive = true
            timer.next += timerPeriod(R.wuptmrSleepLow, slot: slot)
            self.timer = timer
            raise(.sleepTimer)
            if isHibernating { wake() }
            if !isSet(R.wuptmrCon, 0x40) { trigger(Int(register(R.wuptmrOrder) >> UInt32(2 * slot) & 3)) }
        }
    }

    // MARK: Hibernation

    /// High-power blocks off, sequencer and ADC stopped; registers, memory, pins and LPDAC0 stay.
    func hibernate() {
        settle()
        isHibernating = true
        conversion = nil
        transform = nil
        sequence = nil
        pendingSequences = []
        steady = nil
        updateDrive()
    }

    /// Awake 100 µs later (unverified); what is sent until then is lost.
    func wake() {
        settle()
        isHibernating = false
        readyAt = now + 100_000
        raise(.woken)
        if isSet(R.afecon, Block.adc | Block.convert) { startConversion() }
        steady = nil
        updateDrive()
    }
}

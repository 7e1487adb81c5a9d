extension AD5941Model {
    private typealias R = AD5941Register

    /// A register, 0 for one that is not known.
    func register(_ address: UInt16) -> UInt32 { registers[address] ?? 0 }

    /// True when all bits of the mask are set.
    func isSet(_ address: UInt16, _ mask: UInt32) -> Bool { register(address) & mask == mask }

    /// A register over SPI, with what reading does.
    func read(_ address: UInt16) -> UInt32 {
        guard let value = registers[address] else {
            complain(.unknownRegister(address))
            return 0
        }
        switch address {
        case R.chipid: return UInt32(chipID)
        case R.gp0in: return (0..<8).reduce(0) { $0 | (pinLevel($1) ? 1 << UInt32($1) : 0) }
        // The status bits of oscillators that are on.
        case R.osccon: return value & 0x7 | (value & 0x3) << 8
        case R.datafiford: return popFIFO()
        case R.fifocntsta: return UInt32(fifo.count) << 16
        case R.adcdat, R.sinc2dat:
            settle()
            return conversionResult(address == R.adcdat ? .sinc3 : .sinc2) ?? value
        case R.intcflag0: return flags[0]
        case R.intcflag1: return flags[1]
        case R.seqtimeout:
            guard let end = timeoutEnd else { return 0 }
            return UInt32(max(0, (end - Double(now)) * 1e-9 * systemHertz)) & 0x3FFF_FFFF
        case R.dswsta: return switches(R.dswfullcon)
        case R.pswsta: return switches(R.pswfullcon)
        case R.nswsta: return switches(R.nswfullcon)
        case R.tswsta: return switches(R.tswfullcon)
        default: return value
        }
    }

    /// A write over SPI or by the sequencer, at `instant`.
    func write(_ address: UInt16, _ value: UInt32) {
        guard let old = registers[address] else { return complain(.unknownRegister(address)) }
        let isAnalog = Self.isAnalog(address)
        if isAnalog { settle() }
        switch address {
        case R.adiid, R.chipid, R.gp0in, R.fifocntsta, R.adcdat, R.dftreal, R.dftimag, R.sinc2dat, R.datafiford,
            R.intcflag0, R.intcflag1, R.dswsta, R.pswsta, R.nswsta, R.tswsta:
            return
        case R.gp0set: registers[R.gp0out] = register(R.gp0out) | value & 0xFF
        case R.gp0clr: registers[R.gp0out] = register(R.gp0out) & ~value
        case R.gp0tgl: registers[R.gp0out] = register(R.gp0out) ^ (value & 0xFF)
        case R.rststa: registers[address] = old & ~value
        case R.intcclr:
            flags[0] &= ~value
            flags[1] &= ~value
        case R.swrstcon:
            // 0xA158 resets; ready after 200 µs (unverified).
            if value == 0xA158 { return reset(cause: 8, duration: 200_000) }
        case R.trigseq:
            for number in 0..<4 where value >> UInt32(number) & 1 == 1 { trigger(number) }
        case R.pwrkey:
            keyState = value == 0x4859 ? 1 : (value == 0xF27B && keyState == 1 ? 2 : 0)
        case R.pwrmod:
            guard keyState == 2 else { return complain(.locked(address)) }
            keyState = 0
            registers[address] = value
            if value & 3 == 2 { hibernate() }
        case R.wuptmrCon:
            registers[address] = value
            setTimer(isOn: value & 1 == 1, wasOn: old & 1 == 1)
        case R.cmdfifowrite: store(value)
        case R.seqtrgslp:
            if value & 1 == 1, register(R.seqslplock) == 0xA47E5, isSet(R.pwrmod, 0x8) { hibernate() }
        case R.seqcnt: registers[address] = 0
        case R.seqcon:
            registers[address] = value
            setSequencer(isOn: value & 1 == 1, wasOn: old & 1 == 1)
        case R.afegenintsta:
            for bit in 0..<4 where value >> UInt32(bit) & 1 == 1 { raise(bits: 1 << UInt32(9 + bit)) }
        case R.fifocon: setFIFO(value)
        case R.cmddatacon:
            registers[address] = value
            fifo = []
        case R.afecon: setBlocks(value, before: old)
        case R.wgfcw:
            keepPhase()
            registers[address] = value & 0xFF_FFFF
        case R.adcfiltercon, R.clkcon0, R.hposccon:
            keepPhase()
            registers[address] = value
            if conversion != nil && value != old { startConversion() }
        case R.swcon:
            registers[address] = value
            if value & 1 << 16 == 0 && value & 0xFFFF != 0xFFFF { complain(.switchMultiplexer) }
        case R.adccon:
            if conversion != nil && value != old {
                stateBefore = presentState()
                inputChange = instant
            }
            registers[address] = value
        case R.dftcon:
            registers[address] = value
            if transform != nil && value != old { startTransform() }
        default: registers[address] = value
        }
        guard isAnalog else { return }
        steady = nil
        updateDrive()
    }

    /// False for what touches neither loop nor samples: command memory, interrupts, timer, keys.
    private static func isAnalog(_ address: UInt16) -> Bool {
        switch address {
        case R.cmdfifowrite, R.cmdfifowaddr, R.seq0info, R.seq1info, R.seq2info, R.seq3info, R.datafifothres,
            R.seqcnt, R.seqcon, R.trigseq, 0x0800...0x0A5C:
            return false
        default: return true
        }
    }

    // MARK: Pins and interrupts

    /// Sources of interrupts, by bit (data sheet, INTCSELx table).
    enum Interrupt: UInt32 {
        case adcReady = 0
        case dftReady = 1
        case sinc2Ready = 2
        case adcMinimum = 4
        case adcMaximum = 5
        case bootLoadDone = 13
        case woken = 14
        case endOfSequence = 15
        case sequenceTimeout = 16
        case fifoFull = 23
        case fifoEmpty = 24
        case fifoThreshold = 25
        case fifoOverflow = 26
        case fifoUnderflow = 27
        case sleepTimer = 30
    }

    func raise(_ interrupt: Interrupt) { raise(bits: 1 << interrupt.rawValue) }

    /// A flag is latched where its controller has selected it.
    func raise(bits: UInt32) {
        flags[0] |= bits & register(R.intcsel0)
        flags[1] |= bits & register(R.intcsel1)
    }

    func isSelected(_ interrupt: Interrupt) -> Bool {
        (register(R.intcsel0) | register(R.intcsel1)) >> interrupt.rawValue & 1 == 1
    }

    /// Whether interrupt controller 0 or 1 asks for service.
    public func isInterruptAsserted(_ controller: Int) -> Bool { flags[controller == 0 ? 0 : 1] != 0 }

    /// The level of a general-purpose pin 0…7 that the chip drives; low where it does not.
    ///
    /// Source: data sheet, GP0CON table. An interrupt output is low while asserted when INTCPOL is 0.
    public func pinLevel(_ pin: Int) -> Bool {
        guard (0..<8).contains(pin), register(R.gp0oen) >> UInt32(pin) & 1 == 1 else { return false }
        let function = register(R.gp0con) >> UInt32(2 * pin) & 3
        let isHigh = register(R.gp0out) >> UInt32(pin) & 1 == 1
        let isSync = register(R.syncextdevice) >> UInt32(pin) & 1 == 1
        func interrupt(_ controller: Int) -> Bool { isInterruptAsserted(controller) == isSet(R.intcpol, 1) }
        switch (pin, function) {
        case (_, 2): return isSync
        case (0, 0), (3, 3), (6, 3): return interrupt(0)
        case (4, 3), (7, 3): return interrupt(1)
        case (0, 3): return isHigh
        case (_, 0): return pin == 2 ? true : isHigh
        default: return false
        }
    }

    /// Whether the coupling switch connects the cell: GPIO0 high.
    public var isCoupled: Bool { isPowered && pinLevel(0) }
}

import CellCore

/// Drives one chip over a shared bus: starts it, repeats what fails, gives up after a bound, and starts it again.
///
/// Whoever owns the bus asks for the next transfer, carries it out and hands back its end. Bounds: a transfer is tried at
/// most 3 times, 1 ms apart; a chip that is given up is started again after 250 ms, without end. One chip never keeps
/// another from the bus: each transfer is a turn of its own.
public struct ChipDriver<Chip: MeasuringChip> {
    /// The chip's own state.
    public var chip: Chip
    /// Whether it gives readings.
    public private(set) var health: ChipHealth
    /// Transfers that failed or were damaged since power-up; wraps around.
    public private(set) var errorCount: UInt32
    /// Times the chip was given up since power-up; wraps around.
    public private(set) var faultCount: UInt32

    /// Before this time the chip wants no transfer, so that a loop may sleep until then.
    public private(set) var dueMicroseconds: UInt64
    private var step: Int
    private var attempts: UInt8
    private var isAwaitingAnswer: Bool
    /// The transfer under way, or the last one.
    @usableFromInline private(set) var transfer: I2CTransfer

    /// Whether the chip is identified and configured.
    private(set) var isStarted: Bool

    /// How often a transfer is tried before the chip is given up.
    public static var maximumAttempts: UInt8 { 3 }
    /// Time between two tries in microseconds.
    public static var retryMicroseconds: UInt64 { 1_000 }
    /// Time between giving a chip up and starting it again in microseconds.
    public static var restartMicroseconds: UInt64 { 250_000 }

    /// A driver that starts its chip at the first call.
    public init(_ chip: Chip) {
        self.chip = chip
        health = .starting
        errorCount = 0
        faultCount = 0
        step = 0
        isStarted = false
        dueMicroseconds = 0
        attempts = 0
        isAwaitingAnswer = false
        transfer = I2CTransfer(address: 0)
    }

    /// The transfer to carry out now; nil when there is none, or when the last one has not been answered.
    public mutating func nextTransfer(at now: UInt64) -> I2CTransfer? { wantsBus(at: now) ? transfer : nil }

    /// Whether there is a transfer to carry out now, which `transfer` then is.
    @inline(__always)
    mutating func wantsBus(at now: UInt64) -> Bool {
        guard now >= dueMicroseconds, !isAwaitingAnswer else { return false }
        if attempts == 0 {
            if isStarted {
                switch chip.request(at: now) {
                case .wait(let time):
                    dueMicroseconds = time
                    return false
                case .transfer(let wanted): transfer = wanted
                }
            } else {
                transfer = chip.startupTransfer(step)
            }
        }
        isAwaitingAnswer = true
        return true
    }

    /// Takes the bytes of a transfer that ended at `now`: a reading when they complete one.
    @inline(__always)
    public mutating func finish(_ bytes: I2CBytes, at now: UInt64) -> Chip.Reading? {
        guard isAwaitingAnswer else { return nil }
        isAwaitingAnswer = false
        guard bytes.count == Int(transfer.readCount) else {
            retry(.corrupted, at: now)
            return nil
        }
        guard isStarted else {
            startupEnded(bytes, at: now)
            return nil
        }
        switch chip.answer(bytes, at: now) {
        case .more: succeed(nextAt: max(now, chip.restMicroseconds))
        case .reading(let reading):
            succeed(nextAt: max(now, chip.restMicroseconds))
            health = .measuring
            return reading
        case .corrupted: retry(.corrupted, at: now)
        case .fault(let fault): giveUp(fault, at: now)
        }
        return nil
    }

    /// Takes the failure of a transfer that ended at `now`.
    public mutating func fail(_ error: I2CError, at now: UInt64) {
        guard isAwaitingAnswer else { return }
        isAwaitingAnswer = false
        retry(error == .addressNotAcknowledged ? .absent : .bus(error), at: now)
    }

    /// The chip was asked for something at `now` that need not wait for a conversion.
    public mutating func hasRequest(at now: UInt64) {
        if attempts == 0, isStarted { dueMicroseconds = min(dueMicroseconds, now) }
    }

    /// An interrupt saw the chip's data-ready pin fall at `time`: the exact end of a conversion.
    @inline(__always)
    public mutating func conversionEnded(at time: UInt64) {
        guard isStarted else { return }
        chip.conversionEnded(at: time)
        if attempts == 0 { dueMicroseconds = min(dueMicroseconds, time) }
    }

    @inline(never)
    private mutating func startupEnded(_ bytes: I2CBytes, at now: UInt64) {
        if let fault = chip.startupAnswer(step, bytes, at: now) {
            if fault == .corrupted { retry(fault, at: now) } else { giveUp(fault, at: now) }
            return
        }
        succeed(nextAt: now + chip.startupPause(after: step))
        step += 1
        isStarted = step >= chip.startupLength
    }

    @inline(__always)
    private mutating func succeed(nextAt time: UInt64) {
        attempts = 0
        dueMicroseconds = time
    }

    @inline(never)
    private mutating func retry(_ fault: ChipFault, at now: UInt64) {
        errorCount &+= 1
        attempts += 1
        if attempts < Self.maximumAttempts {
            dueMicroseconds = now + Self.retryMicroseconds
        } else {
            giveUp(fault, at: now)
        }
    }

    @inline(never)
    private mutating func giveUp(_ fault: ChipFault, at now: UInt64) {
        faultCount &+= 1
        health = .faulty(fault)
        step = 0
        isStarted = false
        attempts = 0
        dueMicroseconds = now + Self.restartMicroseconds
    }
}

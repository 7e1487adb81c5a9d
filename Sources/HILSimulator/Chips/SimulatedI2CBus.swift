import AnalogFrontEnd
import CellCore

/// The I2C controller of the simulation: moves one byte at a time along a wire, in virtual time.
///
/// At 400 kHz a byte with its acknowledge takes 22.5 µs, START and STOP 2.5 µs each. A transfer is under way until the
/// shared clock has passed its end; nothing happens between two calls of `poll`, but each byte has its own time. A
/// transfer that is first polled after its end, to a single chip on a wire without disturbance or trace, is handed to
/// that chip as a whole, with the same times and the same result.
/// Limits of the contract: SDA low at START fails after 1 ms, SCL low or stretching without end after 10 ms.
public struct SimulatedI2CBus: I2CBus {
    /// The wire with its chips.
    public let wire: I2CWire
    /// The time, moved on by whoever runs the simulation.
    public let clock: VirtualClock
    /// Time of a bit in nanoseconds.
    public static let bitNanoseconds: UInt64 = 2_500

    /// What comes next; `none` when nothing is under way, `begun` while no byte of a transfer has moved.
    @usableFromInline enum Step: UInt8 { case none, begun, address, readAddress, write, read, stop, fail, recovery }

    private var transfer = I2CTransfer(address: 0)
    @usableFromInline private(set) var step = Step.none
    @usableFromInline private(set) var stepEnd: UInt64 = 0
    /// The byte that is written next.
    private var index = 0
    private var deadline: UInt64 = 0
    private var startNanoseconds: UInt64 = 0
    @usableFromInline private(set) var expectedEnd: UInt64 = 0
    private var bytes = I2CBytes()
    private var failure: I2CError?

    /// A controller on a wire.
    public init(wire: I2CWire, clock: VirtualClock) {
        self.wire = wire
        self.clock = clock
    }

    /// Begins a transfer.
    @inline(__always)
    public mutating func start(_ transfer: I2CTransfer) {
        self.transfer = transfer
        startNanoseconds = clock.nanoseconds
        expectedEnd = startNanoseconds &+ Self.nanoseconds(of: transfer)
        step = .begun
        if !wire.isPlain { beginDisturbed() }
    }

    @inline(never)
    private mutating func beginDisturbed() {
        moveBytes()
        let isHigh = (wire.isSCLHigh, wire.isSDAHigh)
        guard isHigh != (true, true) else { return }
        stepEnd = startNanoseconds
        if !isHigh.0 { fail(.busStuck(.scl), after: 10_000_000) } else { fail(.busStuck(.sda), after: 1_000_000) }
    }

    /// From here on the transfer under way goes byte by byte.
    private mutating func moveBytes() {
        bytes.removeAll()
        failure = nil
        deadline = startNanoseconds + 10_000_000
        stepEnd = startNanoseconds
        let isRead = transfer.written.count == 0 && transfer.readCount > 0
        schedule(isRead ? .readAddress : .address, after: 10 * Self.bitNanoseconds)
    }

    /// Begins a bus clear.
    public mutating func startRecovery() {
        bytes.removeAll()
        failure = nil
        stepEnd = clock.nanoseconds
        expectedEnd = stepEnd
        schedule(.recovery, after: 11 * Self.bitNanoseconds)
    }

    /// What a transfer takes when nobody stretches or refuses it.
    static func nanoseconds(of transfer: I2CTransfer) -> UInt64 {
        let written = transfer.written.count
        let read = Int(transfer.readCount)
        // Address, written bytes, repeated START with address, read bytes, STOP.
        let bits = 10 &+ 9 &* written &+ (written > 0 && read > 0 ? 10 : 0) &+ 9 &* read &+ 1
        return UInt64(truncatingIfNeeded: bits) &* bitNanoseconds
    }

    /// Moves all bytes whose time has come.
    @inline(__always)
    public mutating func poll() -> I2CProgress {
        if step == .begun, clock.nanoseconds >= expectedEnd, wire.isPlain {
            if let progress = wire.carryOut(transfer, from: startNanoseconds, to: expectedEnd) {
                step = .none
                return progress
            }
        }
        return pollBytes()
    }

    @inline(never)
    private mutating func pollBytes() -> I2CProgress {
        let now = clock.nanoseconds
        if step == .begun {
            guard now >= startNanoseconds + 10 * Self.bitNanoseconds else { return .pending }
            moveBytes()
        }
        return movedBytes(until: now)
    }

    private mutating func movedBytes(until now: UInt64) -> I2CProgress {
        while step != .none, stepEnd <= now {
            let current = step
            step = .none
            if let outcome = perform(current) { return outcome }
        }
        return .pending
    }

    /// When the transfer under way ends if nobody stretches or refuses; nil when none is. Polls before it are not needed.
    @inlinable public var expectedEndNanoseconds: UInt64? {
        switch step {
        case .none: nil
        case .begun: expectedEnd
        default: max(expectedEnd, stepEnd)
        }
    }

    private mutating func fail(_ error: I2CError, after nanoseconds: UInt64) {
        failure = error
        schedule(.fail, after: nanoseconds)
    }

    private mutating func schedule(_ step: Step, after nanoseconds: UInt64) {
        self.step = step
        stepEnd += nanoseconds
    }

    /// Carries a step out at its end and schedules the next; the outcome of the transfer after its last.
    private mutating func perform(_ step: Step) -> I2CProgress? {
        wire.advance(to: stepEnd)
        switch step {
        case .none, .begun: break
        case .fail: return .failed(failure ?? .timeout)
        case .recovery: return recover()
        case .stop:
            wire.stop()
            return failure.map { .failed($0) } ?? .done(bytes)
        case .address, .readAddress:
            guard wire.disturbance != .arbitration else {
                wire.disturbance = .none
                return .failed(.arbitrationLost)
            }
            guard wire.address(transfer.address, isRead: step == .readAddress, at: stepEnd) else {
                return end(.addressNotAcknowledged)
            }
            index = 0
            if step == .readAddress { continueReading() } else { continueWriting() }
        case .write:
            guard wire.write(transfer.written[index]) else { return end(.dataNotAcknowledged(UInt8(index))) }
            index += 1
            continueWriting()
        case .read:
            bytes.append(wire.read())
            continueReading()
        }
        return nil
    }

    private mutating func continueWriting() {
        if index < transfer.written.count {
            nextByte(.write, bits: 9)
        } else if transfer.readCount > 0 {
            nextByte(.readAddress, bits: 10)
        } else {
            nextByte(.stop, bits: 1)
        }
    }

    private mutating func continueReading() {
        let isLast = bytes.count >= Int(transfer.readCount)
        nextByte(isLast ? .stop : .read, bits: isLast ? 1 : 9)
    }

    /// The next step, after what the chips hold SCL low.
    private mutating func nextByte(_ step: Step, bits: UInt64) {
        let duration = bits * Self.bitNanoseconds + wire.stretchNanoseconds
        if wire.isSCLHigh, stepEnd + duration <= deadline {
            schedule(step, after: duration)
        } else {
            failure = wire.isSCLHigh ? .timeout : .busStuck(.scl)
            self.step = .fail
            stepEnd = deadline
        }
    }

    private mutating func end(_ error: I2CError) -> I2CProgress? {
        failure = error
        schedule(.stop, after: Self.bitNanoseconds)
        return nil
    }

    private mutating func recover() -> I2CProgress {
        var pulses = 0
        while pulses < 9, !wire.isSDAHigh {
            wire.pulse()
            pulses += 1
        }
        wire.stop()
        if !wire.isSCLHigh { return .failed(.busStuck(.scl)) }
        return wire.isSDAHigh ? .done(bytes) : .failed(.busStuck(.sda))
    }
}

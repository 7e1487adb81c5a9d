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

    private enum Step { case address(isRead: Bool), write(Int), read, stop, fail(I2CError), recovery }

    private var transfer = I2CTransfer(address: 0)
    private var step: Step?
    private var stepEnd: UInt64 = 0
    private var deadline: UInt64 = 0
    private var startNanoseconds: UInt64 = 0
    private var expectedEnd: UInt64 = 0
    /// Whether no byte of the transfer has moved yet.
    private var isUntouched = true
    private var bytes = I2CBytes()
    private var failure: I2CError?

    /// A controller on a wire.
    public init(wire: I2CWire, clock: VirtualClock) {
        self.wire = wire
        self.clock = clock
    }

    /// Begins a transfer.
    public mutating func start(_ transfer: I2CTransfer) {
        self.transfer = transfer
        bytes.removeAll()
        failure = nil
        deadline = clock.nanoseconds + 10_000_000
        stepEnd = clock.nanoseconds
        startNanoseconds = stepEnd
        isUntouched = true
        let written = transfer.written.count
        let read = Int(transfer.readCount)
        // Address, written bytes, repeated START with address, read bytes, STOP.
        let bits = 10 + 9 * written + (written > 0 && read > 0 ? 10 : 0) + 9 * read + 1
        expectedEnd = stepEnd + UInt64(bits) * Self.bitNanoseconds
        guard wire.isSCLHigh else { return schedule(.fail(.busStuck(.scl)), after: 10_000_000) }
        guard wire.isSDAHigh else { return schedule(.fail(.busStuck(.sda)), after: 1_000_000) }
        let isRead = transfer.written.count == 0 && transfer.readCount > 0
        schedule(.address(isRead: isRead), after: 10 * Self.bitNanoseconds)
    }

    /// Begins a bus clear.
    public mutating func startRecovery() {
        bytes.removeAll()
        failure = nil
        stepEnd = clock.nanoseconds
        expectedEnd = stepEnd
        schedule(.recovery, after: 11 * Self.bitNanoseconds)
    }

    /// Moves all bytes whose time has come.
    public mutating func poll() -> I2CProgress {
        guard let first = step, stepEnd <= clock.nanoseconds else { return .pending }
        if case .address = first, expectedEnd <= clock.nanoseconds, isUntouched,
            let target = wire.soleTarget(at: transfer.address)
        {
            step = nil
            return target.carryOut(transfer, from: startNanoseconds, into: &bytes).map { .failed($0) } ?? .done(bytes)
        }
        isUntouched = false
        while let step, stepEnd <= clock.nanoseconds {
            self.step = nil
            if let outcome = perform(step) { return outcome }
        }
        return .pending
    }

    /// The time at which the next byte ends; nil when nothing is under way.
    public var nextEventNanoseconds: UInt64? { step == nil ? nil : stepEnd }

    /// When the transfer under way ends if nobody stretches or refuses; nil when none is. Polls before it are not needed.
    public var expectedEndNanoseconds: UInt64? { step == nil ? nil : max(expectedEnd, stepEnd) }

    private mutating func schedule(_ step: Step, after nanoseconds: UInt64) {
        self.step = step
        stepEnd += nanoseconds
    }

    /// Carries a step out at its end and schedules the next; the outcome of the transfer after its last.
    private mutating func perform(_ step: Step) -> I2CProgress? {
        wire.advance(to: stepEnd)
        switch step {
        case .fail(let error): return .failed(error)
        case .recovery: return recover()
        case .stop:
            wire.stop()
            return failure.map { .failed($0) } ?? .done(bytes)
        case .address(let isRead):
            guard wire.disturbance != .arbitration else {
                wire.disturbance = .none
                return .failed(.arbitrationLost)
            }
            guard wire.address(transfer.address, isRead: isRead, at: stepEnd) else {
                return end(.addressNotAcknowledged)
            }
            if isRead { continueReading() } else { continueWriting(0) }
        case .write(let index):
            guard wire.write(transfer.written[index]) else { return end(.dataNotAcknowledged(UInt8(index))) }
            continueWriting(index + 1)
        case .read:
            bytes.append(wire.read())
            continueReading()
        }
        return nil
    }

    private mutating func continueWriting(_ index: Int) {
        if index < transfer.written.count {
            nextByte(.write(index), bits: 9)
        } else if transfer.readCount > 0 {
            nextByte(.address(isRead: true), bits: 10)
        } else {
            nextByte(.stop, bits: 1)
        }
    }

    private mutating func continueReading() {
        nextByte(
            bytes.count < Int(transfer.readCount) ? .read : .stop, bits: bytes.count < Int(transfer.readCount) ? 9 : 1)
    }

    /// The next step, after what the chips hold SCL low.
    private mutating func nextByte(_ step: Step, bits: UInt64) {
        let duration = bits * Self.bitNanoseconds + wire.stretchNanoseconds
        if !wire.isSCLHigh {
            self.step = .fail(.busStuck(.scl))
            stepEnd = deadline
        } else if stepEnd + duration > deadline {
            self.step = .fail(.timeout)
            stepEnd = deadline
        } else {
            schedule(step, after: duration)
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

import AnalogFrontEnd
import CellCore

/// What is wrong with a simulated SPI bus; changed at any time, also during a transfer.
public final class SPIFaults {
    /// Whether a chip answers.
    public enum Chip: Sendable {
        /// The chip is there.
        case present
        /// No chip, and MISO is pulled to this level.
        case missing(misoIsHigh: Bool)
    }

    /// Whether a chip answers.
    public var chip = Chip.present
    /// Share of the bits, in either direction, that arrive inverted, 0…1.
    public var damagedBits = 0.0
    /// A controller whose transfers never end: the bus tells `.timeout` after 2 ms.
    public var neverEnds = false
    /// Bits that were inverted so far.
    public internal(set) var damagedCount = 0
    private var noise: SeededNoise

    /// A faultless bus; which bits are damaged comes from the seed.
    public init(seed: UInt64 = 0) { noise = SeededNoise(seed: seed) }

    /// The byte with some of its bits inverted.
    func damage(_ byte: UInt8) -> UInt8 {
        guard damagedBits > 0 else { return byte }
        var mask: UInt8 = 0
        for bit in 0..<8 where Double(noise.next() >> 11) * 0x1p-53 < damagedBits {
            mask |= 1 << UInt8(bit)
            damagedCount += 1
        }
        return byte ^ mask
    }
}

/// The SPI controller of the simulation: one chip at 8 MHz, in virtual time.
///
/// A byte takes 1 µs, chip select 0.25 µs before the first and after the last. A transfer is under way until the shared
/// clock has passed its end; the bytes move when `poll` finds them due, each with its own time.
public struct SimulatedSPIBus: SPIBus {
    /// The chip behind chip select; nil is the same as a missing one whose MISO is low.
    public let target: (any SPITarget)?
    /// The time, moved on by whoever runs the simulation.
    public let clock: VirtualClock
    /// What is wrong with the bus.
    public let faults: SPIFaults
    /// Time of a byte in nanoseconds.
    public static let byteNanoseconds: UInt64 = 1_000
    /// From chip select to the first clock, and from the last clock to chip select, in nanoseconds.
    public static let selectNanoseconds: UInt64 = 250
    /// When a transfer that does not end is given up, in nanoseconds after its start.
    public static let limitNanoseconds: UInt64 = 2_000_000

    private var transfer = SPITransfer()
    private var bytes = SPIBytes()
    private var start: UInt64 = 0
    /// Bytes exchanged so far; nil when no transfer is under way.
    private var exchanged: Int?

    /// A controller with one chip.
    public init(target: (any SPITarget)?, clock: VirtualClock, faults: SPIFaults = SPIFaults()) {
        self.target = target
        self.clock = clock
        self.faults = faults
    }

    private var count: Int { transfer.written.count + Int(transfer.readCount) }

    /// When the transfer under way ends; nil when none is. Polls before it are not needed.
    public var nextEndNanoseconds: UInt64? {
        guard exchanged != nil else { return nil }
        if faults.neverEnds { return start + Self.limitNanoseconds }
        return start + UInt64(count) * Self.byteNanoseconds + 2 * Self.selectNanoseconds
    }

    /// Begins a transfer: chip select goes low at once.
    public mutating func start(_ transfer: SPITransfer) {
        self.transfer = transfer
        bytes.removeAll()
        start = clock.nanoseconds
        exchanged = 0
        guard case .present = faults.chip else { return }
        target?.advance(to: start)
        target?.select()
    }

    /// Moves all bytes whose time has come.
    public mutating func poll() -> SPIProgress {
        guard var index = exchanged else { return .pending }
        let now = clock.nanoseconds
        if faults.neverEnds {
            guard now >= start + Self.limitNanoseconds else { return .pending }
            finish(at: now)
            return .timeout
        }
        while index < count {
            let end = start + Self.selectNanoseconds + UInt64(index + 1) * Self.byteNanoseconds
            guard now >= end else { break }
            move(index, at: end)
            index += 1
        }
        exchanged = index
        guard let end = nextEndNanoseconds, index == count, now >= end else { return .pending }
        finish(at: end)
        return .done(bytes)
    }

    private mutating func move(_ index: Int, at nanoseconds: UInt64) {
        let isWritten = index < transfer.written.count
        let trailer = count - index <= 8 ? transfer.trailer : 0
        let sent = isWritten ? transfer.written[index] : trailer
        var received: UInt8 = 0
        switch faults.chip {
        case .missing(let misoIsHigh): received = misoIsHigh ? 0xFF : 0
        case .present:
            if let target {
                target.advance(to: nanoseconds)
                received = faults.damage(target.exchange(faults.damage(sent)))
            }
        }
        if !isWritten { bytes.append(received) }
    }

    private mutating func finish(at nanoseconds: UInt64) {
        exchanged = nil
        guard case .present = faults.chip else { return }
        target?.advance(to: nanoseconds)
        target?.deselect()
    }
}

import AnalogFrontEnd
import CellCore

/// A chip on the simulated I2C bus, at the level of bytes.
///
/// The wire calls `advance` before each event, so that what a chip answers is what it holds at that moment.
public protocol I2CTarget: AnyObject {
    /// Lets the chip's own time pass, in nanoseconds of virtual time; never goes back.
    func advance(to nanoseconds: UInt64)

    /// An address byte after START or repeated START, to every chip: true pulls SDA low on its ninth clock.
    func isAddressed(_ address: UInt8, isRead: Bool) -> Bool

    /// A byte from the controller, to those who acknowledged: true acknowledges it.
    func write(_ byte: UInt8) -> Bool

    /// The next byte for the controller.
    func read() -> UInt8

    /// STOP, or a repeated START for somebody else.
    func stop()

    /// How long the chip holds SCL low after the last byte, in nanoseconds.
    var stretchNanoseconds: UInt64 { get }

    /// The only address besides the general call that a chip answers which never stretches the clock and which lets
    /// `performEvents` take the place of the single bytes; nil for any other chip.
    var soleAddress: UInt8? { get }
}

extension I2CTarget {
    /// None of the three chips stretches the clock.
    public var stretchNanoseconds: UInt64 { 0 }

    /// Unless a chip says otherwise it is talked to byte by byte.
    public var soleAddress: UInt8? { nil }

    /// The events of a whole transfer that began at `start`, each at its own time, without the wire in between.
    @inline(__always)
    func performEvents(of transfer: I2CTransfer, from start: UInt64) -> I2CProgress {
        var bytes = I2CBytes()
        let byteNanoseconds = 9 * SimulatedI2CBus.bitNanoseconds
        let writtenCount = transfer.written.count
        let readCount = Int(transfer.readCount)
        var time = start + byteNanoseconds + SimulatedI2CBus.bitNanoseconds
        var error: I2CError?
        advance(to: time)
        if isAddressed(transfer.address, isRead: writtenCount == 0 && readCount > 0) {
            var index = 0
            while index < writtenCount {
                time += byteNanoseconds
                advance(to: time)
                guard write(transfer.written[index]) else {
                    error = .dataNotAcknowledged(UInt8(index))
                    break
                }
                index += 1
            }
            if error == nil, writtenCount > 0, readCount > 0 {
                time += byteNanoseconds + SimulatedI2CBus.bitNanoseconds
                advance(to: time)
                stop()
                if !isAddressed(transfer.address, isRead: true) { error = .addressNotAcknowledged }
            }
            if error == nil {
                for _ in 0..<readCount {
                    time += byteNanoseconds
                    advance(to: time)
                    bytes.append(read())
                }
            }
        } else {
            return .failed(.addressNotAcknowledged)
        }
        time += SimulatedI2CBus.bitNanoseconds
        // Who did not acknowledge its address takes no part in the end.
        if error == .addressNotAcknowledged { return .failed(.addressNotAcknowledged) }
        advance(to: time)
        stop()
        return error.map { .failed($0) } ?? .done(bytes)
    }
}

/// Counts the changes of all chips that share it, for whoever watches several of them.
final class SharedChanges {
    @exclusivity(unchecked) fileprivate(set) var count: UInt64 = 0
}

/// Counts the changes of a chip, and tells whoever watches several chips that one of them has changed.
struct ChangeCounter {
    private(set) var count: UInt64 = 0
    private let shared: SharedChanges

    /// A chip that is watched alone, unless it shares a count.
    init(_ shared: SharedChanges = SharedChanges()) { self.shared = shared }

    @inline(__always)
    mutating func note() {
        count &+= 1
        shared.count &+= 1
    }
}

/// The time of a simulation, shared by all of its parts.
public final class VirtualClock {
    /// Nanoseconds since power-up.
    @exclusivity(unchecked) public var nanoseconds: UInt64

    /// Microseconds since power-up, as the firmware's crystal counts them.
    @inlinable public var microseconds: UInt64 { nanoseconds / 1_000 }

    /// A clock that shows `nanoseconds`.
    public init(nanoseconds: UInt64 = 0) { self.nanoseconds = nanoseconds }
}

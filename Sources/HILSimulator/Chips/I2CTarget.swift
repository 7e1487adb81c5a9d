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
}

extension I2CTarget {
    /// None of the three chips stretches the clock.
    public var stretchNanoseconds: UInt64 { 0 }
}

/// The time of a simulation, shared by all of its parts.
public final class VirtualClock {
    /// Nanoseconds since power-up.
    public var nanoseconds: UInt64

    /// Microseconds since power-up, as the firmware's crystal counts them.
    public var microseconds: UInt64 { nanoseconds / 1_000 }

    /// A clock that shows `nanoseconds`.
    public init(nanoseconds: UInt64 = 0) { self.nanoseconds = nanoseconds }
}

/// Mean, least and greatest of a quantity over a minute, in the unit that its place states.
public struct MinuteRange: Equatable, Sendable {
    /// Mean.
    public var mean: Int32
    /// Least.
    public var minimum: Int32
    /// Greatest.
    public var maximum: Int32

    /// Mean, least and greatest.
    public init(mean: Int32, minimum: Int32, maximum: Int32) {
        self.mean = mean
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// What was measured in a minute: 28 bytes of payload. A quantity that was not measured is absent.
public struct MinuteRecord: Equatable, Sendable {
    /// The minute's end, in minutes since power-up, 0…16 777 215; more is kept as that. Falls back with each start.
    public var uptimeMinutes: UInt32
    /// Current in nanoamperes, −2 147 483 647…2 147 483 647.
    public var currentNanoamperes: MinuteRange?
    /// Voltage in microvolts, −8 388 607…8 388 607; more is kept as that.
    public var voltageMicrovolts: MinuteRange?
    /// Temperature in millikelvin: the mean to 10 mK, 10…655 350; the others to 20 mK outward, up to 5.1 K from it.
    public var temperatureMillikelvin: MinuteRange?

    /// A minute; nil for what was not measured in it.
    public init(
        uptimeMinutes: UInt32, currentNanoamperes: MinuteRange?, voltageMicrovolts: MinuteRange?,
        temperatureMillikelvin: MinuteRange?
    ) {
        self.uptimeMinutes = uptimeMinutes
        self.currentNanoamperes = currentNanoamperes
        self.voltageMicrovolts = voltageMicrovolts
        self.temperatureMillikelvin = temperatureMillikelvin
    }

    init?(_ bytes: borrowing Span<UInt8>) {
        guard bytes.count == 28 else { return nil }
        uptimeMinutes = UInt32(truncatingIfNeeded: bytes.integer(at: 0, length: 3))
        currentNanoamperes = MinuteRange(bytes, at: 3, width: 4)
        voltageMicrovolts = MinuteRange(bytes, at: 15, width: 3)
        let mean = Int32(bytes.u16(at: 24)) * 10
        if mean > 0 {
            temperatureMillikelvin = MinuteRange(
                mean: mean, minimum: mean - Int32(bytes[26]) * 20, maximum: mean + Int32(bytes[27]) * 20)
        }
    }

    var encoded: InlineArray<28, UInt8> {
        var storage = InlineArray<28, UInt8>(repeating: 0)
        var bytes = storage.mutableSpan
        bytes.put(UInt64(min(uptimeMinutes, 0xFF_FFFF)), at: 0, length: 3)
        MinuteRange.put(currentNanoamperes, into: &bytes, at: 3, width: 4)
        MinuteRange.put(voltageMicrovolts, into: &bytes, at: 15, width: 3)
        if let range = temperatureMillikelvin {
            let tens = min(max((Int64(range.mean) + 5) / 10, 1), 0xFFFF)
            let below = min(max((tens * 10 - Int64(range.minimum) + 19) / 20, 0), 0xFF)
            let above = min(max((Int64(range.maximum) - tens * 10 + 19) / 20, 0), 0xFF)
            bytes.put(UInt64(tens), at: 24, length: 2)
            bytes.put(UInt64(below), at: 26, length: 1)
            bytes.put(UInt64(above), at: 27, length: 1)
        }
        return storage
    }
}

extension MinuteRange {
    /// Three integers of `width` bytes; nil when the first is the least of its width, which stands for absent.
    init?(_ bytes: borrowing Span<UInt8>, at offset: Int, width: Int) {
        let mean = bytes.signed(at: offset, length: width)
        guard mean != -(1 << Int64(8 * width - 1)) else { return nil }
        self.init(
            mean: Int32(truncatingIfNeeded: mean),
            minimum: Int32(truncatingIfNeeded: bytes.signed(at: offset + width, length: width)),
            maximum: Int32(truncatingIfNeeded: bytes.signed(at: offset + 2 * width, length: width)))
    }

    @_lifetime(bytes: copy bytes)
    static func put(_ range: MinuteRange?, into bytes: inout MutableSpan<UInt8>, at offset: Int, width: Int) {
        let limit = (Int64(1) << Int64(8 * width - 1)) - 1
        let absent = UInt64(bitPattern: -limit - 1)
        let fields = (range?.mean, range?.minimum, range?.maximum)
        bytes.put(bits(fields.0, limit) ?? absent, at: offset, length: width)
        bytes.put(bits(fields.1, limit) ?? absent, at: offset + width, length: width)
        bytes.put(bits(fields.2, limit) ?? absent, at: offset + 2 * width, length: width)
    }

    private static func bits(_ value: Int32?, _ limit: Int64) -> UInt64? {
        value.map { UInt64(bitPattern: min(max(Int64($0), -limit), limit)) }
    }
}

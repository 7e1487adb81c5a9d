/// How the decimal number of a field becomes an integer: number · `factor` · 10^`exponent`, rounded half to even.
struct DecimalScale: Equatable, Sendable {
    var exponent: Int
    /// 1, or the seconds of a minute, an hour or a day.
    var factor: UInt64 = 1
}

/// What a field holds.
enum FieldContent {
    case number
    case empty
    /// NaN or an infinity.
    case notFinite
    case notANumber
    case outOfRange
    case unclosedQuote
}

/// Reads the number of one field, exactly: no binary floating point on the way.
struct DecimalField {
    /// The integer, within ±(2⁶³ − 1); 0 unless the field held a number.
    private(set) var value: Int64 = 0

    /// Reads the field that starts at `cursor` and leaves `cursor` at its delimiter or at `end`.
    ///
    /// `end` points at a line feed or a carriage return, so that no digit loop needs a bound, and
    /// `LineSource.padding` bytes may be read there. Plain numbers of up to 19 digits are read here, at about a
    /// nanosecond a digit; `readGeneral` does the rest.
    @inline(__always)
    mutating func read(
        _ cursor: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, delimiter: UInt8, scale: DecimalScale
    ) -> FieldContent {
        var position = cursor
        let negative = position.pointee == ASCII.minus
        if negative || position.pointee == ASCII.plus { position += 1 }
        var mantissa: UInt64 = 0
        let whole = position
        DecimalField.digits(&position, &mantissa)
        var digitCount = position - whole
        var exponent = scale.exponent
        if position.pointee == ASCII.point {
            position += 1
            let fraction = position
            DecimalField.eightDigits(&position, &mantissa)
            DecimalField.digits(&position, &mantissa)
            digitCount += position - fraction
            exponent -= position - fraction
        }
        if position.pointee | 0x20 == ASCII.e {
            position += 1
            let negativeExponent = position.pointee == ASCII.minus
            if negativeExponent || position.pointee == ASCII.plus { position += 1 }
            var power: UInt64 = 0
            let start = position
            DecimalField.digits(&position, &power)
            // Zero or many digits: the general reader decides.
            if position == start || position - start > 3 { digitCount = 0 }
            exponent += negativeExponent ? -Int(truncatingIfNeeded: power) : Int(truncatingIfNeeded: power)
        }
        guard digitCount > 0, digitCount <= 19, position == end || position.pointee == delimiter, scale.factor == 1,
            let magnitude = DecimalField.scaled(mantissa, exponent)
        else { return readGeneral(&cursor, end: end, delimiter: delimiter, scale: scale) }
        cursor = position
        set(magnitude, negative: negative)
        return .number
    }

    /// Reads eight digits at once into `mantissa` when there are that many: most fractions have more.
    @inline(__always)
    private static func eightDigits(_ position: inout UnsafePointer<UInt8>, _ mantissa: inout UInt64) {
        let word = UInt64(littleEndian: UnsafeRawPointer(position).loadUnaligned(as: UInt64.self))
        let digits = word ^ 0x3030_3030_3030_3030
        // A byte above 9 has, or gets by adding 6, a bit in its upper half.
        guard (digits | (digits &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0 == 0 else { return }
        let pairs = digits &* 10 &+ (digits >> 8)
        let firstAndThird = (pairs & 0x0000_00FF_0000_00FF) &* (100 + (1_000_000 << 32))
        let secondAndFourth = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* (1 + (10_000 << 32))
        mantissa = mantissa &* 100_000_000 &+ ((firstAndThird &+ secondAndFourth) >> 32)
        position += 8
    }

    /// Reads digits into `mantissa`, which wraps beyond 19 of them.
    @inline(__always)
    private static func digits(_ position: inout UnsafePointer<UInt8>, _ mantissa: inout UInt64) {
        var digit = position.pointee &- ASCII.zero
        while digit <= 9 {
            mantissa = mantissa &* 10 &+ UInt64(digit)
            position += 1
            digit = position.pointee &- ASCII.zero
        }
    }

    /// `mantissa` · 10^`exponent` rounded half to even; nil where 64 bits do not suffice to say.
    @inline(__always)
    private static func scaled(_ mantissa: UInt64, _ exponent: Int) -> UInt64? {
        if exponent >= 0 {
            guard exponent <= 19 else { return nil }
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: powersOfTen[exponent])
            return overflow || product > UInt64(Int64.max) ? nil : product
        }
        guard exponent >= -19 else { return nil }
        let divisor = powersOfTen[-exponent]
        let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: divisor)
        let rest = divisor - remainder
        let up = remainder > rest || (remainder == rest && quotient & 1 == 1)
        return quotient + (up ? 1 : 0)
    }

    @inline(__always)
    mutating func set(_ magnitude: UInt64, negative: Bool) {
        value = negative ? 0 &- Int64(bitPattern: magnitude) : Int64(bitPattern: magnitude)
    }

    mutating func clear() { value = 0 }
}

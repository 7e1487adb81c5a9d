/// Writes integers as decimal numbers, exactly and as short as they can be: 1 500 000 with six places is `1.5`.
enum DecimalText {
    /// Most bytes that `write` needs: sign, 19 digits, up to 18 leading zeros and the point.
    static let longest = 40

    /// Writes `value` · 10^−`places` to `destination`; returns the number of bytes. `places` is 0...18.
    static func write(_ value: Int64, places: Int, to destination: UnsafeMutablePointer<UInt8>) -> Int {
        var count = 0
        if value < 0 {
            destination[0] = ASCII.minus
            count = 1
        }
        let (whole, fraction) = value.magnitude.quotientAndRemainder(dividingBy: powersOfTen[places])
        count += writeDigits(whole, width: 1, to: destination + count)
        if fraction == 0 { return count }
        destination[count] = ASCII.point
        count += 1
        count += writeDigits(fraction, width: places, to: destination + count)
        while destination[count - 1] == ASCII.zero { count -= 1 }
        return count
    }

    static func string(_ value: Int64, places: Int) -> String {
        String(unsafeUninitializedCapacity: longest) { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            return write(value, places: places, to: start)
        }
    }

    /// Writes at least `width` digits.
    private static func writeDigits(_ value: UInt64, width: Int, to destination: UnsafeMutablePointer<UInt8>) -> Int {
        var count = width
        while count < 19 && value >= powersOfTen[count] { count += 1 }
        if count == 19 && value >= powersOfTen[19] { count = 20 }
        var rest = value
        var index = count
        while index > 0 {
            index -= 1
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            destination[index] = ASCII.zero + UInt8(digit)
            rest = quotient
        }
        return count
    }
}

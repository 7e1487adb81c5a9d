extension DecimalField {
    /// Reads any field: quoted, padded with blanks, empty, NaN, of any length and exponent, or no number at all.
    @inline(never)
    mutating func readGeneral(
        _ cursor: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, delimiter: UInt8, scale: DecimalScale
    ) -> FieldContent {
        clear()
        let start = cursor
        guard skipField(&cursor, end: end, delimiter: delimiter) else { return .unclosedQuote }
        let text = trimmed(start, cursor)
        if text.isEmpty { return .empty }
        if let content = readNumber(text, scale: scale) { return content }
        return isNotFinite(text) ? .notFinite : .notANumber
    }

    /// Reads `text` as a number; nil when it is none.
    private mutating func readNumber(_ text: UnsafeBufferPointer<UInt8>, scale: DecimalScale) -> FieldContent? {
        var index = 0
        func byte() -> UInt8 { index < text.count ? text[index] : 0 }
        let negative = byte() == ASCII.minus
        if negative || byte() == ASCII.plus { index += 1 }
        var digits = SignificantDigits()
        var digitCount = 0
        while byte() &- ASCII.zero <= 9 {
            digits.append(byte() &- ASCII.zero, afterPoint: false)
            digitCount += 1
            index += 1
        }
        if byte() == ASCII.point {
            index += 1
            while byte() &- ASCII.zero <= 9 {
                digits.append(byte() &- ASCII.zero, afterPoint: true)
                digitCount += 1
                index += 1
            }
        }
        guard digitCount > 0 else { return nil }
        if byte() | 0x20 == ASCII.e {
            index += 1
            let negativeExponent = byte() == ASCII.minus
            if negativeExponent || byte() == ASCII.plus { index += 1 }
            let first = index
            var power = 0
            while byte() &- ASCII.zero <= 9 {
                power = min(power * 10 + Int(byte() &- ASCII.zero), 100_000_000)
                index += 1
            }
            guard index > first else { return nil }
            digits.exponent += negativeExponent ? -power : power
        }
        guard index == text.count else { return nil }
        guard let magnitude = digits.scaled(by: scale) else { return .outOfRange }
        set(magnitude, negative: negative)
        return .number
    }

    private func isNotFinite(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var word = text[...]
        if let sign = word.first, sign == ASCII.minus || sign == ASCII.plus { word = word.dropFirst() }
        let names: [StaticString] = ["nan", "inf", "infinity"]
        return names.contains { name in
            name.withUTF8Buffer { $0.count == word.count && zip($0, word).allSatisfy { $0 == $1 | 0x20 } }
        }
    }
}

/// Moves `cursor` to the delimiter that ends its field, or to `end`; false when a quotation mark stays open.
func skipField(_ cursor: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, delimiter: UInt8) -> Bool {
    if cursor.pointee == ASCII.quote {
        repeat {
            cursor += 1
            while cursor < end && cursor.pointee != ASCII.quote { cursor += 1 }
            guard cursor < end else { return false }
            cursor += 1
            // A doubled quotation mark stands for one, and the field goes on.
        } while cursor < end && cursor.pointee == ASCII.quote
    }
    while cursor < end && cursor.pointee != delimiter { cursor += 1 }
    return true
}

/// The bytes of a field without the blanks and the quotation marks around it.
func trimmed(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var first = start
    var last = end
    func strip() {
        while first < last && (first.pointee == ASCII.space || first.pointee == ASCII.tab) { first += 1 }
        while first < last && (last[-1] == ASCII.space || last[-1] == ASCII.tab) { last -= 1 }
    }
    strip()
    if last - first >= 2 && first.pointee == ASCII.quote && last[-1] == ASCII.quote {
        first += 1
        last -= 1
        strip()
    }
    return UnsafeBufferPointer(start: first, count: last - first)
}

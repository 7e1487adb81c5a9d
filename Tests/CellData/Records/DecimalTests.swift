import CellData
import TestSupport
import Testing

/// The number of `text` · `factor` · 10^`exponent`, rounded half to even, by digits on paper: nil beyond 63 bits.
private func onPaper(_ text: String, factor: Int, exponent: Int) -> Int64? {
    let lower = text.lowercased()
    let parts = lower.split(separator: "e", omittingEmptySubsequences: false)
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let negative = parts[0].hasPrefix("-")
    let plain = parts[0].drop { $0 == "-" || $0 == "+" }
    let halves = plain.split(separator: ".", omittingEmptySubsequences: false)
    var digits = (String(halves[0]) + (halves.count > 1 ? String(halves[1]) : "")).compactMap(\.wholeNumberValue)
    // Times the factor, digit by digit.
    var carry = 0
    for index in digits.indices.reversed() {
        let product = digits[index] * factor + carry
        digits[index] = product % 10
        carry = product / 10
    }
    while carry > 0 {
        digits.insert(carry % 10, at: 0)
        carry /= 10
    }
    var places = (halves.count > 1 ? halves[1].count : 0) - power - exponent
    while places < 0 && digits.count < 200 {
        digits.append(0)
        places += 1
    }
    while digits.count <= places && digits.count < 600 { digits.insert(0, at: 0) }
    guard digits.count > places else { return 0 }
    let whole = digits.dropLast(places)
    let rest = digits.suffix(places)
    var up = false
    if let first = rest.first {
        let isOdd = (whole.last ?? 0) % 2 == 1
        up = first > 5 || (first == 5 && (isOdd || rest.dropFirst().contains { $0 != 0 }))
    }
    var magnitude = UInt64(0)
    for digit in whole {
        let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, carried) = product.addingReportingOverflow(UInt64(digit))
        if overflow || carried { return nil }
        magnitude = sum
    }
    if up { magnitude += 1 }
    guard magnitude <= UInt64(Int64.max) else { return nil }
    return negative ? -Int64(magnitude) : Int64(magnitude)
}

@Suite("Decimal numbers")
struct DecimalTests {
    private func current(_ text: String, unit: String = "pA") -> Int64? {
        ReadRecord("Test Time / s,Voltage / V,Current / \(unit)\n0,1,\(text)\n").rows.first?.sample.currentPicoamperes
    }

    @Test(
        "Known answers, half to even",
        arguments: [
            ("0.5", 0), ("1.5", 2), ("2.5", 2), ("-0.5", 0), ("-1.5", -2), ("-2.5", -2),
            ("0.50000000000000000000001", 1),
            ("0.49999999999999999999999999", 0), (".5e1", 5), ("5.", 5), ("+7", 7), ("1e-400", 0), ("-0", 0),
            ("0e999999999999", 0), ("9223372036854775807", Int64.max), ("-9223372036854775807", -Int64.max),
            ("9223372036854775806.5", Int64.max - 1), ("000000000000000000000000000000000000000001", 1),
            ("0.00000000000000000000000000000000000000001e41", 1),
            ("0.5000000000000000000000000000000000000000000000000001", 1),
            ("2.5000000000000000000000000000000000000000000000000000", 2),
            ("123456789012345678901234567890e-20", 1_234_567_890),
        ])
    func knownAnswers(_ text: String, _ expected: Int64) {
        #expect(current(text) == expected)
    }

    @Test(
        "Refused",
        arguments: [
            "9223372036854775808", "-9223372036854775808", "9223372036854775807.5", "1e19", "1e99999999999", ".", "-",
            "e5",
            "1e", "1e+", "1 2", "0x10", "1_000", "--1", "1.2.3", "1e5.0", "٣", "∞", "na", "nano", "infinit", "\"1",
            "1\"",
            "NaN(1)", "−1",
        ])
    func refused(_ text: String) {
        let record = ReadRecord("Test Time / s,Voltage / V,Current / pA\n0,1,1\n1,1,\(text)\n2,1,1\n")
        guard case .content(let place, _) = record.error else {
            Issue.record("\(text) was read")
            return
        }
        #expect(place == RecordPlace(file: "f.csv", line: 3, column: 3))
    }

    @Test("Random numbers equal a conversion on paper", arguments: [1, 2, 3] as [UInt64])
    func random(seed: UInt64) {
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        func digits(_ most: Int) -> String {
            String(
                (0..<Int.random(in: 0...most, using: &generator)).map { _ in
                    "0123456789".randomElement(using: &generator) ?? "0"
                })
        }
        let units: [(String, Int)] = [("A", 12), ("mA", 9), ("uA", 6), ("nA", 3), ("pA", 0)]
        for _ in 0..<4000 {
            let (unit, exponent) = units.randomElement(using: &generator) ?? ("A", 12)
            let most = [3, 8, 19, 45].randomElement(using: &generator) ?? 8
            var text = digits(most) + ["", ".", "." + digits(most)][Int.random(in: 0..<3, using: &generator)]
            if !text.contains(where: \.isNumber) { text = "0" + text }
            if Bool.random(using: &generator) { text += (Bool.random(using: &generator) ? "5" : ".5") }
            if text.filter({ $0 == "." }).count > 1 { continue }
            text = ["", "-", "+"][Int.random(in: 0..<3, using: &generator)] + text
            if Int.random(in: 0..<3, using: &generator) == 0 {
                text += "e\(Int.random(in: -45...25, using: &generator))"
            }
            let read = current(text, unit: unit)
            let paper = onPaper(text, factor: 1, exponent: exponent)
            #expect(read == paper, "\(text) \(unit)")
        }
        for _ in 0..<1000 {
            let (unit, factor) =
                [("min", 60), ("h", 3600), ("d", 86_400)].randomElement(using: &generator) ?? ("h", 3600)
            let text = "0" + digits(5) + "." + digits(24) + "5"
            let read = ReadRecord("Test Time / \(unit),Voltage / V,Current / A\n\(text),1,2\n").rows.first?.sample
            #expect(
                read.map { Int64($0.timeMicroseconds) } == onPaper(text, factor: factor, exponent: 6), "\(text) \(unit)"
            )
        }
    }
}

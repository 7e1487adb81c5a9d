import Foundation

extension AD5941Model {
    private typealias R = AD5941Register

    /// Bits of AFECON (data sheet, AFECON table).
    enum Block {
        static let dac: UInt32 = 1 << 6
        static let adc: UInt32 = 1 << 7
        static let convert: UInt32 = 1 << 8
        static let excitationBuffer: UInt32 = 1 << 9
        static let excitationAmplifier: UInt32 = 1 << 10
        static let transimpedance: UInt32 = 1 << 11
        static let generator: UInt32 = 1 << 14
        static let transform: UInt32 = 1 << 15
        static let sinc2: UInt32 = 1 << 16
        static let dacReference: UInt32 = 1 << 20
        static let dcBuffer: UInt32 = 1 << 21
    }

    /// The ADC converting, since its start.
    struct Conversion {
        var start: Double
        /// Results told so far by ADCRDY and SINC2RDY, and put into the FIFO.
        var told: [Tap: Int] = [:]
        var queued = 0
        /// The last result read, so that reading it twice gives the same.
        var last: [Tap: (index: Int, code: UInt32)] = [:]
    }

    /// Where samples are taken from.
    enum Tap: Int { case raw, sinc3, sinc2, average }

    /// The samples of a tap: when they come, what they stand for.
    struct Stream {
        /// End of the first, distance of two, and age of their middle at that time, in nanoseconds.
        var first: Double
        var period: Double
        var delay: Double
        /// Conversions that a sample consists of, for its noise.
        var conversions: Double

        /// Samples that have ended by then.
        func count(until nanoseconds: Double) -> Int {
            nanoseconds < first ? 0 : Int(((nanoseconds - first) / period).rounded(.down)) + 1
        }
        func end(_ index: Int) -> Double { first + Double(index) * period }
        func next(after nanoseconds: Double) -> Double { end(count(until: nanoseconds)) }
    }

    // MARK: Filters

    static let sinc3Rates: [Double] = [5, 4, 2, 5]
    static let sinc2Rates: [Double] = [22, 44, 89, 178, 267, 533, 640, 667, 800, 889, 1_067, 1_333, 1, 1, 1, 1]

    private var sinc3Rate: Double {
        isSet(R.adcfiltercon, 0x40) ? 1 : Self.sinc3Rates[Int(register(R.adcfiltercon) >> 12 & 3)]
    }
    private var sinc2Rate: Double { Self.sinc2Rates[Int(register(R.adcfiltercon) >> 8 & 0xF)] }
    private var averages: Double { Double(2 << (register(R.adcfiltercon) >> 14 & 3)) }
    private var hasNotch: Bool { !isSet(R.adcfiltercon, 0x10) }
    /// 800 kSPS at 16 MHz: 20 clocks a conversion.
    private var conversionTime: Double { 20e9 / converterHertz }

    /// A tap's samples while the ADC converts.
    ///
    /// The first sinc3 result takes three of its blocks and a conversion, the first sinc2 result two of its own and a
    /// sinc3 result; the notch takes a period of 50 and one of 60 Hz more.
    func stream(_ tap: Tap) -> Stream? {
        guard let conversion else { return nil }
        let time = conversionTime
        let (three, two) = (sinc3Rate, sinc2Rate)
        let isBypassed = isSet(R.adcfiltercon, 0x40)
        let settling = isBypassed ? 1 : 3 * three + 1
        let age = isBypassed ? 0.5 : 1.5 * (three - 1) + 1
        switch tap {
        case .raw:
            return Stream(first: conversion.start + time, period: time, delay: time / 2, conversions: 1)
        case .sinc3:
            return Stream(
                first: conversion.start + settling * time, period: three * time, delay: age * time, conversions: three)
        case .average:
            return Stream(
                first: conversion.start + (settling + (averages - 1) * three) * time, period: averages * three * time,
                delay: (age + (averages - 1) / 2 * three) * time, conversions: three * averages)
        case .sinc2:
            guard isSet(R.afecon, Block.sinc2) else { return nil }
            let notch = hasNotch ? 1e9 / 50 + 1e9 / 60 : 0
            return Stream(
                first: conversion.start + ((2 * two + 3) * three + 1) * time + notch, period: two * three * time,
                delay: (age + two * three) * time + notch / 2, conversions: three * two)
        }
    }

    /// What the filters of a tap leave of a sine.
    func filterGain(_ tap: Tap, hertz: Double) -> Double {
        func ratio(_ seconds: Double, _ count: Double) -> Double {
            let x = Double.pi * hertz * seconds
            return abs(sin(x)) < 1e-12 ? 1 : sin(count * x) / (count * sin(x))
        }
        let seconds = conversionTime * 1e-9
        guard tap != .raw else { return 1 }
        let three = sinc3Rate
        let first = ratio(seconds, three)
        var gain = first * first * first
        if tap == .average { gain *= ratio(three * seconds, averages) }
        if tap == .sinc2 {
            let second = ratio(three * seconds, sinc2Rate)
            gain *= second * second
            if hasNotch { for mains in [50.0, 60.0] { gain *= hertz == 0 ? 1 : ratio(1e-9, 1e9 / mains) } }
        }
        return gain
    }

    // MARK: Start and end

    /// A write to AFECON: blocks that come on start at `instant`.
    func setBlocks(_ value: UInt32, before old: UInt32) {
        // Values of the register are kept before the blocks stop.
        let wasConverting = conversion != nil
        if wasConverting, value & (Block.adc | Block.convert) != Block.adc | Block.convert { stopConversion() }
        registers[R.afecon] = value
        let rising = value & ~old
        if rising & Block.generator != 0 { generator = (instant, 0) }
        if !wasConverting, value & (Block.adc | Block.convert) == Block.adc | Block.convert { startConversion() }
        if rising & Block.transform != 0 { startTransform() }
        if value & Block.transform == 0 { transform = nil }
        loop.forgetResistance()
    }

    /// The filters start empty.
    func startConversion() {
        conversion = Conversion(start: instant)
        stateBefore = nil
        if isSet(R.afecon, Block.transform) { startTransform() }
    }

    private func stopConversion() {
        for (tap, address) in [(Tap.sinc3, R.adcdat), (.sinc2, R.sinc2dat)] {
            if let code = conversionResult(tap) { registers[address] = code }
        }
        conversion = nil
        transform = nil
    }

    /// The latest result of a tap; nil before the first.
    func conversionResult(_ tap: Tap) -> UInt32? {
        guard let stream = stream(tap) else { return nil }
        let count = stream.count(until: instant)
        guard count > 0 else { return nil }
        if let last = conversion?.last[tap], last.index == count { return last.code }
        let code = UInt32(sample(stream, tap, index: count - 1) + 32_768)
        conversion?.last[tap] = (count, code)
        return code
    }

    /// The flags of results that have ended by then.
    func tellResults(until nanoseconds: Double) {
        guard conversion != nil else { return }
        for (tap, interrupt) in [(Tap.sinc3, Interrupt.adcReady), (.sinc2, .sinc2Ready)] {
            guard let stream = stream(tap) else { continue }
            let count = stream.count(until: nanoseconds)
            if count > conversion?.told[tap] ?? 0 {
                conversion?.told[tap] = count
                raise(interrupt)
            }
        }
    }

    /// Whether by now a sample belongs into the FIFO, or a DFT is complete.
    var isSampleDue: Bool {
        guard let conversion else { return false }
        if let tap = queueTap, let stream = stream(tap), stream.count(until: Double(now)) > conversion.queued {
            return true
        }
        return transformEnd.map { $0 <= Double(now) } ?? false
    }

    /// All samples that have ended by then, into FIFO and DFT.
    func takeSamples(until nanoseconds: Double) {
        guard conversion != nil else { return }
        if let tap = queueTap, let stream = stream(tap) {
            let count = stream.count(until: nanoseconds)
            while let queued = conversion?.queued, queued < count {
                conversion?.queued = queued + 1
                push(sample(stream, tap, index: queued), tap)
            }
        }
        continueTransform(until: nanoseconds)
    }

    // MARK: FIFO

    /// The source of the FIFO among the filters' taps (FIFOCON bits 15:13: 0 sinc3, 2 DFT, 3 sinc2).
    var queueTap: Tap? {
        guard isSet(R.fifocon, 0x800) else { return nil }
        switch register(R.fifocon) >> 13 & 7 {
        case 0: return .sinc3
        case 3: return .sinc2
        default: return nil
        }
    }

    /// Words of the FIFO: 32 bytes, 2, 4 or 6 kB (CMDDATACON).
    private var fifoCapacity: Int { [8, 512, 1_024, 1_536][Int(register(R.cmddatacon) >> 6 & 3)] }

    func setFIFO(_ value: UInt32) {
        registers[R.fifocon] = value
        if value & 0x800 == 0 { fifo = [] }
        if let tap = queueTap, let stream = stream(tap) { conversion?.queued = stream.count(until: instant) }
    }

    private func push(_ code: Int, _ tap: Tap) {
        // Channel: the ADC's positive multiplexer, with bit 6 for sinc2 and notch.
        let channel = register(R.adccon) & 0x3F | (tap == .sinc2 ? 0x40 : 0)
        pushFIFO(channel << 16 | UInt32(code + 32_768))
    }

    /// A word of 23 bits, with the sequence's number and check bits above.
    func pushFIFO(_ word: UInt32) {
        let isStream = register(R.cmddatacon) >> 9 & 7 == 3
        if fifo.count >= fifoCapacity {
            raise(.fifoOverflow)
            guard isStream else { return }
            fifo.removeFirst()
        }
        fifo.append(Self.withCheckBits(word | UInt32(lastSequence & 3) << 23))
        if fifo.count == fifoCapacity { raise(.fifoFull) }
        // The threshold is reached, not passed (unverified).
        let threshold = Int(register(R.datafifothres) >> 16 & 0x7FF)
        if threshold > 0 && fifo.count >= threshold { raise(.fifoThreshold) }
    }

    /// The oldest word; 0 from an empty FIFO.
    func popFIFO() -> UInt32 {
        guard !fifo.isEmpty else {
            raise(.fifoUnderflow)
            return 0
        }
        let word = fifo.removeFirst()
        if fifo.isEmpty { raise(.fifoEmpty) }
        return word
    }

    /// Seven check bits at 31:25: the parity of bits by their Hamming position, and that of all (the code is unverified).
    static func withCheckBits(_ word: UInt32) -> UInt32 {
        let data = word & 0x1FF_FFFF
        var check: UInt32 = 0
        for bit in 0..<25 where data >> UInt32(bit) & 1 == 1 { check ^= UInt32(bit + 1) }
        let parity = UInt32((data.nonzeroBitCount + check.nonzeroBitCount) & 1)
        return data | (check & 0x3F) << 25 | parity << 31
    }

    /// When the FIFO reaches its threshold, if nobody reads it.
    var thresholdTime: Double? {
        guard let tap = queueTap, let stream = stream(tap), let conversion, isSelected(.fifoThreshold) else {
            return nil
        }
        let missing = max(Int(register(R.datafifothres) >> 16 & 0x7FF) - fifo.count, 1)
        return stream.end(conversion.queued + missing - 1)
    }
}

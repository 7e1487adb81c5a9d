import CellCore

/// Reads a record over time, row by row, in constant memory (about twice `RecordOptions.chunkBytes`).
///
/// The format is recognised by the header, not by the file's name. What is read, skipped or refused is told in
/// `Docs/Records.md`. Rows come at some 200 ns each, without heap.
///
/// ```swift
/// var reader = try RecordReader(path: "cell.bdf.csv")
/// while let row = try reader.next() { monitor.step(row.sample) }
/// print(reader.rowCount, reader.skippedCount, reader.warnings.listed)
/// ```
public struct RecordReader: ~Copyable {
    /// Format that the header belongs to.
    public let format: RecordFormat
    /// What the current of a row is taken for: from the options, the file or the format, in this order.
    public let currentMeaning: CurrentMeaning
    /// Rows given so far.
    public private(set) var rowCount = 0
    /// Rows left out so far.
    public private(set) var skippedCount = 0
    /// What was left out or marked so far.
    public private(set) var warnings = RecordWarnings()

    private var source: LineSource
    private var parser: RowParser
    private var raw = RawRow()
    private var sequence: RowSequence
    private var recorded: RecordedCharge
    private let options: RecordOptions
    private let sign: CurrentSign
    private let headerLine: Int
    private var previousLastFieldLength = 0
    private var damagedCount = 0
    private var measuredFlags = SampleFlags.none
    private var isFinished = false

    /// Opens the record at `path`, `-` for standard input, and reads its header.
    public init(path: String, options: RecordOptions = RecordOptions()) throws(RecordError) {
        try self.init(input: ByteInput(path: path), options: options)
    }

    /// Reads a record that is in memory; `name` stands for the path in messages.
    public init(bytes: [UInt8], name: String, options: RecordOptions = RecordOptions()) throws(RecordError) {
        try self.init(input: ByteInput(bytes: bytes, name: name), options: options)
    }

    private init(input: consuming ByteInput, options: RecordOptions) throws(RecordError) {
        var source = LineSource(input: input, chunk: options.chunkBytes)
        let header = try HeaderScan.find(in: &source, options: options)
        self.source = source
        format = header.format
        let hasAveraging = header.layout.index(of: .averagingInterval) != nil
        currentMeaning = options.currentMeaning ?? (hasAveraging ? .mean : header.format.currentMeaning)
        sign = options.currentSign ?? header.format.currentSign
        parser = RowParser(layout: header.layout)
        sequence = RowSequence(meaning: currentMeaning)
        recorded = RecordedCharge(sign: sign)
        headerLine = header.line
        self.options = options
    }

    /// Bytes read so far.
    public var bytesRead: Int { source.bytesRead }
    /// Length of the file in bytes; nil for a pipe.
    public var fileSize: Int? { source.length }
    /// True when the record counts charge itself (`recordedNetChargePicoampereHours`).
    public var hasRecordedCharge: Bool {
        parser.layout.index(of: .netCharge) != nil || parser.layout.index(of: .charged) != nil
            || parser.layout.index(of: .discharged) != nil
    }

    /// The next row, or nil at the end. After an error there are no more rows.
    public mutating func next() throws(RecordError) -> RecordRow? {
        do throws(RecordError) {
            while !isFinished, let line = try source.next() {
                if line.start == line.end || line.isBlank { continue }
                if let row = try read(line) {
                    rowCount += 1
                    return row
                }
            }
            if !isFinished { try finish() }
        } catch {
            isFinished = true
            throw error
        }
        return nil
    }

    /// One line: a row, nil for one that is left out, or an error.
    private mutating func read(_ line: Line) throws(RecordError) -> RecordRow? {
        if let failure = parser.parse(line, into: &raw) {
            if try isTruncated(line, failure) { return skip(.truncatedLastLine, line) }
            throw content(line.number, failure.index, fault(failure, line))
        }
        if !line.isTerminated && isCutShort { return skip(.truncatedLastLine, line) }
        previousLastFieldLength = parser.lastFieldLength
        guard let time = raw[.time] else {
            let row = skip(.missingTime, line)
            try checkDamage(line.number, atEnd: false)
            return row
        }
        guard time >= 0 else { throw outOfRange(.time, line, "of at least 0") }
        let current = raw[.current].map(sign.chargingPositive)
        let averaging = raw[.averagingInterval]
        if let averaging, averaging < 0 { throw outOfRange(.averagingInterval, line, "of at least 0") }

        switch sequence.place(
            time: UInt64(time), current: current, averaging: averaging.map(UInt64.init), line: line.number)
        {
        case .keep(let sample):
            var row = RecordRow(sample: sample, line: line.number)
            try complete(&row)
            return row
        case .skip(let kind):
            if kind == .repeatedTime { _ = recorded.update(raw) }
            let row = skip(kind, line)
            try checkDamage(line.number, atEnd: false)
            return row
        case .timeStaysBehind(let firstLine, let rows):
            let last = DecimalText.string(Int64(sequence.lastTime ?? 0), places: 6)
            let column = parser.layout.index(of: .time) ?? 0
            throw content(firstLine, column, .timeStaysBehind(lastSeconds: last, rows: rows))
        }
    }

    /// Fills in what does not depend on time.
    @inline(__always)
    private mutating func complete(_ row: inout RecordRow) throws(RecordError) {
        if let voltage = raw[.voltage] {
            row.sample.voltageNanovolts = voltage
            row.sample.flags.insert(.voltageValid)
        }
        if let temperature = raw[.temperature] {
            if let kelvin = Int32(exactly: temperature), kelvin >= 0 {
                if !(parser.layout.zeroCelsiusIsNoSensor && kelvin == 273_150) {
                    row.sample.temperatureMillikelvin = kelvin
                    row.sample.flags.insert(.temperatureValid)
                }
            } else {
                warnings.add(.temperatureNotPhysical, line: row.line)
            }
        }
        if let step = raw[.step] {
            row.step = step
            row.fields.insert(.step)
        }
        if let cycle = raw[.cycle] {
            row.cycle = cycle
            row.fields.insert(.cycle)
        }
        if recorded.update(raw) {
            row.recordedNetChargePicoampereHours = recorded.net
            row.fields.insert(.netCharge)
        }
        measuredFlags.insert(row.sample.flags)
        if raw[.current] == nil || raw[.voltage] == nil || raw.notFinite != 0 || sequence.didClipInterval {
            try markMissing(row.line)
        }
    }

    /// Counts what a row that was kept does not hold.
    private mutating func markMissing(_ line: Int) throws(RecordError) {
        if raw[.current] == nil { note(raw.isNotFinite(.current) ? .currentNotFinite : .currentEmpty, line) }
        if raw[.voltage] == nil { note(raw.isNotFinite(.voltage) ? .voltageNotFinite : .voltageEmpty, line) }
        if raw.isNotFinite(.temperature) { note(.temperatureNotPhysical, line) }
        if sequence.didClipInterval { note(.intervalClipped, line) }
        try checkDamage(line, atEnd: false)
    }

    private mutating func note(_ kind: RecordWarningKind, _ line: Int) {
        warnings.add(kind, line: line)
        if kind.isDamage { damagedCount += 1 }
    }

    private mutating func skip(_ kind: RecordWarningKind, _ line: Line) -> RecordRow? {
        note(kind, line.number)
        skippedCount += 1
        return nil
    }

    /// What must hold of the record as a whole.
    private mutating func finish() throws(RecordError) {
        isFinished = true
        guard rowCount > 0 else { throw content(headerLine + 1, 0, .noRows) }
        try checkDamage(headerLine + 1, atEnd: true)
        let needed: [(Quantity, SampleFlags)] = [(.voltage, .voltageValid), (.current, .currentValid)]
        for (quantity, flag) in needed where !measuredFlags.contains(flag) {
            let index = parser.layout.index(of: quantity) ?? 0
            throw content(headerLine, index, .neverMeasured(name: parser.layout.labels[index]))
        }
    }

    /// Throws when more rows are damaged than the options allow; a handful says nothing yet of a file that goes on.
    private func checkDamage(_ line: Int, atEnd: Bool) throws(RecordError) {
        let rows = rowCount + skippedCount
        guard damagedCount > (atEnd ? 10 : 1000), damagedCount * 100 > rows * options.maximumDamagedPercent else {
            return
        }
        throw content(
            line, 0,
            .tooManyDamagedRows(damaged: damagedCount, rows: rows, percent: options.maximumDamagedPercent))
    }
}

extension RecordReader {
    /// True when `failure` is that of a file that ends within its last line.
    private mutating func isTruncated(_ line: Line, _ failure: FieldFailure) throws(RecordError) -> Bool {
        switch failure.kind {
        case .missingField: try line.isTerminated ? source.restIsBlank() : true
        case .notANumber, .unclosedQuote: !line.isTerminated
        case .outOfRange, .surplusField: false
        }
    }

    /// True when the last field of a last line without a line feed is shorter than that of the row before, or a
    /// required one is empty: `-8.9e-0` would be a number too.
    private var isCutShort: Bool {
        parser.lastFieldLength < previousLastFieldLength
            || Quantity.required.contains { raw[$0] == nil && !raw.isNotFinite($0) }
    }

    private func fault(_ failure: FieldFailure, _ line: Line) -> RecordFault {
        let labels = parser.layout.labels
        let name = failure.index < labels.count ? labels[failure.index] : ""
        switch failure.kind {
        case .notANumber: return .notANumber(name: name, found: failure.found)
        case .outOfRange:
            return .outOfRange(name: name, found: failure.found, range: "that fits 64 bits in the unit of a sample")
        case .missingField: return .missingField(name: name, found: failure.index, expected: labels.count)
        case .surplusField: return .surplusField(found: failure.found, expected: labels.count)
        case .unclosedQuote: return .unclosedQuote(name: name)
        }
    }

    private func outOfRange(_ quantity: Quantity, _ line: Line, _ range: String) -> RecordError {
        let index = parser.layout.index(of: quantity) ?? 0
        let fields = HeaderLine(line, delimiter: parser.layout.delimiter).labels
        let found = index < fields.count ? fields[index] : ""
        return content(
            line.number, index, .outOfRange(name: parser.layout.labels[index], found: found, range: range))
    }

    /// `index` is the 0-based field.
    private func content(_ line: Int, _ index: Int, _ fault: RecordFault) -> RecordError {
        .content(RecordPlace(file: source.name, line: line, column: index + 1), fault)
    }
}

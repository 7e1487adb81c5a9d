#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension RecordError: CustomStringConvertible {
    /// One sentence: `FILE:LINE:COLUMN: expected …, found …`, with what to do where that is not plain.
    public var description: String {
        switch self {
        case .system(let file, let action, let code):
            let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
            return "\(file): cannot \(action.rawValue): \(reason)"
        case .content(let place, let fault):
            return "\(place.file):\(place.line):\(place.column): \(fault)"
        case .recording(let file, let byte, let fault):
            return "\(file): byte \(byte): \(fault)"
        }
    }
}

extension RecordFault: CustomStringConvertible {
    /// What was expected, what was found, and what to do.
    public var description: String {
        switch self {
        case .empty:
            "expected a header line, found an empty file"
        case .noRows:
            "expected rows after the header, found none that can be used"
        case .notText:
            "expected text in UTF-8, found UTF-16 or binary data; save the record as CSV in UTF-8"
        case .unknownFormat(let found):
            "expected the header of \(RecordFormat.allNames), found \"\(found)\"; "
                + "export the record as CSV with the columns Test Time / s, Voltage / V, Current / A"
        case .impedanceSpectrum:
            "expected a record over time, found an impedance spectrum; give it as spectra, not as a time series"
        case .missingColumns(let names):
            "expected \(names.count == 1 ? "a column" : "the columns") "
                + "\(names.map { "\"\($0)\"" }.joined(separator: ", ")), found none; add or rename"
        case .repeatedColumn(let name, let first):
            "expected one column of its quantity, found \"\(name)\" beside column \(first); remove one"
        case .unknownUnit(let name, let unit, let expected):
            "expected one of the units \(expected.joined(separator: ", ")) in \"\(name)\", found \"\(unit)\""
        case .notANumber(let name, let found):
            "expected a number in \"\(name)\", found \"\(found)\""
        case .outOfRange(let name, let found, let range):
            "expected a number \(range) in \"\(name)\", found \"\(found)\""
        case .missingField(let name, let found, let expected):
            "expected \(expected) fields, found \(found): the line ends before \"\(name)\""
        case .surplusField(let found, let expected):
            "expected \(expected) fields, found \"\(found)\" after the last; "
                + "write numbers with a decimal point, not a comma"
        case .unclosedQuote(let name):
            "expected a closing quotation mark in \"\(name)\", found the end of the line"
        case .lineTooLong(let limit):
            "expected lines of at most \(limit) bytes, found a longer one; this is no record in lines of text"
        case .timeStaysBehind(let last, let rows):
            "expected time to go on after \(last) s, found \(rows) rows in a row that lie before it; "
                + "split the record where time starts again"
        case .tooManyDamagedRows(let damaged, let rows, let percent):
            "expected at most \(percent) % damaged rows, found \(damaged) of \(rows); repair the record"
        case .neverMeasured(let name):
            "expected a number in \"\(name)\" in at least one row, found none"
        case .noSpectrum(let found):
            "expected an impedance spectrum, found \"\(found)\"; "
                + "give frequency, real and imaginary part, with a header as in BDF or three columns without one"
        case .repeatedFrequency(let hertz, let first):
            "expected each frequency once, found \(hertz) Hz as in line \(first); remove one"
        case .severalSpectra(let count):
            "expected one spectrum, found \(count); choose one by its number, 1 to \(count)"
        case .tooManyPoints(let limit):
            "expected a spectrum of at most \(limit) points, found more"
        }
    }
}

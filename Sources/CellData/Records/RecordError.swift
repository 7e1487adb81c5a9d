#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where in a record something is.
public struct RecordPlace: Equatable, Sendable {
    /// Path as it was given, `-` for standard input.
    public var file: String
    /// Line, 1 for the first.
    public var line: Int
    /// Field of the line, 1 for the first.
    public var column: Int

    /// A place; `line` and `column` count from 1.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

/// Why a record cannot be read or written.
public enum RecordError: Error, Equatable, Sendable {
    /// The system refused; `code` is `errno`.
    case system(file: String, action: RecordAction, code: Int32)
    /// The file was read, and what it holds is not a record.
    case content(RecordPlace, RecordFault)
    /// The file is no recording, or a damaged one; `byte` is where.
    case recording(file: String, byte: Int, RecordingFault)

    /// The exit status of a command that fails with this: 65 bad data, 66 no such file, 77 permission, 74 otherwise.
    public var exitStatus: Int32 {
        switch self {
        case .content, .recording: 65
        case .system(_, _, ENOENT), .system(_, _, ENOTDIR): 66
        case .system(_, _, EACCES), .system(_, _, EPERM): 77
        case .system: 74
        }
    }
}

/// What was being done when the system refused.
public enum RecordAction: String, Equatable, Sendable {
    case open
    case read
    case write
}

/// What is wrong with the content of a record.
public enum RecordFault: Error, Equatable, Sendable {
    /// Nothing in the file, or blank lines only.
    case empty
    /// A header and not one row that can be used.
    case noRows
    /// UTF-16 or bytes that are no text.
    case notText
    /// No line at the start is the header of a known format; `found` is the first line.
    case unknownFormat(found: String)
    /// An impedance spectrum, which is no time series.
    case impedanceSpectrum
    /// Columns that every record must have.
    case missingColumns([String])
    /// Two columns give the same quantity.
    case repeatedColumn(name: String, firstColumn: Int)
    /// The unit of a column is not one of its quantity.
    case unknownUnit(name: String, unit: String, expected: [String])
    /// Text in a number.
    case notANumber(name: String, found: String)
    /// A number beyond the range of the sample's field.
    case outOfRange(name: String, found: String, range: String)
    /// The line ends before a column that the header announced.
    case missingField(name: String, found: Int, expected: Int)
    /// The line goes on after the last column.
    case surplusField(found: String, expected: Int)
    /// A quoted field that its line does not close.
    case unclosedQuote(name: String)
    /// A line longer than any record's.
    case lineTooLong(limitBytes: Int)
    /// Time went back and stayed behind `lastSeconds` for `rows` rows.
    case timeStaysBehind(lastSeconds: String, rows: Int)
    /// More rows are damaged than may be left out in silence.
    case tooManyDamagedRows(damaged: Int, rows: Int, percent: Int)
    /// A quantity that every record must have was never measured.
    case neverMeasured(name: String)
    /// No line at the start is the header of a spectrum, or a row of three numbers; `found` is the first line.
    case noSpectrum(found: String)
    /// Two points of a spectrum at one frequency.
    case repeatedFrequency(hertz: Double, firstLine: Int)
    /// So many spectra where one is wanted.
    case severalSpectra(count: Int)
    /// More points than any spectrum has.
    case tooManyPoints(limit: Int)
}

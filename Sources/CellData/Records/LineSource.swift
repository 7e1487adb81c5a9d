#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// One line in the buffer of its `LineSource`, valid until the next is asked for.
struct Line {
    /// First byte.
    var start: UnsafePointer<UInt8>
    /// Just past the last byte, at a line feed or a carriage return that may be read.
    var end: UnsafePointer<UInt8>
    /// 1 for the first line of the file.
    var number: Int
    /// False for a last line without a line feed.
    var isTerminated: Bool

    /// True for a line of blanks only.
    var isBlank: Bool {
        var position = start
        while position < end && (position.pointee == ASCII.space || position.pointee == ASCII.tab) { position += 1 }
        return position == end
    }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: end - start) }
}

/// Cuts input into lines, in constant memory: LF and CR LF end a line, a byte order mark before the first is dropped.
struct LineSource: ~Copyable {
    /// No record has lines anywhere near this.
    static let longestLine = 1 << 20
    /// Bytes past the end of a line that may be read (and mean nothing), so that digits are read eight at a time.
    static let padding = 16

    private var input: ByteInput
    private let chunk: Int
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Unread bytes are `head..<tail`; those before `scanned` hold no line feed.
    private var head = 0
    private var scanned = 0
    private var tail = 0
    private var isAtEnd = false
    private var lineNumber = 0
    /// Bytes read from the input so far.
    private(set) var bytesRead = 0

    init(input: consuming ByteInput, chunk: Int) {
        self.input = input
        self.chunk = min(max(1, chunk), 1 << 26)
        capacity = self.chunk * 2 + 256
        buffer = LineSource.allocate(capacity)
    }

    deinit { buffer.deallocate() }

    var name: String { input.name }
    var length: Int? { input.length }

    /// The next line, or nil at the end. Throws when reading fails or a line exceeds `longestLine`.
    mutating func next() throws(RecordError) -> Line? {
        while true {
            if let found = memchr(buffer + scanned, Int32(ASCII.lineFeed), tail - scanned) {
                let stop = UnsafeRawPointer(found) - UnsafeRawPointer(buffer)
                return take(upTo: stop, isTerminated: true)
            }
            scanned = tail
            if isAtEnd {
                guard head < tail else { return nil }
                // `refill` always leaves room for this one byte.
                buffer[tail] = ASCII.lineFeed
                return take(upTo: tail, isTerminated: false)
            }
            try refill()
        }
    }

    /// True when nothing but blank lines is left; reads no further than the next byte that is not blank.
    mutating func restIsBlank() throws(RecordError) -> Bool {
        while true {
            let rest = UnsafeBufferPointer(start: buffer + head, count: tail - head)
            let isBlank = rest.allSatisfy {
                $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn || $0 == ASCII.space || $0 == ASCII.tab
            }
            if !isBlank { return false }
            if isAtEnd { return true }
            try refill()
        }
    }

    private mutating func take(upTo stop: Int, isTerminated: Bool) -> Line {
        var start = head
        var end = stop
        head = isTerminated ? stop + 1 : stop
        scanned = head
        lineNumber += 1
        if lineNumber == 1 && end - start >= 3 && buffer[start] == 0xEF && buffer[start + 1] == 0xBB
            && buffer[start + 2] == 0xBF
        {
            start += 3
        }
        if end > start && buffer[end - 1] == ASCII.carriageReturn { end -= 1 }
        return Line(
            start: UnsafePointer(buffer + start), end: UnsafePointer(buffer + end), number: lineNumber,
            isTerminated: isTerminated)
    }

    private mutating func refill() throws(RecordError) {
        if tail + chunk >= capacity { makeRoom() }
        guard tail - head <= LineSource.longestLine else {
            throw .content(
                RecordPlace(file: name, line: lineNumber + 1, column: 1),
                .lineTooLong(limitBytes: LineSource.longestLine))
        }
        let count = try input.read(buffer + tail, count: chunk)
        isAtEnd = count == 0
        tail += count
        bytesRead += count
    }

    /// Moves the unread bytes to the front, into a larger buffer when they and a chunk would not fit.
    private mutating func makeRoom() {
        let unread = tail - head
        if unread + chunk >= capacity {
            let larger = max(capacity * 2, unread + chunk + 1)
            let moved = LineSource.allocate(larger)
            memcpy(moved, buffer + head, unread)
            buffer.deallocate()
            buffer = moved
            capacity = larger
        } else {
            memmove(buffer, buffer + head, unread)
        }
        scanned -= head
        head = 0
        tail = unread
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + padding)
        buffer.initialize(repeating: 0, count: capacity + padding)
        return buffer
    }
}

/// What tells the two rings apart: how entries lie in their sectors.
enum RingFormat: Sendable {
    /// Checkpoints, events and starts: entries of 16 bytes at least, each with type, length, number and CRC-32.
    case log
    /// Minute records: slots of 32 bytes, each with its CRC-32.
    case minutes

    /// First bytes of a sector after its check value: "CMJL" or "CMJM".
    var magic: UInt32 { self == .log ? 0x4C4A_4D43 : 0x4D4A_4D43 }
    /// Entries begin at multiples of this, in bytes.
    var unit: Int { self == .log ? 16 : 32 }
    /// Bytes before an entry's payload.
    var entryHeaderLength: Int { self == .log ? 12 : 4 }
    /// Most bytes of an entry's payload.
    var largestPayload: Int { self == .log ? CheckpointBytes.count : 28 }
    /// Most bytes of an entry.
    var largestEntry: Int { entryLength(payload: largestPayload) }
    /// The next sector is erased once no more than this is left of the newest, in bytes: a minute's worth and more, in the
    /// log the largest checkpoint and eight events, in the minutes two of them.
    var eraseAhead: Int { self == .log ? largestEntry + 8 * eventLength : 2 * unit }
    /// Bytes that an event takes in the log.
    private var eventLength: Int { entryLength(payload: ShortRecordBytes.count) }

    /// Bytes that an entry takes, the filling behind it included.
    func entryLength(payload: Int) -> Int {
        self == .log ? (entryHeaderLength + payload + unit - 1) / unit * unit : unit
    }
}

/// Version of both layouts; raised with every change to one of them.
public let journalFormatVersion: UInt16 = 1

import CellCore

/// One access to the chip, of one to three transfers.
enum AD5941Access: Equatable, Sendable {
    /// Reads a register.
    case read(UInt16)
    /// Writes a register that cannot be read back: a key, a trigger, a command word.
    case write(UInt16, UInt32)
    /// Writes a register, reads it back and compares the bits of `mask`.
    case set(UInt16, UInt32, mask: UInt32)
    /// Reads a register and compares the bits of `mask`.
    case check(UInt16, UInt32, mask: UInt32)
    /// Reads this many words of the data FIFO, 3…16; so many must be in it.
    case fifo(UInt8)
    /// Nothing for so many microseconds.
    case pause(UInt64)

    /// A register written and compared in all its bits.
    static func set(_ register: UInt16, _ value: UInt32) -> AD5941Access { .set(register, value, mask: .max) }
}

/// How an access has gone on.
enum AD5941Outcome: Sendable {
    /// There is another transfer.
    case more
    /// Ended, with the register's value.
    case done(UInt32)
    /// Ended, with the words of the FIFO.
    case words(SPIBytes)
    /// The register holds something else than it should.
    case differs(register: UInt16, found: UInt32)
    /// The transfer gave another number of bytes than asked for.
    case damaged
}

/// Turns accesses into transfers.
///
/// An address is set by a transfer of its own and stays; a read has one byte between command and value; values come high
/// byte first. The fast FIFO read has six bytes before the first word; the chip fetches two words ahead, and a value
/// other than zero written with the last two words keeps it from fetching words that nobody would get.
/// Source: AD5940/AD5941 data sheet, sections "SPI interface", "Reading data from the data FIFO" (Figure 44).
struct AD5941Port: Sendable {
    private var access = AD5941Access.pause(0)
    private var stage = Stage.idle

    private enum Stage { case idle, address, write, read, fifo }

    /// True when no access is under way.
    var isIdle: Bool { stage == .idle }

    /// Begins an access, or begins it again; a pause is none.
    mutating func begin(_ access: AD5941Access) {
        self.access = access
        switch access {
        case .pause: stage = .idle
        case .fifo: stage = .fifo
        default: stage = .address
        }
    }

    /// Abandons the access.
    mutating func cancel() { stage = .idle }

    /// Begins the access under way again.
    mutating func repeatAccess() { begin(access) }

    private var register: UInt16 {
        switch access {
        case .read(let register), .write(let register, _): register
        case .set(let register, _, _), .check(let register, _, _): register
        case .fifo, .pause: 0
        }
    }

    /// The transfer to carry out now.
    var transfer: SPITransfer {
        var transfer = SPITransfer()
        switch stage {
        case .idle: break
        case .address:
            transfer.written.append(AD5941Command.setAddress)
            transfer.append(UInt32(register), wide: false)
        case .write:
            transfer.written.append(AD5941Command.write)
            transfer.append(value, wide: AD5941Register.isWide(register))
        case .read:
            transfer = SPITransfer(readCount: AD5941Register.isWide(register) ? 4 : 2)
            transfer.written.append(AD5941Command.read)
            transfer.written.append(0)
        case .fifo:
            if case .fifo(let count) = access { transfer = SPITransfer(readCount: min(count, 16) * 4) }
            transfer.written.append(AD5941Command.readFIFO)
            for _ in 0..<6 { transfer.written.append(0) }
            transfer.trailer = 0x44
        }
        return transfer
    }

    private var value: UInt32 {
        switch access {
        case .write(_, let value), .set(_, let value, _), .check(_, let value, _): value
        case .read, .fifo, .pause: 0
        }
    }

    /// Takes the bytes of the transfer that ended.
    mutating func finish(_ bytes: SPIBytes) -> AD5941Outcome {
        guard bytes.count == Int(transfer.readCount) else {
            stage = .idle
            return .damaged
        }
        switch (stage, access) {
        case (.address, .write), (.address, .set): stage = .write
        case (.address, _), (.write, .set): stage = .read
        case (.write, _):
            stage = .idle
            return .done(0)
        case (.fifo, _):
            stage = .idle
            return .words(bytes)
        case (.read, _), (.idle, _):
            stage = .idle
            return judge(bytes)
        }
        return .more
    }

    private func judge(_ bytes: SPIBytes) -> AD5941Outcome {
        var found: UInt32 = 0
        for index in 0..<bytes.count { found = found << 8 | UInt32(bytes[index]) }
        switch access {
        case .set(let register, let value, let mask), .check(let register, let value, let mask):
            let mask = AD5941Register.isWide(register) ? mask : mask & 0xFFFF
            return found & mask == value & mask ? .done(found) : .differs(register: register, found: found)
        default: return .done(found)
        }
    }
}

extension SPITransfer {
    /// Appends a value of four or two bytes, the high one first.
    mutating func append(_ value: UInt32, wide: Bool) {
        if wide {
            written.append(UInt8(truncatingIfNeeded: value >> 24))
            written.append(UInt8(truncatingIfNeeded: value >> 16))
        }
        written.append(UInt8(truncatingIfNeeded: value >> 8))
        written.append(UInt8(truncatingIfNeeded: value))
    }
}

extension ByteBuffer {
    /// The four bytes from `index` on as a word, the high one first.
    func word32(at index: Int) -> UInt32 {
        UInt32(self[index]) << 24 | UInt32(self[index + 1]) << 16 | UInt32(self[index + 2]) << 8
            | UInt32(self[index + 3])
    }
}

import CellCore

/// One transfer: a write, a read, or a write and a read with a repeated START between them.
public struct I2CTransfer: Sendable {
    /// The 7-bit address; 0 is the general call.
    public var address: UInt8
    /// The bytes written after the address, 0…8.
    public var written = I2CMessage()
    /// Bytes to read, 0…16. With nothing to write and nothing to read only the address is sent.
    public var readCount: UInt8

    /// A transfer that writes nothing and reads `readCount` bytes, at most 16.
    @inlinable
    public init(address: UInt8, readCount: UInt8 = 0) {
        self.address = address
        self.readCount = min(readCount, 16)
    }
}

extension I2CTransfer {
    /// Writes one byte, such as a command, and then reads.
    @inline(__always)
    static func command(_ byte: UInt8, to address: UInt8, readCount: UInt8 = 0) -> I2CTransfer {
        var transfer = I2CTransfer(address: address, readCount: readCount)
        transfer.written = I2CMessage(byte)
        return transfer
    }

    /// Writes a register of one byte.
    static func write(_ value: UInt8, command: UInt8, to address: UInt8) -> I2CTransfer {
        var transfer = I2CTransfer.command(command, to: address)
        transfer.written.append(value)
        return transfer
    }

    /// Writes a register of two bytes, the high one first.
    static func write(_ value: UInt16, register: UInt8, to address: UInt8) -> I2CTransfer {
        var transfer = I2CTransfer.command(register, to: address)
        transfer.written.append(UInt8(truncatingIfNeeded: value >> 8))
        transfer.written.append(UInt8(truncatingIfNeeded: value))
        return transfer
    }
}

extension ByteBuffer {
    /// The two bytes from `index` on as a word, the high one first.
    func word(at index: Int = 0) -> UInt16 { UInt16(self[index]) << 8 | UInt16(self[index + 1]) }

    /// The three bytes from `index` on as a signed number, the high one first.
    func signed24(at index: Int = 0) -> Int32 {
        let bits = UInt32(self[index]) << 24 | UInt32(self[index + 1]) << 16 | UInt32(self[index + 2]) << 8
        return Int32(bitPattern: bits) >> 8
    }
}

/// A compiled profile: what the device keeps in its flash, at most a quarter of a sector of 4096 bytes.
public typealias ProfileBytes = ByteBuffer<1024>

/// Why bytes are no profile.
public enum ProfileBytesError: Error, Equatable, Sendable {
    /// The first four bytes are not `CellProfile.bytesMagic`; carries what they are.
    case notAProfile(UInt32)
    /// A layout that this monitor does not know; carries its version.
    case unknownVersion(UInt16)
    /// Shorter or longer than a profile of this version; carries the length in bytes.
    case wrongLength(Int)
    /// The check value does not fit the bytes; carries the one found.
    case damaged(UInt32)
    /// The bytes are as they were written, and what they say is no sound profile.
    case unsound(ProfileFault)
}

extension CellProfile {
    /// The bytes "CPRF" at the start of every compiled profile.
    public static var bytesMagic: UInt32 { 0x4652_5043 }
    /// Version of the layout of `ProfileFields`; raised with every change to it.
    public static var bytesVersion: UInt16 { 3 }

    /// The profile as bytes: magic, version, length of everything, fields, CRC-32; little-endian, the same on every machine.
    ///
    /// Cost: about 870 bytes coded; runs when a profile is compiled.
    public var bytes: ProfileBytes {
        var buffer = ProfileBytes()
        var fields = ProfileFields(self)
        CellProfile.append(&fields, length: 0, to: &buffer)
        let length = UInt16(truncatingIfNeeded: buffer.count + 4)
        buffer.removeAll()
        CellProfile.append(&fields, length: length, to: &buffer)
        var check = CRC32()
        check.add(buffer.bytes)
        var value = check.value
        buffer.code(&value)
        return buffer
    }

    private static func append(_ fields: inout ProfileFields, length: UInt16, to buffer: inout ProfileBytes) {
        var magic = bytesMagic
        var version = bytesVersion
        var length = length
        buffer.code(&magic)
        buffer.code(&version)
        buffer.code(&length)
        fields.visit(&buffer)
    }

    /// The profile that was compiled to `bytes`; what follows its length (an erased sector's rest) is passed over.
    ///
    /// - Throws: `ProfileBytesError`; no bytes make a profile that `check()` refuses.
    public init(bytes: ProfileBytes) throws(ProfileBytesError) {
        var reader = ByteReader(bytes)
        var magic: UInt32 = 0
        var version: UInt16 = 0
        var length: UInt16 = 0
        reader.code(&magic)
        reader.code(&version)
        reader.code(&length)
        guard !reader.isExhausted else { throw .wrongLength(bytes.count) }
        guard magic == CellProfile.bytesMagic else { throw .notAProfile(magic) }
        guard version == CellProfile.bytesVersion else { throw .unknownVersion(version) }
        let end = Int(length) - 4
        guard end > 8, Int(length) <= bytes.count else { throw .wrongLength(bytes.count) }
        var check = CRC32()
        for index in 0..<end { check.add(bytes[index]) }
        var stored: UInt32 = 0
        var tail = ByteReader(bytes, from: end)
        tail.code(&stored)
        guard stored == check.value else { throw .damaged(stored) }

        var fields = ProfileFields()
        var body = ByteReader(bytes, from: 8, to: end)
        fields.visit(&body)
        guard !body.isExhausted, body.remaining == 0 else { throw .wrongLength(Int(length)) }
        do throws(ProfileFault) {
            self = try fields.profile()
        } catch {
            throw .unsound(error)
        }
    }
}

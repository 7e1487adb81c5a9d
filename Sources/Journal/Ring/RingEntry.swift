/// A whole entry that was found in the flash.
struct RingEntry: Sendable {
    /// Sector, by position in the ring.
    var position: Int
    /// First byte within the sector.
    var offset: Int
    /// Bytes of payload.
    var payloadLength: Int
    /// Bytes that it takes.
    var length: Int
    /// Raw type; 0 for a minute record.
    var type: UInt8
    /// Number of the entry; 0 for a minute record.
    var number: UInt32
}

import CellCore

/// The contract between a driver and an SPI controller, mode 0, at up to 8 MHz. One transfer at a time; nothing waits.
///
/// A driver may rely on this:
/// - `start` returns at once; the bytes move while the processor does something else (DMA or interrupts).
/// - Chip select is low from before the first bit to after the last, and high between two transfers.
/// - `poll` tells `.pending` until the transfer has ended, then its outcome once, then `.pending` again.
/// - Every transfer ends: 73 bytes take 0.1 ms at 8 MHz; after 2 ms at the latest `poll` tells an error.
/// - `.done` holds exactly the bytes that were asked for. SPI has no acknowledge: whether a chip answered shows in them.
///
/// What a conformance may rely on: `start` is called only when no transfer is under way.
public protocol SPIBus: ~Copyable {
    /// Begins a transfer; its outcome comes from `poll`.
    mutating func start(_ transfer: SPITransfer)

    /// The state of the transfer under way. Cost: a few instructions while it is pending.
    mutating func poll() -> SPIProgress
}

/// The bytes that a transfer has read, 0…64 of them.
public typealias SPIBytes = ByteBuffer<64>

/// One transfer with chip select low: bytes written, then bytes read while zeros, and at last `trailer`, are written.
public struct SPITransfer: Sendable {
    /// The bytes written first, 1…9.
    public var written: ByteBuffer<9>
    /// Bytes to read after them, 0…64.
    public var readCount: UInt8
    /// What is written while the last eight bytes are read, so that a chip stops fetching ahead; before them zeros are.
    public var trailer: UInt8 = 0

    /// A transfer without bytes yet, that reads `readCount` bytes, at most 64.
    public init(readCount: UInt8 = 0) {
        written = ByteBuffer()
        self.readCount = min(readCount, 64)
    }
}

/// How far a transfer is.
public enum SPIProgress: Sendable {
    /// Under way, or nothing was started.
    case pending
    /// Ended, with the bytes that were read.
    case done(SPIBytes)
    /// The controller did not end within its time.
    case timeout
}

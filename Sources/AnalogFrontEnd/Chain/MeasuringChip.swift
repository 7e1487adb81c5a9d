import CellCore

/// What `ChipDriver` needs to know of a chip: how it is started, how it is asked, and what its answers mean.
///
/// Pure logic: a chip never sees the bus. All times are microseconds of the host's crystal.
public protocol MeasuringChip {
    /// What a conversion gives.
    associatedtype Reading

    /// Transfers that identify, reset and configure the chip and read everything back, at least 1.
    var startupLength: Int { get }

    /// The transfer of a step, 0..<`startupLength`.
    func startupTransfer(_ step: Int) -> I2CTransfer

    /// Time that the chip needs after a step, in microseconds.
    func startupPause(after step: Int) -> UInt64

    /// Judges the answer to a step that ended at `now`; nil when it is right.
    mutating func startupAnswer(_ step: Int, _ bytes: I2CBytes, at now: UInt64) -> ChipFault?

    /// What to do next, once started.
    mutating func request(at now: UInt64) -> ChipRequest

    /// Before this time `request` only tells to wait, unless a pin falls or somebody asks for something; 0 for now.
    var restMicroseconds: UInt64 { get }

    /// Takes the answer to the transfer that `request` gave, which ended at `now`.
    mutating func answer(_ bytes: I2CBytes, at now: UInt64) -> ChipAnswer<Reading>

    /// An interrupt saw the chip's data-ready pin fall at `time`.
    mutating func conversionEnded(at time: UInt64)

    /// What is known of that pin.
    var dataReadyPin: DataReadyPin { get }
}

/// What a chip wants next.
public enum ChipRequest: Sendable {
    /// Nothing before that time.
    case wait(until: UInt64)
    /// A transfer.
    case transfer(I2CTransfer)
}

/// What an answer meant.
public enum ChipAnswer<Reading> {
    /// Not the end of a reading.
    case more
    /// A reading that is complete; its configuration was checked after it, or will be when the chip is asked to.
    case reading(Reading)
    /// The bytes are damaged; the same transfer may be tried again.
    case corrupted
    /// The chip must be started again.
    case fault(ChipFault)
}

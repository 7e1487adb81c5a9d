/// An opened monitor: control transfers and the bulk endpoints of its interface.
///
/// One transfer at a time, from one thread at a time. Every call ends within its limit (1 ms at least), apart from the
/// moment that taking a late transfer back takes. After `.unplugged` all calls fail with `.unplugged`.
public protocol DeviceTransport: AnyObject {
    /// Where the device is, as `DeviceCandidate.path` has it.
    var path: String { get }
    /// The interface in use.
    var interface: MonitorInterface { get }

    /// A control transfer; `data` goes out and must be `setup.length` bytes, the result is what came in.
    func control(_ setup: ControlSetup, data: [UInt8], timeoutMilliseconds: Int) throws(USBHostError) -> [UInt8]

    /// Sends one transfer, closed by a short packet: an empty one when `bytes` fill their last packet.
    func bulkOut(_ bytes: [UInt8], timeoutMilliseconds: Int) throws(USBHostError)

    /// Receives one transfer: all bytes up to a short packet, or until there is no more room.
    ///
    /// The room is `maxLength` and up to one packet more, so that the short packet at the end fits as well. With a
    /// real controller, packets that came before a time-out are kept for the next call; over USB/IP they are lost.
    func bulkIn(maxLength: Int, timeoutMilliseconds: Int) throws(USBHostError) -> [UInt8]

    /// Gives the device back; more calls are harmless.
    func close()
}

extension DeviceTransport {
    /// A control transfer without data to send.
    public func control(_ setup: ControlSetup, timeoutMilliseconds: Int) throws(USBHostError) -> [UInt8] {
        try control(setup, data: [], timeoutMilliseconds: timeoutMilliseconds)
    }

    /// The length to ask for: whole packets, since a device that sends more than asked is an error, and one more.
    func room(for maxLength: Int) -> Int {
        (max(0, maxLength) / interface.inPacketLength + 1) * interface.inPacketLength
    }
}

/// The most bytes of one transfer, which is what USB/IP servers are sure to take.
let maximumTransferLength = 1 << 20

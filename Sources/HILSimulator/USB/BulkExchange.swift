/// A bulk or interrupt transfer from the host's side, one packet a step; the data toggle belongs to the pipe.
///
/// Source: USB 2.0, 5.8.3: a transfer ends when all bytes asked for have come or a packet is short; 8.6 for toggles.
struct BulkExchange {
    private let room: Int
    private let output: [UInt8]
    private let appendsZeroLengthPacket: Bool
    private(set) var input: [UInt8] = []
    private(set) var sent = 0

    init(_ block: USBRequestBlock) {
        room = block.isInput ? max(0, block.length) : 0
        output = block.isInput ? [] : block.data
        appendsZeroLengthPacket = block.appendsZeroLengthPacket
    }

    mutating func read(
        _ endpoint: UInt8, on cable: SimulatedUSBCable, at address: UInt8, maximumPacketLength: Int,
        isData1: inout Bool
    ) -> USBExchangeProgress {
        switch cable.input(endpoint, at: address) {
        case .silence: return .failed(.noResponse)
        case .notReady: return .waiting
        case .stall: return .stalled
        case .data(let packet, let packetIsData1):
            // A babbling packet is not acknowledged: the device keeps it.
            guard packet.count <= min(maximumPacketLength, room - input.count) else { return .failed(.overflow) }
            cable.acknowledgeInput(endpoint)
            guard packetIsData1 == isData1 else {
                cable.toggleMismatches += 1
                return .moved
            }
            isData1.toggle()
            input += packet
            return packet.count < maximumPacketLength || input.count == room ? .completed : .moved
        }
    }

    mutating func write(
        _ endpoint: UInt8, on cable: SimulatedUSBCable, at address: UInt8, maximumPacketLength: Int,
        isData1: inout Bool
    ) -> USBExchangeProgress {
        let packet = Array(output[sent..<min(output.count, sent + maximumPacketLength)])
        switch cable.output(endpoint, packet, isData1: isData1, at: address) {
        case .silence: return .failed(.noResponse)
        case .notReady: return .waiting
        case .stall: return .stalled
        case .acknowledged: break
        }
        isData1.toggle()
        sent += packet.count
        guard sent == output.count else { return .moved }
        let owesZeroLengthPacket = appendsZeroLengthPacket && packet.count == maximumPacketLength
        return owesZeroLengthPacket ? .moved : .completed
    }
}

/// How far a step of a transfer came.
enum USBExchangeProgress: Equatable {
    /// The device is not ready (NAK): try again after it was polled.
    case waiting
    /// A packet went over the cable.
    case moved
    /// The transfer has ended.
    case ended(USBCompletion.Status, USBCompletion.Fault?)

    static var completed: USBExchangeProgress { .ended(.completed, nil) }
    static var stalled: USBExchangeProgress { .ended(.stalled, nil) }
    static func failed(_ fault: USBCompletion.Fault) -> USBExchangeProgress { .ended(.stalled, fault) }
}

/// A control transfer from the host's side, one packet a step.
///
/// Source: USB 2.0, 8.5.3: SETUP with DATA0; the data stage from DATA1 on, ended by all bytes or a short packet; the
/// status stage the other way with an empty DATA1.
struct ControlExchange {
    private enum Stage {
        case setup
        case dataIn
        case dataOut
        case statusIn
        case statusOut
    }

    let setup: InlineArray<8, UInt8>
    /// The most bytes to take, or exactly the bytes to send.
    private let room: Int
    private let output: [UInt8]
    private(set) var input: [UInt8] = []
    private(set) var sent = 0
    private var stage = Stage.setup
    private var isData1 = true

    /// A transfer that reads at most `room` bytes, never more than wLength.
    init(reading setup: InlineArray<8, UInt8>, room: Int) {
        self.setup = setup
        self.room = min(max(0, room), Int(setup[6]) | Int(setup[7]) << 8)
        output = []
    }

    /// A transfer that sends `output`, perhaps nothing.
    init(writing setup: InlineArray<8, UInt8>, _ output: [UInt8] = []) {
        self.setup = setup
        self.output = output
        room = 0
    }

    mutating func step(on cable: SimulatedUSBCable, at address: UInt8, maximumPacketLength: Int) -> USBExchangeProgress
    {
        switch stage {
        case .setup:
            guard cable.setup(setup, to: address) else { return .failed(.noResponse) }
            let isRead = setup[0] & 0x80 != 0
            stage = isRead && room > 0 ? .dataIn : !isRead && !output.isEmpty ? .dataOut : .statusIn
            return .moved
        case .dataIn: return read(on: cable, at: address, maximumPacketLength)
        case .dataOut: return write(on: cable, at: address, maximumPacketLength)
        case .statusIn:
            return takePacket(on: cable, at: address, room: 0) { _, _ in .completed }
        case .statusOut:
            let response = cable.output(0, [], isData1: true, at: address)
            return Self.progress(response, acknowledged: .completed)
        }
    }

    private mutating func read(
        on cable: SimulatedUSBCable, at address: UInt8, _ maximumPacketLength: Int
    ) -> USBExchangeProgress {
        let room = min(maximumPacketLength, room - input.count)
        return takePacket(on: cable, at: address, room: room) { exchange, packet in
            exchange.input += packet
            if packet.count < maximumPacketLength || exchange.input.count == exchange.room {
                exchange.stage = .statusOut
            }
            return .moved
        }
    }

    private mutating func takePacket(
        on cable: SimulatedUSBCable, at address: UInt8, room: Int,
        then accept: (inout ControlExchange, [UInt8]) -> USBExchangeProgress
    ) -> USBExchangeProgress {
        switch cable.input(0, at: address) {
        case .silence: return .failed(.noResponse)
        case .notReady: return .waiting
        case .stall: return .stalled
        case .data(let packet, let packetIsData1):
            guard packet.count <= room else { return .failed(.overflow) }
            cable.acknowledgeInput(0)
            let expectsData1 = stage == .statusIn || isData1
            guard packetIsData1 == expectsData1 else {
                cable.toggleMismatches += 1
                return .moved
            }
            isData1.toggle()
            return accept(&self, packet)
        }
    }

    private mutating func write(
        on cable: SimulatedUSBCable, at address: UInt8, _ maximumPacketLength: Int
    ) -> USBExchangeProgress {
        let packet = Array(output[sent..<min(output.count, sent + maximumPacketLength)])
        let response = cable.output(0, packet, isData1: isData1, at: address)
        if response == .acknowledged {
            sent += packet.count
            isData1.toggle()
            if sent == output.count { stage = .statusIn }
        }
        return Self.progress(response, acknowledged: .moved)
    }

    private static func progress(
        _ response: SimulatedUSBCable.OutResponse, acknowledged: USBExchangeProgress
    ) -> USBExchangeProgress {
        switch response {
        case .silence: .failed(.noResponse)
        case .notReady: .waiting
        case .stall: .stalled
        case .acknowledged: acknowledged
        }
    }
}

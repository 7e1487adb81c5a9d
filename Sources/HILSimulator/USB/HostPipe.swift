/// A transfer in a pipe's queue with what it has done so far.
struct HostTransfer {
    private enum Exchange {
        case control(ControlExchange)
        case bulk(BulkExchange)
    }

    let block: USBRequestBlock
    private var exchange: Exchange

    init(_ block: USBRequestBlock) {
        self.block = block
        if block.endpoint != 0 {
            exchange = .bulk(BulkExchange(block))
        } else if block.setup[0] & 0x80 != 0 {
            exchange = .control(ControlExchange(reading: block.setup, room: block.length))
        } else {
            exchange = .control(ControlExchange(writing: block.setup, block.data))
        }
    }

    /// True for a control write whose data is not wLength bytes, and for SET_ADDRESS.
    var isMalformed: Bool {
        guard block.endpoint == 0, block.setup[0] & 0x80 == 0 else { return false }
        let length = Int(block.setup[6]) | Int(block.setup[7]) << 8
        return block.data.count != length || block.setup[0] == 0 && block.setup[1] == 5
    }

    var input: [UInt8] {
        switch exchange {
        case .control(let exchange): exchange.input
        case .bulk(let exchange): exchange.input
        }
    }

    var actualLength: Int {
        switch exchange {
        case .control(let exchange): exchange.input.count + exchange.sent
        case .bulk(let exchange): exchange.input.count + exchange.sent
        }
    }

    mutating func step(
        on cable: SimulatedUSBCable, at address: UInt8, maximumPacketLength: Int, isData1: inout Bool
    ) -> USBExchangeProgress {
        switch exchange {
        case .control(var control):
            let progress = control.step(on: cable, at: address, maximumPacketLength: maximumPacketLength)
            exchange = .control(control)
            return progress
        case .bulk(var bulk):
            let progress =
                block.isInput
                ? bulk.read(
                    block.endpoint, on: cable, at: address, maximumPacketLength: maximumPacketLength, isData1: &isData1)
                : bulk.write(
                    block.endpoint, on: cable, at: address, maximumPacketLength: maximumPacketLength, isData1: &isData1)
            exchange = .bulk(bulk)
            return progress
        }
    }
}

/// A pipe of the host: its queue, of which the first transfer is in progress, and its data toggle.
struct HostPipe {
    let endpoint: UInt8
    let isInput: Bool
    var maximumPacketLength: Int
    var isData1 = false
    var queue: [HostTransfer] = []

    init(endpoint: UInt8, isInput: Bool, maximumPacketLength: Int) {
        self.endpoint = endpoint
        self.isInput = isInput
        self.maximumPacketLength = maximumPacketLength
    }

    /// bEndpointAddress.
    var address: UInt8 { isInput ? 0x80 | endpoint : endpoint }

    func serves(_ block: USBRequestBlock) -> Bool {
        endpoint == block.endpoint && isInput == block.isInput
    }

    mutating func step(on cable: SimulatedUSBCable, at address: UInt8) -> USBExchangeProgress {
        guard !queue.isEmpty else { return .waiting }
        return queue[0].step(
            on: cable, at: address, maximumPacketLength: maximumPacketLength, isData1: &isData1)
    }

    /// Takes a transfer out; what an input transfer had brought so far is lost with it.
    mutating func unlink(_ id: UInt64) -> Bool {
        guard let index = queue.firstIndex(where: { $0.block.id == id }) else { return false }
        queue.remove(at: index)
        return true
    }
}

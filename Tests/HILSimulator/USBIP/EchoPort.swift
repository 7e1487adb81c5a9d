import HILSimulator

/// A device without firmware: descriptors written by hand, and bulk transfers that come back as they went out.
///
/// The first byte of a transfer may ask for more: 0xFE halts the IN endpoint, 0xFD is swallowed.
final class EchoPort: USBPort {
    static let halt: UInt8 = 0xFE
    static let silence: UInt8 = 0xFD
    static let serial = "E0001"

    private(set) var resets = 0
    private(set) var unlinked = 0
    /// Whole transfers that came in, by length.
    private(set) var receivedLengths: [Int] = []
    private(set) var configuration: UInt8 = 0
    /// After a reset the device is enumerated at this many calls of `summary`.
    var summaryDelay = 0
    private var summaryCallsLeft = 0
    private var queue: [USBRequestBlock] = []
    private var ended: [USBCompletion] = []
    private var incoming: [UInt8] = []
    private var outgoing: [ArraySlice<UInt8>] = []
    private var isHalted = false

    static let device: [UInt8] = [
        18, 1, 0x10, 0x02, 0xEF, 2, 1, 64, 0x09, 0x12, 0x01, 0x00, 0x00, 0x01, 1, 2, 3, 1,
    ]
    /// A HID interface in front, so that the vendor interface is not number 0.
    static let configurationBytes: [UInt8] = [
        9, 2, 57, 0, 2, 1, 0, 0x80, 50,
        9, 4, 0, 0, 1, 3, 0, 0, 0,
        9, 0x21, 0x11, 1, 0, 1, 0x22, 32, 0,
        7, 5, 0x81, 3, 8, 0, 10,
        9, 4, 1, 0, 2, 0xFF, 0, 0, 4,
        7, 5, 0x02, 2, 64, 0, 0,
        7, 5, 0x82, 2, 64, 0, 0,
    ]
    static let strings = ["cellmon project", "echo", serial, "cellmon monitor interface"]

    var summary: USBDeviceSummary? {
        if summaryCallsLeft > 0 {
            summaryCallsLeft -= 1
            return nil
        }
        return USBDeviceSummary(
            vendorID: 0x1209, productID: 0x0001, deviceRelease: 0x0100, deviceClass: 0xEF, deviceSubclass: 2,
            deviceProtocol: 1, configurationValue: 1, configurationCount: 1,
            interfaces: [
                .init(interfaceClass: 3, interfaceSubclass: 0, interfaceProtocol: 0),
                .init(interfaceClass: 0xFF, interfaceSubclass: 0, interfaceProtocol: 0),
            ])
    }

    func submit(_ block: USBRequestBlock) { queue.append(block) }

    func unlink(_ id: UInt64) -> Bool {
        guard let index = queue.firstIndex(where: { $0.id == id }) else { return false }
        queue.remove(at: index)
        unlinked += 1
        return true
    }

    func takeCompletions() -> [USBCompletion] {
        defer { ended = [] }
        return ended
    }

    func reset() {
        resets += 1
        summaryCallsLeft = summaryDelay
        queue = []
        ended = []
        incoming = []
        outgoing = []
        isHalted = false
        configuration = 0
    }

    func service() -> Bool {
        let before = queue
        queue = []
        for block in before {
            if let completion = perform(block) { ended.append(completion) } else { queue.append(block) }
        }
        return queue.count != before.count
    }

    private func perform(_ block: USBRequestBlock) -> USBCompletion? {
        switch (block.endpoint, block.isInput) {
        case (0, _): control(block)
        case (2, false): output(block)
        case (2, true): input(block)
        case (1, true): nil
        default: USBCompletion(id: block.id, status: .stalled, actualLength: 0, data: [])
        }
    }

    private func output(_ block: USBRequestBlock) -> USBCompletion {
        incoming += block.data
        if block.data.count % 64 != 0 || block.data.isEmpty || block.appendsZeroLengthPacket {
            receivedLengths.append(incoming.count)
            switch incoming.first {
            case Self.halt: isHalted = true
            case Self.silence: break
            default: outgoing.append(incoming[...])
            }
            incoming = []
        }
        return USBCompletion(id: block.id, status: .completed, actualLength: block.data.count, data: [])
    }

    private func input(_ block: USBRequestBlock) -> USBCompletion? {
        if isHalted { return USBCompletion(id: block.id, status: .stalled, actualLength: 0, data: []) }
        guard let message = outgoing.first else { return nil }
        let part = Array(message.prefix(block.length))
        // A message that fills its last packet is over only with an empty packet.
        if part.count < block.length || part.count % 64 != 0 {
            outgoing.removeFirst()
        } else {
            outgoing[0] = message.dropFirst(part.count)
        }
        return USBCompletion(id: block.id, status: .completed, actualLength: part.count, data: part)
    }

    private func control(_ block: USBRequestBlock) -> USBCompletion {
        let setup = block.setup
        let answer: [UInt8]?
        switch (setup[0], setup[1], setup[3]) {
        case (0x80, 6, 1): answer = Self.device
        case (0x80, 6, 2): answer = Self.configurationBytes
        case (0x80, 6, 3): answer = string(Int(setup[2]))
        case (0x80, 0, _): answer = [0, 0]
        case (0x00, 9, _):
            configuration = setup[2]
            answer = []
        case (0x02, 1, _):
            isHalted = false
            answer = []
        case (0x40, 0x55, _): answer = []
        default: answer = nil
        }
        guard let answer else { return USBCompletion(id: block.id, status: .stalled, actualLength: 0, data: []) }
        let data = block.isInput ? Array(answer.prefix(block.length)) : []
        return USBCompletion(
            id: block.id, status: .completed, actualLength: block.isInput ? data.count : block.data.count, data: data)
    }

    private func string(_ index: Int) -> [UInt8]? {
        if index == 0 { return [4, 3, 0x09, 0x04] }
        guard index <= Self.strings.count else { return nil }
        let units = Self.strings[index - 1].utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        return [UInt8(units.count + 2), 3] + units
    }
}

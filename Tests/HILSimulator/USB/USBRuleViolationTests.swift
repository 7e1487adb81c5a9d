import HILSimulator
import Testing
import USBDevice

/// The checks themselves: a stack that breaks a rule is caught.
@Suite struct USBRuleViolationTests {
    static let bulkIn = EndpointAddress(rawValue: 0x82)
    static let bulkOut = EndpointAddress(rawValue: 0x02)

    static func violations(_ misuse: (inout SimulatedUSBController) -> Void) -> [USBRuleViolation] {
        let cable = SimulatedUSBCable()
        var controller = SimulatedUSBController(cable: cable)
        controller.connect()
        misuse(&controller)
        return cable.violations
    }

    static func send(_ count: Int, _ address: EndpointAddress, _ controller: inout SimulatedUSBController) {
        let bytes = [UInt8](repeating: 0, count: count)
        controller.transmit(bytes.span, on: address)
    }

    @Test func endpoints() {
        #expect(
            Self.violations { $0.openEndpoint(.controlIn, type: .bulk, maximumPacketLength: 64) }
                == [.invalidEndpoint(0x80)])
        #expect(
            Self.violations { $0.openEndpoint(Self.bulkIn, type: .bulk, maximumPacketLength: 65) }
                == [.invalidEndpoint(0x82)])
        #expect(
            Self.violations {
                $0.openEndpoint(Self.bulkIn, type: .bulk, maximumPacketLength: 64)
                $0.openEndpoint(Self.bulkIn, type: .bulk, maximumPacketLength: 64)
            } == [.openedTwice(0x82)])
        #expect(Self.violations { $0.closeEndpoint(.controlOut) } == [.invalidEndpoint(0)])
        #expect(Self.violations { $0.unstall(.controlOut) } == [.invalidEndpoint(0)])
        #expect(Self.violations { Self.send(1, Self.bulkOut, &$0) } == [.invalidEndpoint(0x02)])
    }

    @Test func packets() {
        #expect(Self.violations { Self.send(1, Self.bulkIn, &$0) } == [.closedEndpoint(0x82)])
        #expect(Self.violations { $0.armReceive(on: Self.bulkOut) } == [.closedEndpoint(0x02)])
        #expect(Self.violations { Self.send(0, .controlIn, &$0) } == [.controlWithoutSetup(0x80)])
        #expect(
            Self.violations {
                $0.openEndpoint(Self.bulkIn, type: .bulk, maximumPacketLength: 64)
                Self.send(65, Self.bulkIn, &$0)
                Self.send(64, Self.bulkIn, &$0)
                Self.send(1, Self.bulkIn, &$0)
                $0.stall(Self.bulkIn)
                Self.send(1, Self.bulkIn, &$0)
            } == [.packetTooLong(0x82, 65), .armedTwice(0x82), .armedWhileStalled(0x82)])
        #expect(
            Self.violations {
                $0.openEndpoint(Self.bulkOut, type: .bulk, maximumPacketLength: 64)
                $0.armReceive(on: Self.bulkOut)
                $0.armReceive(on: Self.bulkOut)
            } == [.armedTwice(0x02)])
    }

    @Test func address() {
        #expect(Self.violations { $0.setAddress(5) } == [.addressBeforeStatus(5)])
        #expect(Self.violations { $0.setAddress(0) } == [])
        // A stack that applies the address at once, not after the status stage.
        let cable = SimulatedUSBCable()
        let port = SimulatedUSBPort(cable: cable)
        var controller = SimulatedUSBController(cable: cable)
        controller.connect()
        let descriptor: [UInt8] = [18, 1, 0x10, 0x02, 0, 0, 0, 64]
        for _ in 0..<20 {
            _ = port.service()
            while let event = controller.nextEvent() {
                guard case .setup(let setup) = event else { continue }
                if setup.request == 5 {
                    controller.setAddress(setup.valueLow)
                } else {
                    controller.armReceive(on: .controlOut)
                    controller.transmit(descriptor.span, on: .controlIn)
                }
            }
        }
        #expect(cable.violations.first == .addressBeforeStatus(1))
        #expect(port.summary == nil)
    }

    /// A device that answers nonsense is given up after three resets, with the reason.
    @Test(
        arguments: [
            ([18, 2, 0x10, 0x02, 0, 0, 0, 64], .badDeviceDescriptor([18, 2, 0x10, 0x02, 0, 0, 0, 64])),
            ([18, 1, 0x10, 0x02, 0, 0, 0, 7], .badDeviceDescriptor([18, 1, 0x10, 0x02, 0, 0, 0, 7])),
            ([18, 1], .badDeviceDescriptor([18, 1])),
            (nil, .refused(request: 6, value: 0x0100)),
        ] as [([UInt8]?, USBEnumerationError)])
    func badDevice(reply: [UInt8]?, error: USBEnumerationError) {
        let cable = SimulatedUSBCable()
        let port = SimulatedUSBPort(cable: cable)
        var controller = SimulatedUSBController(cable: cable)
        controller.connect()
        var resets = 0
        for _ in 0..<200 {
            _ = port.service()
            while let event = controller.nextEvent() {
                if event == .reset { resets += 1 }
                guard case .setup = event else { continue }
                if let reply {
                    controller.armReceive(on: .controlOut)
                    controller.transmit(reply.span, on: .controlIn)
                } else {
                    controller.stall(.controlIn)
                    controller.stall(.controlOut)
                }
            }
        }
        #expect(resets == 3)
        #expect(port.summary == nil && !port.isReady)
        #expect(port.enumerationError == error)
        port.submit(USBRequestBlock(id: 1, endpoint: 0, isInput: true, length: 0))
        #expect(port.takeCompletions().map(\.fault) == [.noResponse])
        #expect(!port.service())
    }
}

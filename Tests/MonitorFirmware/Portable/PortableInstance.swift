import CellCore
import CellWire
import MonitorFirmware
import USBDevice

// The application is generic, and generic code is only checked for heap use where it is instantiated: this file is
// compiled for the embedded target with `-no-allocations` by the check of portable modules, and into the tests as well.

/// A board with one sample, one that the compiler cannot foresee.
struct OneSampleBoard: Board, ~Copyable {
    var sample: Sample?

    var uptimeMicroseconds: UInt64 { sample?.timeMicroseconds ?? 0 }
    var samplePeriodMicroseconds: UInt64 { sample?.intervalMicroseconds ?? 0 }
    mutating func nextSample() -> Sample? {
        defer { sample = nil }
        return sample
    }
}

/// A controller on which one event happens, and whose packets hold what the last one sent.
struct OneEventBus: USBController, ~Copyable {
    var event: USBControllerEvent?
    var packet: InlineArray<64, UInt8> = InlineArray(repeating: 0)

    mutating func nextEvent() -> USBControllerEvent? {
        defer { event = nil }
        return event
    }
    mutating func connect() {}
    mutating func disconnect() {}
    mutating func setAddress(_ address: UInt8) {}
    mutating func openEndpoint(_ address: EndpointAddress, type: EndpointTransferType, maximumPacketLength: Int) {}
    mutating func closeEndpoint(_ address: EndpointAddress) {}
    mutating func transmit(_ bytes: Span<UInt8>, on address: EndpointAddress) {
        for index in bytes.indices where index < 64 { packet[index] = bytes[index] }
    }
    mutating func armReceive(on address: EndpointAddress) {}
    mutating func readPacket(from address: EndpointAddress, into bytes: inout MutableSpan<UInt8>) -> Int? {
        for index in bytes.indices where index < 64 { bytes[index] = packet[index] }
        return bytes.count
    }
    mutating func stall(_ address: EndpointAddress) {}
    mutating func unstall(_ address: EndpointAddress) {}
}

/// Calls every entry point of the application, so that all of it is instantiated.
public func usePortableFirmware(_ event: USBControllerEvent, _ sample: Sample) -> SnapshotBytes {
    let identity = FirmwareIdentity(serialNumber: FixedText("0123456789ABCDEF"), sourceRevision: FixedText("none"))
    var firmware = MonitorFirmware(
        board: OneSampleBoard(sample: sample), controller: OneEventBus(event: event), profile: .aluconeTiS2,
        identity: identity)
    firmware.start()
    var hasMoved = firmware.poll()
    firmware.board.sample = sample
    hasMoved = firmware.poll() || hasMoved
    return hasMoved && firmware.status.sampleCount > 0 ? firmware.snapshot : SnapshotBytes()
}

import Glibc
import USBIPWire

/// A plain socket, to say what no good client would; every wait ends after 10 s.
final class RawClient {
    private let descriptor: Int32
    private var isOpen = true

    init(port: UInt16, receiveBuffer: Int32? = nil) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close() }

    func close() {
        if isOpen { Glibc.close(descriptor) }
        isOpen = false
    }

    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// True when all of it was taken.
    @discardableResult func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Sends what the operating system takes without waiting.
    @discardableResult func sendWithoutWaiting(_ bytes: [UInt8]) -> Int {
        max(
            0,
            bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            })
    }

    /// Exactly so many bytes, or fewer when the connection ends before.
    func receive(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var scratch = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < count {
            let come = recv(descriptor, &scratch, min(scratch.count, count - bytes.count), 0)
            guard come > 0 else { break }
            bytes += scratch[..<come]
        }
        return bytes
    }

    /// True when the server has closed the connection and nothing is left to read.
    var hasEnded: Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, 0)
        return count == 0 || (count < 0 && errno == ECONNRESET)
    }

    /// Imports the device; its status.
    func importDevice(_ busID: String = "1-1") -> USBIPOperationStatus? {
        send(USBIPImportRequest(busID: busID).encoded)
        let header = receive(8)
        guard let decoded = try? USBIPOperationHeader(decoding: header[...]) else { return nil }
        if decoded.status == .done { _ = receive(312) }
        return decoded.status
    }

    /// The reply to a transfer.
    func reply(isInput: Bool) -> USBIPSubmitReply? {
        let header = receive(48)
        guard let length = try? USBIPSubmitReply.dataLength(afterHeader: header[...], isInput: isInput) else {
            return nil
        }
        return try? USBIPSubmitReply(decoding: (header + receive(length))[...], isInput: isInput)
    }

    func unlinkReply() -> USBIPUnlinkReply? { try? USBIPUnlinkReply(decoding: receive(48)[...]) }
}

/// The device that every test imports.
let deviceID = USBIP.deviceID(bus: 1, device: 2)

/// GET_DESCRIPTOR of the device descriptor.
func getDeviceDescriptor(sequence: UInt32) -> [UInt8] {
    let setup = USBIPSetup(requestType: 0x80, request: 6, value: 0x0100, length: 18)
    return USBIPSubmit(input: 18, sequence: sequence, deviceID: deviceID, endpoint: 0, setup: setup).encoded
}

import Dispatch
import Foundation
import Glibc

/// One numeric address of a host.
struct ResolvedAddress: Sendable {
    var family: Int32
    var storage: sockaddr_storage
    var length: socklen_t
}

/// Looks a host up within a limit of time.
enum NameLookup {
    /// Numeric addresses are answered at once; a name is looked up on a thread of its own, which may outlive the call.
    static func resolve(_ address: USBIPAddress, milliseconds: Int) throws(USBHostError) -> [ResolvedAddress] {
        if case .success(let found) = lookUp(address, flags: AI_NUMERICHOST), !found.isEmpty { return found }
        let answer = Answer()
        let thread = Thread {
            answer.result = lookUp(address, flags: 0)
            answer.ready.signal()
        }
        thread.start()
        guard answer.ready.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else {
            throw .timedOut(operation: "the name lookup of \(address.host)", milliseconds: milliseconds)
        }
        switch answer.result {
        case .success(let found): return found
        case .failure(let failure): throw .unreachable(address: "\(address)", message: failure.message)
        }
    }

    private struct Failure: Error {
        var message: String
    }

    /// The semaphore orders the one write before the one read.
    private final class Answer: @unchecked Sendable {
        var result: Result<[ResolvedAddress], Failure> = .success([])
        let ready = DispatchSemaphore(value: 0)
    }

    private static func lookUp(_ address: USBIPAddress, flags: Int32) -> Result<[ResolvedAddress], Failure> {
        var hints = addrinfo()
        hints.ai_flags = flags | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(address.host, String(address.port), &hints, &list)
        guard code == 0 else { return .failure(Failure(message: String(cString: gai_strerror(code)))) }
        defer { freeaddrinfo(list) }
        var found: [ResolvedAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let bytes = entry.ai_addr, Int(entry.ai_addrlen) <= MemoryLayout<sockaddr_storage>.size {
                var storage = sockaddr_storage()
                withUnsafeMutableBytes(of: &storage) {
                    $0.copyMemory(from: UnsafeRawBufferPointer(start: bytes, count: Int(entry.ai_addrlen)))
                }
                found.append(
                    ResolvedAddress(family: entry.ai_family, storage: storage, length: entry.ai_addrlen))
            }
            next = entry.ai_next
        }
        return .success(found)
    }
}

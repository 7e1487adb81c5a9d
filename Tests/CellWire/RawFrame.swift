import CellCore
import CellWire

/// Bytes of a frame made field by field, so that any field may be wrong; the CRC is bit by bit, another than the code's.
struct RawFrame {
    var magic: [UInt8] = [0x43, 0x4D]
    var version: UInt8 = 1
    var type: UInt8
    var payload: [UInt8] = []
    /// The length that the header states; nil for that of the payload.
    var statedLength: Int?
    /// What the check value is changed by.
    var checkError: UInt32 = 0

    var bytes: [UInt8] {
        let length = statedLength ?? payload.count
        let head = magic + [version, type, 0, 0, 7, 0, 0, 0, 0, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + payload
        let check = RawFrame.crc32(head) ^ checkError
        return head + (0..<4).map { UInt8(truncatingIfNeeded: check >> UInt32(8 * $0)) }
    }

    /// Source: ISO/IEC/IEEE 8802-3, clause 3.2.9, bit by bit.
    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var register = UInt32.max
        for byte in bytes {
            register ^= UInt32(byte)
            for _ in 0..<8 { register = register & 1 == 0 ? register >> 1 : register >> 1 ^ 0xEDB8_8320 }
        }
        return ~register
    }
}

/// Everything that an assembler makes of bytes: frames by their bytes, and errors.
enum Found: Equatable {
    case frame([UInt8])
    case error(WireError)
}

/// Pushes bytes in pieces that end at `ends` (and at the end), and takes out what there is after each.
func assemble(_ bytes: [UInt8], ends: [Int] = [], with assembler: inout FrameAssembler) -> [Found] {
    var found: [Found] = []
    var start = 0
    for end in ends + [bytes.count] {
        let piece = Array(bytes[start..<end])
        var position = 0
        repeat {
            position += assembler.push(piece.span, from: position)
            while true {
                do throws(WireError) {
                    guard let frame = try assembler.next() else { break }
                    found.append(.frame((0..<frame.bytes.count).map { frame.bytes[$0] }))
                } catch {
                    found.append(.error(error))
                }
            }
        } while position < piece.count
        start = end
    }
    return found
}

func assemble(_ bytes: [UInt8], ends: [Int] = []) -> [Found] {
    var assembler = FrameAssembler()
    return assemble(bytes, ends: ends, with: &assembler)
}

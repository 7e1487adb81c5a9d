import Foundation

/// A vector of `Docs/Protocol.md`: what a frame holds, and its bytes.
struct Vector: Sendable, CustomStringConvertible {
    var name: String
    var rawType: UInt8
    var sequence: UInt16
    var channel: UInt8
    var session: UInt32
    /// Key and value of each field, in the order of the page.
    var fields: [String]
    var bytes: [UInt8]

    var description: String { name }

    /// The page itself.
    static let page: String = {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Docs/Protocol.md")
        return (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    }()

    /// All vectors of the page, in its order.
    static let all: [Vector] = page.components(separatedBy: "```vector\n").dropFirst().compactMap { rest in
        Vector(block: rest.components(separatedBy: "```")[0])
    }

    /// nil when a line of the block is none that a vector has.
    init?(block: String) {
        let parts = block.components(separatedBy: "\n\n")
        guard parts.count == 2, parts[0].hasPrefix("# ") else { return nil }
        var lines = parts[0].split(separator: "\n").map(String.init)
        name = String(lines.removeFirst().dropFirst(2))
        var header: [String: Int] = [:]
        fields = []
        for line in lines {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2 else { return nil }
            if ["type", "sequence", "channel", "session"].contains(words[0]), header[words[0]] == nil, fields.isEmpty {
                let isHexadecimal = words[1].hasPrefix("0x")
                header[words[0]] = Int(words[1].dropFirst(isHexadecimal ? 2 : 0), radix: isHexadecimal ? 16 : 10)
            } else {
                fields.append(line)
            }
        }
        rawType = UInt8(header["type"] ?? 0)
        sequence = UInt16(header["sequence"] ?? 0)
        channel = UInt8(header["channel"] ?? 0)
        session = UInt32(header["session"] ?? 0)
        let digits = parts[1].filter { !$0.isWhitespace }
        bytes = stride(from: 0, to: digits.count, by: 2).compactMap { offset in
            UInt8(digits.dropFirst(offset).prefix(2), radix: 16)
        }
    }

    /// The text of a field; empty when the vector has none of that key.
    subscript(key: String) -> String {
        fields.first { $0.hasPrefix(key + " ") }.map { String($0.dropFirst(key.count + 1)) } ?? ""
    }

    /// A field as a number; nil when it is absent.
    func number<Value: LosslessStringConvertible>(_ key: String, as type: Value.Type = Value.self) -> Value? {
        Value(self[key])
    }
}

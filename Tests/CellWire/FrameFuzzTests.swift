import CellCore
import CellWire
import TestSupport
import Testing

/// Whatever bytes come, in whatever pieces: no trap, and the next good frame is found.
@Suite struct FrameFuzzTests {
    @Test func `random and mutated bytes never hide the frames that follow`() {
        var random = RandomMessages(seed: 29, purpose: "frame fuzz")
        let good = RawFrame(type: 0x01).bytes
        // Longer than any length that damaged bytes may promise.
        let tail = (0..<30).flatMap { _ in good }
        for _ in 0..<1500 {
            var stream: [UInt8] = []
            for _ in 0..<Int.random(in: 1...4, using: &random.generator) {
                switch Int.random(in: 0..<4, using: &random.generator) {
                case 0: stream += random.bytes(0...200)
                case 1: stream += [0x43, 0x4D, 1] + random.bytes(0...40)
                case 2: stream += bytes(of: random.frame())
                default: stream += mutated(bytes(of: random.frame()), using: &random)
                }
            }
            let whole = stream + tail
            let ends = random.ends(within: whole.count, longest: 90)
            let found = assemble(whole, ends: ends)
            #expect(found.suffix(2) == [.frame(good), .frame(good)])
        }
    }

    @Test func `a frame with a good check value and any payload decodes or is refused`() {
        var random = RandomMessages(seed: 31, purpose: "payload fuzz")
        var refused = 0
        for _ in 0..<4000 {
            var raw = RawFrame(type: UInt8.random(in: 0...255, using: &random.generator))
            if Bool.random(using: &random.generator) {
                let frame = random.frame()
                raw.type = frame.rawType
                raw.payload = mutated(Array(bytes(of: frame).dropFirst(14).dropLast(4)), using: &random)
            } else {
                raw.payload = random.bytes(0...494)
            }
            var assembler = FrameAssembler()
            _ = assembler.push(raw.bytes.span)
            do throws(WireError) {
                guard let frame = try assembler.next() else {
                    Issue.record("no frame in \(raw.bytes)")
                    continue
                }
                // What decodes can be sent on, and means the same.
                let again = try encodedAgain(frame)
                let onceMore = try encodedAgain(again)
                #expect(bytes(of: again) == bytes(of: onceMore))
            } catch {
                refused += 1
            }
        }
        #expect(refused > 1000 && refused < 4000)
    }

    private func mutated(_ bytes: [UInt8], using random: inout RandomMessages) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random.generator) where !bytes.isEmpty {
            let index = bytes.indices.randomElement(using: &random.generator) ?? 0
            switch Int.random(in: 0..<4, using: &random.generator) {
            case 0: bytes[index] = random.number()
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(random.number(), at: index)
            default: bytes.removeLast(bytes.count - index)
            }
        }
        return Array(bytes.prefix(494))
    }
}

import CellCore
import CellWire
import Testing

/// `Docs/Protocol.md` and the code say the same. The page's bytes come from Python's `struct` and `zlib`.
@Suite struct GoldenVectorTests {
    @Test func `every type of frame has a vector`() {
        let types = Set(Vector.all.map(\.rawType))
        for rawType in UInt8.min...UInt8.max where FrameType(rawValue: rawType) != nil {
            #expect(types.contains(rawType), "no vector of type \(rawType)")
        }
        #expect(types.count == 23)
    }

    @Test func `the table of events has every identifier, with its severity`() {
        var stated: [UInt16: String] = [:]
        for line in Vector.page.split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.drop { $0 == " " } }
            guard cells.count == 4, let rawID = UInt16(cells[0].prefix { $0 != " " }) else { continue }
            let severity = cells[2].prefix { $0 != " " }
            if ["info", "caution", "warning", "alarm"].contains(severity) { stated[rawID] = String(severity) }
        }
        for rawID in UInt16.min...UInt16.max {
            #expect(EventID(rawValue: rawID).map { "\($0.diagnosis.severity)" } == stated[rawID], "event \(rawID)")
        }
        #expect(stated.count == 67)
    }

    @Test(arguments: Vector.all)
    func `the stated fields encode to the stated bytes`(_ vector: Vector) throws {
        let frame = try #require(vector.frame())
        #expect(bytes(of: frame) == vector.bytes)
    }

    @Test(arguments: Vector.all)
    func `the stated bytes decode to the stated fields`(_ vector: Vector) throws {
        var assembler = FrameAssembler()
        let pushed = assembler.push(vector.bytes.span)
        #expect(pushed == vector.bytes.count)
        let frame = try #require(try assembler.next())
        #expect(frame.rawType == vector.rawType)
        #expect(frame.sequence == vector.sequence)
        #expect(frame.channel == vector.channel)
        #expect(frame.session == vector.session)
        #expect(try fields(of: frame) == vector.fields)
        #expect(!assembler.isInsideFrame)
    }
}

func bytes(of frame: Frame) -> [UInt8] { (0..<frame.bytes.count).map { frame.bytes[$0] } }

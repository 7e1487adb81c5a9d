import CellData
import TestSupport
import Testing

/// Every message says where, in the numbers that an editor shows.
@Suite struct ConfigurationTableTests {
    private static let text = """
        # a comment
        title = "a cell"
          count = 3
        share = 0.25

        [sensor]
        gain = 1 # [fault]
        noise = "none"

        [[fault]]
        ohm = 5

          [[fault]] # the second
          ohm = 6
          kind = 7
        """

    private func failure(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func reads() throws {
        let table = try ConfigurationTable(text: Self.text, file: "f.toml")
        #expect(try table.text("title") == "a cell")
        #expect(try table.integer(ifPresent: "count", in: 0...9) == 3)
        #expect(try table.number("share", in: 0...1) == 0.25)
        #expect(try table.number("count", in: 0...9) == 3)
        #expect(try table.number(ifPresent: "absent", in: 0...1) == nil)
        #expect(try table.integer(ifPresent: "absent", in: 0...1) == nil)
        #expect(try table.text(ifPresent: "absent") == nil)
        #expect(try table.table(ifPresent: "absent") == nil)
        #expect(try table.tables("absent").isEmpty)
        let sensor = try #require(try table.table(ifPresent: "sensor"))
        #expect(try sensor.number("gain", in: 0...1) == 1)
        #expect(try sensor.text("noise") == "none")
        let faults = try table.tables("fault")
        #expect(try faults.map { try $0.number("ohm", in: 0...10) } == [5, 6])
        #expect(failure { try table.finish() }.hasPrefix("f.toml:15:3: unknown key kind; known here: ohm"))
        #expect(try faults[1].integer(ifPresent: "kind", in: 0...9) == 7)
        try table.finish()
    }

    @Test func saysWhere() throws {
        let table = try ConfigurationTable(text: Self.text, file: "f.toml")
        #expect(failure { _ = try table.text("count") } == "f.toml:3:3: expected a text in quotes in count")
        #expect(failure { _ = try table.number("title", in: 0...1) } == "f.toml:2:1: expected a number in title")
        #expect(
            failure { _ = try table.integer(ifPresent: "share", in: 0...1) }
                == "f.toml:4:1: expected a whole number in share")
        #expect(
            failure { _ = try table.integer(ifPresent: "count", in: 4...9) }
                == "f.toml:3:3: expected 4…9 in count, found 3")
        #expect(
            failure { _ = try table.number("share", in: 1...2) }
                == "f.toml:4:1: expected 1.0…2.0 in share, found 0.25")
        #expect(failure { _ = try table.text("name") } == "f.toml:1:1: expected the key name")
        #expect(failure { _ = try table.table(ifPresent: "title") } == "f.toml:2:1: expected a table [title]")
        #expect(failure { _ = try table.tables("sensor") } == "f.toml:6:1: expected tables [[sensor]]")
        #expect(failure { _ = try table.tables("title") } == "f.toml:2:1: expected tables [[title]]")
        let sensor = try #require(try table.table(ifPresent: "sensor"))
        #expect(failure { _ = try sensor.number("noise", in: 0...1) } == "f.toml:8:1: expected a number in noise")
        #expect(failure { _ = try sensor.text("title") } == "f.toml:6:1: expected the key title in [sensor]")
        let fault = try table.tables("fault")[1]
        #expect(
            failure { _ = try fault.text("ohm") } == "f.toml:14:3: expected a text in quotes in ohm")
        #expect(
            failure { _ = try fault.text("from") } == "f.toml:13:1: expected the key from in [[fault]] number 2")
        #expect(fault.error(at: "kind", "no").description == "f.toml:15:3: no")
    }

    @Test func otherWaysToWriteATable() throws {
        for text in ["a = 1\nsensor = { gain = 5 }\n", "a = 1\nsensor.gain = 5\n"] {
            let sensor = try #require(try ConfigurationTable(text: text, file: "f").table(ifPresent: "sensor"))
            #expect(failure { _ = try sensor.text("gain") } == "f:2:1: expected a text in quotes in gain")
        }
        let faults = try ConfigurationTable(text: "a = 1\nfault = [{ ohm = 1 }, 3]", file: "f")
        #expect(failure { _ = try faults.tables("fault") } == "f:2:1: expected tables [[fault]]")
    }

    @Test func linesEndWithCarriageReturnsToo() throws {
        let text = "a = 1\r\nb = 2\r\n[s]\r\nc = 3\r\n"
        let table = try ConfigurationTable(text: text, file: "f")
        #expect(failure { _ = try table.text("b") } == "f:2:1: expected a text in quotes in b")
        let inner = try #require(try table.table(ifPresent: "s"))
        #expect(failure { _ = try inner.text("c") } == "f:4:1: expected a text in quotes in c")
    }

    @Test func numbersThatAreNone() throws {
        let table = try ConfigurationTable(text: "a = nan\nb = inf\nc = true\nd = 1979-05-27", file: "f")
        for (line, key) in ["a", "b", "c", "d"].enumerated() {
            #expect(failure { _ = try table.number(key, in: 0...1) }.hasPrefix("f:\(line + 1):1: expected"))
        }
    }

    @Test func badTOML() {
        let cases: [(text: String, place: String)] = [
            ("a = 1\nb = = 2", "f:2:5: "), ("a = 1\na = 2", "f:2:"), ("[a\nb = 1", "f:1:3: "), ("a = \"x", "f:1:"),
            ("a", "f:1:"), ("a = 99999999999999999999", "f:1:"), ("[[a]]\n[a]\n", "f:2:"),
        ]
        for (text, place) in cases {
            let message = failure { _ = try ConfigurationTable(text: text, file: "f") }
            #expect(message.hasPrefix(place), "\(message)")
            #expect(message.contains("expected TOML: "), "\(message)")
            #expect(!message.contains("\n"))
        }
    }

    /// Headers on which the parser's own assertions fail.
    @Test(arguments: [
        "[.a]", "[[.a]]", "[ # ]", "[é]", "[\n]", "[\r\n]", "[,]", "[=", "[#a]", "[[ é ]]", "[+a]", "[{", "[[#",
        "[[[a]]", "[[ [a]",
    ])
    func badHeaders(header: String) {
        let before = "a = [\n  [ # x\n  1], # [\n]\nb = \"\"\"\n[#\"\\\"\"\"\"\"\nc = '''\n[,'''\n"
        #expect(failure { _ = try ConfigurationTable(text: before, file: "f") } == "no error")
        let message = failure { _ = try ConfigurationTable(text: before + "  " + header + "\nd = 1", file: "f") }
        #expect(message.hasPrefix("f:9:"), "\(message)")
        #expect(message.contains("expected TOML: a table's name must begin with"), "\(message)")
        // An earlier mistake is told first.
        let earlier = failure { _ = try ConfigurationTable(text: "a == 1\n\(header)", file: "f") }
        #expect(earlier.hasPrefix("f:1:4: "), "\(earlier)")
    }

    /// A brace where an array expects a value: the parser's own assertion fails on it.
    @Test func braceInAnArray() {
        for text in ["a = 1\nb = [ }", "a = 1\nb = [[1, 2], }]", "a = 1\nb = [\n }\n]"] {
            let message = failure { _ = try ConfigurationTable(text: text, file: "f") }
            #expect(message.contains("expected TOML: a value or ] in an array"), "\(message)")
            #expect(message.hasPrefix("f:2:") || message.hasPrefix("f:3:"), "\(message)")
        }
        #expect(failure { _ = try ConfigurationTable(text: "b = [{ c = 1 }]\nd = [\"}\"]", file: "f") } == "no error")
    }

    /// Rubbish is an error or a table; it is never a crash.
    @Test func mutations() throws {
        var random = SeededGenerator(seed: 31, purpose: "mutated TOML")
        let original = Array(Self.text.utf8)
        for _ in 0..<20_000 {
            var bytes = original
            for _ in 0...Int.random(in: 0...4, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                default: bytes.insert(Array("[]=\".\n#{},'\\".utf8).randomElement(using: &random) ?? 0, at: index)
                }
            }
            do throws(ConfigurationError) {
                let table = try ConfigurationTable(text: String(decoding: bytes, as: UTF8.self), file: "f")
                _ = try table.tables("fault").map { _ = try? $0.number("ohm", in: 0...10) }
                try table.finish()
            } catch {
                #expect(error.line >= 1 && error.column >= 1, "\(error)")
            }
        }
    }
}

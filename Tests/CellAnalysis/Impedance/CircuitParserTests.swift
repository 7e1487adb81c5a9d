import TestSupport
import Testing

@testable import CellAnalysis

@Suite struct CircuitParserTests {
    @Test func parametersAreNamedAsInImpedancePy() throws {
        let circuit = try Circuit(" R0 - p(R1, CPE1) - p(R2-Wo1,C2)-L3-W4-Ws5 ")
        #expect(circuit.text == "R0-p(R1,CPE1)-p(R2-Wo1,C2)-L3-W4-Ws5")
        #expect(
            circuit.parameters.map(\.name) == [
                "R0", "R1", "CPE1_0", "CPE1_1", "R2", "Wo1_0", "Wo1_1", "C2", "L3", "W4", "Ws5_0", "Ws5_1",
            ])
        #expect(circuit.parameters.filter(\.isExponent).map(\.name) == ["CPE1_1"])
        #expect(circuit.parameters.first { $0.name == "W4" }?.unit == "ohm s^-1/2")
    }

    @Test func nestingAndManyBranches() throws {
        let circuit = try Circuit("p(p(R1,C1)-R2,p(R3,p(R4,C4)),L5)")
        #expect(circuit.parameters.count == 7)
        let impedance = try #require(try Circuit("p(R1,R2,R3,R4)").impedance(of: [4, 4, 4, 4], atHertz: 1))
        #expect(abs(impedance.realOhms - 1) < 1e-15 && impedance.imaginaryOhms == 0)
    }

    @Test(
        arguments: [
            ("", 1, .empty), ("   ", 1, .empty), ("R0-", 4, .expectedElement(found: nil)),
            ("R0--R1", 4, .expectedElement(found: "-")), ("R0-p(R1,Q1)", 9, .unknownElement("Q")),
            ("R0-p(R1,C1", 11, .expected("-, a comma or )", found: nil)), ("R0-pR1", 5, .expectedOpening),
            ("R0)", 3, .expected("- or the end", found: ")")), ("R0 - p(R1,,C1)", 11, .expectedElement(found: ",")),
            ("R1-C1-R1", 7, .repeatedName("R1")), ("p(R1,)", 6, .expectedElement(found: ")")),
            ("R0-Ω1", 4, .expectedElement(found: "Ω")), ("r0", 1, .unknownElement("r")),
            ("p()", 3, .expectedElement(found: ")")),
            ("R0,R1", 3, .expected("- or the end", found: ",")), ("R0 R1", 4, .expected("- or the end", found: "R")),
        ] as [(String, Int, CircuitError.Fault)])
    func mistakesAreToldWithTheirPlace(_ text: String, _ column: Int, _ fault: CircuitError.Fault) {
        let error = #expect(throws: CircuitError.self) { try Circuit(text) }
        #expect(error?.fault == fault && error?.column == column, "\(String(describing: error))")
    }

    @Test func theCaretStandsBelowThePlace() {
        let error = #expect(throws: CircuitError.self) { try Circuit("R0-p(R1,Q1)") }
        #expect(error?.caret == "R0-p(R1,Q1)\n        ^")
    }

    @Test func limits() {
        let deep = String(repeating: "p(", count: 33) + "R0" + String(repeating: ")", count: 33)
        #expect(throws: CircuitError.self) { try Circuit(deep) }
        #expect(throws: CircuitError.self) { try Circuit(String(repeating: "p(", count: 100_000)) }
        #expect(throws: CircuitError.self) { try Circuit((0..<33).map { "R\($0)" }.joined(separator: "-")) }
        #expect(throws: Never.self) { try Circuit((0..<32).map { "R\($0)" }.joined(separator: "-")) }
    }

    /// Any bytes are a circuit or a mistake with a place in the text.
    @Test func anyText() {
        var random = SeededGenerator(seed: 74)
        let letters = Array("RCLWosPE0123p(),- ()pp--,,Ω\t\u{301}")
        for round in 0..<20_000 {
            let length = Int.random(in: 0...40, using: &random)
            let text =
                round % 2 == 0
                ? String(decoding: random.bytes(length), as: UTF8.self)
                : String((0..<length).map { _ in letters[Int.random(in: letters.indices, using: &random)] })
            do throws(CircuitError) {
                let circuit = try Circuit(text)
                #expect(circuit.steps.count > 0)
                #expect(try Circuit(circuit.text) == circuit)
            } catch {
                #expect((1...text.count + 1).contains(error.column), "\(text): \(error)")
                _ = error.caret
            }
        }
    }
}

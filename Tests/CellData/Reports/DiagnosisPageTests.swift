import CellCore
import CellData
import Foundation
import Testing

/// The tables of `Docs/Diagnosis.md` and the code say the same.
@Suite struct DiagnosisPageTests {
    private static let page: String = {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Docs/Diagnosis.md")
        return (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    }()

    /// Rows whose first cell is a number, each as its cells.
    private static let rows: [[String]] = page.split(separator: "\n").map { line in
        line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }.filter { $0.count > 4 && Int($0[0]) != nil }

    @Test func `every limit has a row, as the code has it`() throws {
        let full = try #require(CellProfile.aluconeTiS2.limits)
        let symmetric = try #require(CellProfile.symmetric.limits)
        let expected = (0..<LimitRow.count).compactMap { LimitRow(index: $0) }.map { row in
            [
                "\(row.id.rawValue)", "`\(row.id.name)`", text(row, full), text(row, symmetric),
                "\(row.debounceSeconds) s", row.id.diagnosis.severity.name, reaction(row.id),
            ]
        }
        #expect(expected.count == 24)
        #expect(Self.rows.filter { $0.count == 7 } == expected)
    }

    @Test func `every diagnosis of a sensor has a row, as the code has it`() throws {
        let ids: [EventID] = [
            .currentUnanswered, .voltageBelowPhysics, .voltageAbovePhysics, .currentStuck, .voltageStuck,
            .temperatureStuck,
        ]
        let rows = Self.rows.filter { $0.count == 6 }
        #expect(rows.map { $0[0] } == ids.map { "\($0.rawValue)" })
        for (row, id) in zip(rows, ids) {
            #expect([row[1], row[4], row[5]] == ["`\(id.name)`", id.diagnosis.severity.name, reaction(id)])
        }
        // What the two rows on physics and the first say of thresholds.
        for (profile, lower, upper, ohms) in [
            (CellProfile.aluconeTiS2, "−0.1 V", "3.25 V", "15"), (.symmetric, "−1 V", "1 V", "40 kΩ"),
        ] {
            let range = try #require(profile.limits).plausible
            #expect(rows[1][2].contains(lower) && rows[1][2].contains(ohms))
            #expect(rows[2][2].contains(upper) && rows[2][2].contains(ohms))
            #expect("\(range.mostOhms / 1000)" == ohms.prefix { $0.isNumber })
            #expect(String(format: "%g V", Double(range.lowerNanovolts) / 1e9) == lower.replacing("−", with: "-"))
            #expect(String(format: "%g V", Double(range.upperNanovolts) / 1e9) == upper)
            #expect(rows[0][2].contains("less than \(range.leastOhms) Ω"))
            #expect(range.stepPicoamperes == profile.nominalCurrentPicoamperes / 5)
        }
    }

    @Test func `every event of the lock on learning has a row`() {
        let rows = Self.page.split(separator: "\n").map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }.filter { $0.count == 3 && Int($0[0]) != nil }
        let ids: [EventID] = [.learningLocked, .learningResumed, .anchorRefused, .offsetRefused, .efficiencyRefused]
        #expect(rows.map { Array($0.prefix(2)) } == ids.map { ["\($0.rawValue)", "`\($0.name)`"] })
    }

    /// The levels of every kind of limit lie beyond each other, and physics beyond them where there is a window.
    @Test func `every built-in profile has limits, but for those of which nothing is known`() throws {
        for index in 0..<CellProfile.builtInCount {
            let name = try #require(CellProfile.builtInName(index))
            let profile = try #require(CellProfile.builtIn(named: ProfileName(name)))
            #expect((profile.limits != nil) == (profile.nominalCurrentPicoamperes > 0), "\(name)")
        }
    }

    private func reaction(_ id: EventID) -> String { id.diagnosis.reaction.name ?? "–" }

    private func text(_ row: LimitRow, _ limits: CellLimits) -> String {
        let value = Double(row.threshold(in: limits))
        return switch row.quantity {
        case .voltageAbove, .voltageBelow: String(format: "%g V", value / 1e9)
        case .chargeAbove, .dischargeAbove: String(format: "%g µA", value / 1e6)
        case .temperatureAbove, .temperatureBelow: String(format: "%g °C", (value - 273_150) / 1e3)
        case .temperatureRate: String(format: "%g K/min", value / 1e3)
        case .voltageRate: String(format: "%g mV/s", value / 1e6)
        }
    }
}

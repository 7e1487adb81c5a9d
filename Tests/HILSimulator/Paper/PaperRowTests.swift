import CellPlant
import Foundation
import HILSimulator
import Testing

/// The rows of `cellsim paper` against the numbers of the paper.
struct PaperRowTests {
    @Test func everyNumberHasOneRow() throws {
        let ids = try SharedPaperRun.get().targets.map(\.id)
        #expect(Set(ids).count == ids.count)
        let expected =
            Set(PaperSource.numbers.keys).union(PaperSource.ranges.keys).union(PaperSource.lifetimes.keys)
        #expect(Set(ids) == expected)
    }

    @Test func numbersAndTolerancesAreThoseOfTheSource() throws {
        for target in try SharedPaperRun.get().targets {
            if let source = PaperSource.numbers[target.id] {
                #expect((target.paper - source.paper).magnitude <= 1e-6 * source.paper, "\(target.id)")
                #expect((target.tolerance - source.tolerance).magnitude <= 1e-6, "\(target.id)")
                #expect(target.isMet == ((target.simulated - target.paper).magnitude <= target.tolerance))
            } else if let source = PaperSource.ranges[target.id] {
                #expect(target.paper == source.paper && target.criterion == .between(source.range))
            } else {
                let source = try #require(PaperSource.lifetimes[target.id])
                #expect(target.paper == source.paper)
                guard case .population(let band) = target.criterion else {
                    Issue.record("\(target.id): no population")
                    continue
                }
                // Ours begins with 2 h of rest and is found to half an hour.
                #expect((band.lowerBound / source.band.lowerBound - 1).magnitude < 0.03, "\(target.id): \(band)")
                #expect((band.upperBound / source.band.upperBound - 1).magnitude < 0.03, "\(target.id): \(band)")
            }
        }
    }

    @Test func onlyFewRowsAreCalledPredictions() throws {
        let targets = try SharedPaperRun.get().targets
        #expect(Set(targets.filter { $0.kind == .predicted }.map(\.id)) == PaperSource.predictions)
        #expect(Set(targets.filter(\.isExpectedUnmet).map(\.id)) == PaperSource.unmet)
    }

    @Test func everyInconsistencyIsNamed() throws {
        let notes = try SharedPaperRun.get().targets.compactMap(\.note).joined(separator: "\n")
        for number in 1...12 {
            #expect(notes.contains(try Regex("F\(number)[:,;]")), "F\(number)")
        }
    }

    @Test func allAreAsStated() throws {
        let run = try SharedPaperRun.get()
        for target in run.targets {
            #expect(target.isAsStated, "\(target.id): \(target.simulated), not \(target.paper) ± \(target.tolerance)")
        }
        #expect(run.isAsStated)
    }

    @Test func jsonHasTheKeys() throws {
        for target in try SharedPaperRun.get().targets {
            let value = try JSONSerialization.jsonObject(with: Data(target.json.text.utf8))
            let object = try #require(value as? [String: Any])
            #expect(object["schema"] as? String == "cellmon/1" && object["type"] as? String == "target")
            for key in ["id", "cell", "quantity", "unit"] {
                #expect((object[key] as? String)?.isEmpty == false, "\(target.id): \(key)")
            }
            for key in ["paper", "simulated", "tolerance"] { #expect(object[key] is Double, "\(target.id): \(key)") }
            #expect(["identity", "fitted", "predicted"].contains(object["kind"] as? String))
            #expect(object["met"] as? Bool == target.isMet)
            #expect((object["expected_met"] as? Bool == false) == PaperSource.unmet.contains(target.id))
            #expect((object["population_p05"] is Double) == (PaperSource.lifetimes[target.id] != nil))
            #expect((object["accepted_to"] is Double) == (PaperSource.ranges[target.id] != nil))
        }
    }

    /// A comparison that cannot fail says nothing: another cell must be noticed.
    @Test(arguments: [
        Change(part: .conductivity, count: 6) { $0.electrolyte.conductivity *= 2 },
        Change(part: .rest, count: 5) { $0.sodium.interfaceOhms *= 2 },
        Change(part: .symmetric, count: 3) { $0.sodium.area *= 2 },
        Change(part: .lifetimes, count: 2) { $0.dendrite.meanHours *= 2 },
        Change(part: .fullCell, count: 2) { $0.electrolyte.area *= 2 },
    ])
    func anotherCellIsNoticed(change: Change) throws {
        var run = PaperRun(altering: change.alter)
        try run.perform(change.part)
        let unmet = run.targets.filter { !$0.isAsStated }
        #expect(unmet.count >= change.count, "\(unmet.map(\.id))")
        #expect(!run.isAsStated)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let part: PaperRun.Part
        /// Rows that must notice at the least.
        let count: Int
        let alter: @Sendable (inout PlantParameters) -> Void
        var testDescription: String { part.rawValue }
    }
}

import ArgumentParser
import CellAnalysis
import CellData

/// The circuit to fit and how: the same for every command of `impedance` that fits one.
struct CircuitOptions: ParsableArguments {
    @Option(help: "The circuit.")
    var circuit = "R0-p(R1,CPE1)-p(R2,CPE2)"

    @Option(
        help: "How much each point counts: alike, by the inverse of its magnitude, or of the file's standard deviation."
    )
    var weighting = FitWeightingOption.unit

    @Option(
        help: ArgumentHelp(
            "Keep a parameter within bounds, such as R0=5:20 or CPE1_1=0.7:1; may be given for each.",
            valueName: "NAME=LOW:HIGH"))
    var bound: [String] = []

    /// The fit that is asked for.
    func fit() throws(CommandFailure) -> CircuitFit {
        var bounds: [String: ClosedRange<Double>] = [:]
        for text in bound {
            let halves = text.split(separator: "=", omittingEmptySubsequences: false)
            let ends = (halves.last ?? "").split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
            guard halves.count == 2, ends.count == 2, let low = ends[0], let high = ends[1], low <= high else {
                throw .usage("--bound: expected NAME=LOW:HIGH such as R0=5:20, found \"\(text)\"")
            }
            guard bounds.updateValue(low...high, forKey: String(halves[0])) == nil else {
                throw .usage("--bound: expected bounds of \(halves[0]) once, found them twice")
            }
        }
        let compiled = try compiled()
        for name in bounds.keys.sorted() where !compiled.parameters.contains(where: { $0.name == name }) {
            let names = compiled.parameters.map(\.name).joined(separator: ", ")
            throw .usage("--bound: expected one of \(names), found \"\(name)\"")
        }
        return CircuitFit(compiled, weighting: weighting.weighting, bounds: bounds)
    }

    private func compiled() throws(CommandFailure) -> Circuit {
        do throws(CircuitError) {
            return try Circuit(circuit)
        } catch {
            for line in (error.caret ?? "").split(separator: "\n") { Notice.write(String(line)) }
            throw .usage("--circuit: \(error); see cellmon help impedance fit")
        }
    }
}

/// Weightings by their names on the command line.
enum FitWeightingOption: String, ExpressibleByArgument, CaseIterable {
    case unit, proportional, uncertainty

    var weighting: FitWeighting {
        switch self {
        case .unit: .unit
        case .proportional: .proportional
        case .uncertainty: .uncertainty
        }
    }
}

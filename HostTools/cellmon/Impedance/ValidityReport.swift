import CellAnalysis
import CellData
import Foundation

/// The Kramers–Kronig verdict on a spectrum, for people and as JSON.
struct ValidityReport {
    /// What was found; nil where the spectrum cannot be checked.
    let result: KramersKronigResult?
    private let obstacle: String

    init(_ spectrum: Spectrum) {
        do throws(SpectrumError) {
            result = try KramersKronig().run(spectrum)
            obstacle = ""
        } catch {
            result = nil
            obstacle = "\(error)"
        }
    }

    /// Adds the verdict, and what to do when it is not good.
    func add(to table: inout TwoColumns) {
        guard let result else {
            table.add("Kramers-Kronig", "not checked: \(obstacle)")
            return
        }
        let residual = String(
            format: "largest residual %.2g %%, allowed %.2g %%", result.maximumResidual * 100, result.limit * 100)
        guard let reason = result.reason else {
            table.add("Kramers-Kronig", "valid, \(residual)")
            return
        }
        table.add("Kramers-Kronig", "not valid: \(reason.rawValue); \(residual)", .caution)
        table.add("", advice(reason, result))
    }

    /// An object for JSON; nil where nothing was checked.
    var json: JSONLine? {
        guard let result else { return nil }
        var line = JSONLine.nested()
        line.add("valid", result.isValid)
        line.add("max_residual", result.maximumResidual)
        line.add("reason", result.reason?.rawValue)
        line.add("limit", result.limit)
        line.add("elements", result.elements)
        line.add("mu", result.mu)
        if !result.outliersHertz.isEmpty {
            line.add(
                "outliers",
                result.outliersHertz.map { hertz in
                    var entry = JSONLine.nested()
                    entry.add("frequency_hertz", hertz)
                    return entry
                })
        }
        return line
    }

    private func advice(_ reason: KramersKronigResult.Reason, _ result: KramersKronigResult) -> String {
        switch reason {
        case .outliers:
            "points off the rest: " + result.outliersHertz.map { String(format: "%.5g Hz", $0) }.joined(separator: ", ")
        case .drift: "the slowest quarter does not fit the rest: the cell changed; let it rest, or measure faster"
        case .range: "the fastest quarter does not fit the rest: shorten the leads, or leave it out"
        case .nonlinearity: "a smooth misfit within the range: measure with a smaller excitation"
        case .noise: "the points scatter too much to judge: average longer, or excite more"
        case .unexplained: "no single cause explains it: measure again"
        }
    }
}

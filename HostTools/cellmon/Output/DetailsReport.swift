import CellCore
import CellData
import Foundation

/// Capacity, health and prospects of a cell as people read them.
struct DetailsReport {
    private let details: StateDetails

    init(_ details: StateDetails) { self.details = details }

    /// Adds the block "Charge and health".
    func add(to table: inout TwoColumns) {
        table.addHeading("Charge and health")
        table.add("Capacity", charge(details.capacityCoulombs))
        table.add("Remaining", charge(details.remainingCoulombs))
        table.add("Time to empty", DetailsReport.time(details.secondsToEmpty))
        table.add("Time to full", DetailsReport.time(details.secondsToFull))
        table.add("Health", health)
        table.add("Power for 10 s", power)
        table.add("Full cycles", String(format: "%.2f", Double(details.equivalentFullCycles)))
        table.add("Efficiency", DetailsReport.share(details.coulombicEfficiency, digits: 2))
        table.add("Current offset", Measure.text(details.currentOffsetAmperes, "A"))
        table.add("Learning", learning, details.lock.isEmpty ? .good : .caution)
    }

    /// Rows of the live table: what changes, and what stands against learning.
    var live: [(name: String, value: String, remark: String)] {
        var rows = [(name: String, value: String, remark: String)]()
        rows.append(split("Capacity", charge(details.capacityCoulombs)))
        if details.remainingCoulombs != nil {
            var row = split("Remaining", charge(details.remainingCoulombs))
            if let prospect = details.prospect { row.remark += row.remark.isEmpty ? prospect : ", \(prospect)" }
            rows.append(row)
        } else if let prospect = details.prospect {
            rows.append(("Remaining", Wording.unknown, prospect))
        }
        if let health = details.healthByCapacity { rows.append(split("Health", DetailsReport.share(health))) }
        if !details.lock.isEmpty { rows.append(("Learning", "held back", reasons)) }
        return rows
    }

    private func charge(_ coulombs: Bounded?) -> String {
        Measure.text(coulombs, "Ah", factor: 1 / 3600, digits: 4, scale: details.capacityCoulombs)
    }

    private var health: String {
        var parts: [String] = []
        if let health = details.healthByCapacity { parts.append("\(DetailsReport.share(health)) by capacity") }
        if let health = details.healthByResistance { parts.append("\(DetailsReport.share(health)) by resistance") }
        return parts.isEmpty ? Wording.unknown : parts.joined(separator: "; ")
    }

    private var power: String {
        var parts: [String] = []
        if let watts = details.dischargeWatts { parts.append("gives \(Measure.text(watts, "W"))") }
        if let watts = details.chargeWatts { parts.append("takes \(Measure.text(watts, "W"))") }
        return parts.isEmpty ? Wording.unknown : parts.joined(separator: "; ")
    }

    private var learning: String { details.lock.isEmpty ? "active" : "held back: \(reasons)" }

    private var reasons: String { details.lock.sentences.joined(separator: ", ") }

    private static func share(_ value: Bounded?, digits: Int = 1) -> String {
        guard let value else { return Wording.unknown }
        let bounds = "\(Wording.percent(value.lower, digits))…\(Wording.percent(value.upper, digits)) %"
        return "\(Wording.percent(value.value, digits)) % (\(bounds))"
    }

    private static func time(_ seconds: Bounded?) -> String {
        guard let seconds else { return Wording.unknown }
        return "\(Wording.span(seconds.value)) (\(Wording.span(seconds.lower))…\(Wording.span(seconds.upper)))"
    }

    /// An estimate in one column and its bounds in the next.
    private func split(_ name: String, _ text: String) -> (name: String, value: String, remark: String) {
        let parts = text.split(separator: " (", maxSplits: 1)
        guard parts.count == 2 else { return (name, text, "") }
        return (name, String(parts[0]), String(parts[1].dropLast()))
    }
}

extension StateDetails {
    /// When the load at present will have emptied or filled the cell, such as `empty in 8:15 h`; nil when not known.
    var prospect: String? {
        if let seconds = secondsToEmpty { return "empty in \(Wording.span(seconds.value))" }
        if let seconds = secondsToFull { return "full in \(Wording.span(seconds.value))" }
        return nil
    }
}

extension LearningLock {
    /// The reasons for people.
    fileprivate var sentences: [String] {
        var texts: [String] = []
        if contains(.short) { texts.append("a short is suspected") }
        if contains(.temperature) { texts.append("temperature outside its range") }
        if contains(.sensor) { texts.append("a sensor is at fault") }
        if contains(.restored) { texts.append("not yet found again after a restart") }
        if contains(.formation) { texts.append("first cycle") }
        return texts
    }
}

extension Wording {
    /// Seconds ahead as `8:15 h`, from a day on as `3 d 4 h`; rounded, for an estimate is no clock.
    static func span(_ seconds: Float) -> String {
        let seconds = Double(max(seconds, 0))
        guard seconds < 1000 * 86_400 else { return "> 999 d" }
        let minutes = Int((seconds / 60).rounded())
        if minutes < 1440 { return String(format: "%d:%02d h", minutes / 60, minutes % 60) }
        let hours = Int((seconds / 3600).rounded())
        return "\(hours / 24) d \(hours % 24) h"
    }
}

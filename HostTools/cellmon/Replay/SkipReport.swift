import CellData

/// What a reader left out or marked: how often each kind, then the first few with their lines.
enum SkipReport {
    private static let shownLines = 5

    static func write(_ warnings: RecordWarnings, file: String) {
        guard warnings.total > 0 else { return }
        let groups = [("skipped", true), ("marked", false)].compactMap { word, skipsRow in
            group(warnings, word, RecordWarningKind.allCases.filter { $0.skipsRow == skipsRow })
        }
        Notice.write("\(file): \(groups.joined(separator: "; "))")
        for warning in warnings.listed.prefix(shownLines) { Notice.write("\(file): \(warning)") }
        let more = warnings.total - min(warnings.listed.count, shownLines)
        if more > 0 { Notice.write("\(file): … and \(more) more") }
    }

    /// Such as `4 rows skipped (3 repeated time, 1 no time)`; nil when there were none of these kinds.
    private static func group(_ warnings: RecordWarnings, _ word: String, _ kinds: [RecordWarningKind]) -> String? {
        let present = kinds.filter { warnings.count(of: $0) > 0 }
        let total = present.reduce(0) { $0 + warnings.count(of: $1) }
        guard total > 0 else { return nil }
        let parts = present.map { "\(warnings.count(of: $0)) \(words($0))" }
        return "\(total) row\(total == 1 ? "" : "s") \(word) (\(parts.joined(separator: ", ")))"
    }

    private static func words(_ kind: RecordWarningKind) -> String {
        switch kind {
        case .repeatedTime: "repeated time"
        case .timeBackwards: "time running back"
        case .missingTime: "no time"
        case .truncatedLastLine: "broken off at the end"
        case .currentNotFinite: "current not finite"
        case .voltageNotFinite: "voltage not finite"
        case .currentEmpty: "current empty"
        case .voltageEmpty: "voltage empty"
        case .temperatureNotPhysical: "impossible temperature"
        case .intervalClipped: "averaging interval cut"
        }
    }
}

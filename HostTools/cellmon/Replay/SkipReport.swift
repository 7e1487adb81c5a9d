import CellData

/// What a reader left out or marked: how often each kind, then the first few with their lines.
enum SkipReport {
    private static let shownLines = 5

    static func write(_ warnings: RecordWarnings, file: String) {
        guard warnings.total > 0 else { return }
        let kinds = RecordWarningKind.allCases.filter { warnings.count(of: $0) > 0 }
        let counts = kinds.map { "\(warnings.count(of: $0)) × \(words($0))" }
        Notice.write("\(file): \(counts.joined(separator: ", "))")
        for warning in warnings.listed.prefix(shownLines) { Notice.write("\(file): \(warning)") }
        let more = warnings.total - min(warnings.listed.count, shownLines)
        if more > 0 { Notice.write("\(file): … and \(more) more") }
    }

    private static func words(_ kind: RecordWarningKind) -> String {
        switch kind {
        case .repeatedTime: "row with the time of the one before, skipped"
        case .timeBackwards: "row with a time before the last, skipped"
        case .missingTime: "row without a time, skipped"
        case .truncatedLastLine: "last line broken off, skipped"
        case .currentNotFinite: "current not finite"
        case .voltageNotFinite: "voltage not finite"
        case .currentEmpty: "current empty"
        case .voltageEmpty: "voltage empty"
        case .temperatureNotPhysical: "impossible temperature"
        case .intervalClipped: "averaging interval cut"
        }
    }
}

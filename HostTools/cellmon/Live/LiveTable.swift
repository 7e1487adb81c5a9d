import CellCore
import CellData
import CellWire

/// The state of a watch, laid out for a terminal.
struct LiveTable {
    private static let labelWidth = 14
    private static let valueWidth = 14
    /// Columns of ` 100.0…100.0 %` and the two ends of the bar before it.
    private static let boundsWidth = 16
    private static let eventRows = 4
    private static let graphRows = 6
    /// Rows of the table that are neither graph nor events: blank lines, the time axis, a title.
    private static let spareRows = 4

    private let title: StyledText
    /// False for a cell that has no state of charge, or none that is known here.
    private let hasCurve: Bool
    private var status = CellStatus()
    private var events: [EventLine] = []
    private var lostCount = 0
    private var trace = VoltageTrace()

    init(info: InfoReply, path: String) {
        var title = StyledText("cellmon ", .dim)
        title.add(info.serialNumber.text, .bold)
        title.add("  \(info.profile.text)  ")
        title.add(path, .dim)
        self.title = title
        hasCurve = ProfileName(text: info.profile.text).flatMap(CellProfile.builtIn(named:))?.curve != nil
    }

    mutating func take(_ report: WatchReport) {
        switch report {
        case .event(let event):
            events.append(event)
            if events.count > LiveTable.eventRows { events.removeFirst() }
        case .lost(let count):
            lostCount += count
        case .status(let status):
            self.status = status
            trace.add(seconds: MonitorReport.seconds(status.timeMicroseconds), volts: status.voltageNanovolts)
        }
    }

    /// The table in at most so many rows: values first, then events, then the voltage over time.
    func lines(columns: Int, rows: Int) -> [StyledText] {
        var lines = [title, StyledText()] + valueLines(columns)
        let free = rows - lines.count
        let graphRows = min(free - LiveTable.eventRows - LiveTable.spareRows, LiveTable.graphRows)
        if graphRows >= 2 {
            lines.append(StyledText())
            lines += trace.lines(columns: min(columns, 120), rows: graphRows)
        }
        lines.append(StyledText())
        lines.append(eventTitle)
        lines += events.map { $0.text(at: Wording.time($0.time)) }
        return Array(lines.prefix(rows))
    }

    private func valueLines(_ columns: Int) -> [StyledText] {
        let short = status.short
        return [
            row("Time", Wording.time(status.timeMicroseconds)),
            row("Voltage", Wording.voltage(status)),
            row("Current", Wording.current(status), Wording.direction(status)),
            row("Temperature", Wording.temperature(status)),
            row("Charge", Wording.charge(coulombs: MonitorReport.coulombs(status.charge.net))),
            chargeRow(columns),
        ] + detailRows + [
            shortRow,
            row(
                "Resistance", short.resistanceOhms.map { Wording.ohms($0.value) } ?? Wording.unknown,
                short.resistanceOhms.map { "\(Wording.ohms($0.lower))…\(Wording.ohms($0.upper))" } ?? ""),
            row("Evidence", Wording.evidence(short)),
        ]
    }

    private var detailRows: [StyledText] {
        guard let details = status.state else { return [] }
        let report = DetailsReport(details)
        return report.live.map { row($0.name, $0.value, $0.remark) }
    }

    private func row(_ name: String, _ value: String, _ remark: String = "") -> StyledText {
        var line = StyledText(name, .dim)
        line.pad(to: LiveTable.labelWidth)
        line.add(value, .bold)
        if !remark.isEmpty {
            line.pad(to: LiveTable.labelWidth + LiveTable.valueWidth)
            line.add(remark)
        }
        return line
    }

    private func chargeRow(_ columns: Int) -> StyledText {
        guard let charge = status.stateOfCharge else {
            return row("SOC", Wording.unknown, hasCurve ? "unknown before the first rest" : "")
        }
        var line = row("SOC", "\(Wording.percent(charge.value)) %")
        line.pad(to: LiveTable.labelWidth + LiveTable.valueWidth)
        let room = columns - LiveTable.labelWidth - LiveTable.valueWidth - LiveTable.boundsWidth
        line.add(ChargeBar.text(charge, columns: min(max(room, 5), 25)))
        line.add(" \(Wording.percent(charge.lower))…\(Wording.percent(charge.upper)) %")
        return line
    }

    private var shortRow: StyledText {
        let short = status.short
        let name = short.shortClass.name
        var line = StyledText("Short", .dim)
        line.pad(to: LiveTable.labelWidth)
        line.add(short.shortClass.isAlarm ? " \(name) " : name, short.shortClass.style)
        if let since = short.sinceMicroseconds {
            line.pad(to: LiveTable.labelWidth + LiveTable.valueWidth)
            line.add("since \(Wording.time(since))")
        }
        return line
    }

    private var eventTitle: StyledText {
        var line = StyledText("Events", .dim)
        if lostCount > 0 { line.add("  \(lostCount) reports did not arrive in time", .caution) }
        return line
    }
}

/// State of charge as a bar: full up to the lower bound, half-tone up to the upper one.
enum ChargeBar {
    static func text(_ charge: Bounded, columns: Int) -> StyledText {
        func cells(_ fraction: Float) -> Int { Int((min(max(fraction, 0), 1) * Float(columns)).rounded()) }
        let lower = cells(charge.lower)
        // Bounds closer than a column still show where they are.
        let upper = min(max(cells(charge.upper), lower + 1), columns)
        var bar = StyledText("▕")
        bar.add(String(repeating: "█", count: min(lower, columns)), .good)
        bar.add(String(repeating: "▒", count: max(upper - lower, 0)), .good)
        bar.add(String(repeating: "·", count: max(columns - max(upper, lower), 0)), .dim)
        bar.add("▏")
        return bar
    }
}

import CellCore
import CellData
import Foundation

/// What a replay tells at its end, beside the last status.
struct ReplaySummary {
    /// Samples given to the monitor, refused ones included.
    private(set) var records = 0
    /// Rows that the reader left out.
    var skipped = 0
    /// Samples that monitors before a reset refused, and what a restored one had refused before.
    var refusedSamples: UInt64 = 0
    var refusedSamplesBefore: UInt64 = 0
    /// What kind of file this was.
    var source = ""
    /// The record's own count of charge; absent where it has none.
    var recordedNetAmpereHours: Double?
    /// The gravest class, when it was first reached, and the resistance then.
    private(set) var gravest = ShortClass.none
    private var reachedMicroseconds: UInt64?
    private var reachedOhms: Double?

    private var firstMicroseconds: UInt64?
    private var lastMicroseconds: UInt64 = 0

    mutating func add(_ sample: Sample) {
        records += 1
        if firstMicroseconds == nil {
            firstMicroseconds = sample.timeMicroseconds - min(sample.intervalMicroseconds, sample.timeMicroseconds)
        }
        lastMicroseconds = max(lastMicroseconds, sample.timeMicroseconds)
    }

    mutating func reach(_ reached: ShortClass, _ event: MonitorEvent) {
        guard reached > gravest else { return }
        reach(reached, atMicroseconds: event.timeMicroseconds)
        reachedOhms = event.value > 0 ? Double(event.value) / 1e3 : nil
    }

    mutating func reach(_ reached: ShortClass, atMicroseconds time: UInt64) {
        gravest = reached
        reachedMicroseconds = time
        reachedOhms = nil
    }

    var durationMicroseconds: UInt64 { lastMicroseconds - min(firstMicroseconds ?? 0, lastMicroseconds) }

    var reachedSecond: Double? { reachedMicroseconds.map(MonitorReport.seconds) }

    /// Samples refused as a whole, and rows left out.
    func left(_ status: CellStatus) -> Int {
        let refused = status.refusedSampleCount - min(refusedSamplesBefore, status.refusedSampleCount)
        return skipped + Int(clamping: refusedSamples + refused)
    }

    /// The resistance while the class was at its gravest: the last one if it still is, else that of its first moment.
    func resistanceOhms(_ status: CellStatus) -> Double? {
        guard gravest > .none else { return nil }
        guard status.short.shortClass == gravest else { return reachedOhms }
        return status.short.resistanceOhms.map { Double($0.value) } ?? reachedOhms
    }

    /// The difference to the record's own count, relative to all charge that flowed.
    func differenceOfThroughput(_ status: CellStatus) -> Double? {
        let charged = MonitorReport.coulombs(status.charge.charged) / 3600
        let discharged = MonitorReport.coulombs(status.charge.discharged) / 3600
        guard let recordedNetAmpereHours, charged + discharged > 0 else { return nil }
        return (charged - discharged - recordedNetAmpereHours) / (charged + discharged)
    }

    func json(_ status: CellStatus) -> JSONLine {
        var line = JSONLine(type: "summary")
        line.add("records", records)
        line.add("skipped", left(status))
        line.add("duration_second", MonitorReport.seconds(durationMicroseconds))
        line.add("net_charge_ampere_hour", MonitorReport.coulombs(status.charge.net) / 3600)
        line.add("charged_ampere_hour", MonitorReport.coulombs(status.charge.charged) / 3600)
        line.add("discharged_ampere_hour", MonitorReport.coulombs(status.charge.discharged) / 3600)
        line.add("record_net_charge_ampere_hour", recordedNetAmpereHours)
        line.add("difference_of_throughput", differenceOfThroughput(status))
        line.add("soc", status.stateOfCharge?.value)
        line.add("soc_lower", status.stateOfCharge?.lower)
        line.add("soc_upper", status.stateOfCharge?.upper)
        MonitorReport.add(status.state, to: &line)
        var short = JSONLine.nested()
        short.add("class", gravest.name)
        short.add("first_second", reachedSecond)
        short.add("resistance_ohm", resistanceOhms(status))
        line.add("short", short)
        return line
    }

    func table(_ status: CellStatus) -> TwoColumns {
        var table = TwoColumns()
        table.add("Read as", source)
        table.add("Records", "\(Wording.count(records)), \(Wording.count(left(status))) skipped")
        table.add("Duration", Wording.duration(MonitorReport.seconds(durationMicroseconds)))
        table.add("Net charge", Wording.netCharge(status))
        table.add("Charged", Wording.charge(coulombs: MonitorReport.coulombs(status.charge.charged)))
        table.add("Discharged", Wording.charge(coulombs: MonitorReport.coulombs(status.charge.discharged)))
        if let recordedNetAmpereHours {
            var text = Measure.text(recordedNetAmpereHours, "Ah", digits: 4)
            if let difference = differenceOfThroughput(status) {
                text += String(format: " (ours differs by %.4f %% of the throughput)", difference * 100)
            }
            table.add("Record's count", text)
        }
        table.add("State of charge", Wording.stateOfCharge(status.stateOfCharge))
        table.add("Gravest short", gravest.name, gravest.style)
        if gravest > .none {
            table.add("First reached", reachedMicroseconds.map(Wording.time) ?? Wording.unknown)
            table.add("Resistance", Measure.text(resistanceOhms(status), "Ω"))
        }
        if let details = status.state { DetailsReport(details).add(to: &table) }
        return table
    }
}

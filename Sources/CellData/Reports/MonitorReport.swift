import CellCore

/// What a monitor says, as `status` and `event` lines of JSON, the same from a device, a simulation and a record.
public enum MonitorReport {
    /// A `status` line; what is unknown is absent.
    public static func json(_ status: CellStatus) -> JSONLine {
        var line = JSONLine(type: "status")
        line.add("time_second", seconds(status.timeMicroseconds))
        line.add("voltage_volt", status.voltageNanovolts.map { Double($0) / 1e9 })
        line.add("current_ampere", status.currentPicoamperes.map { Double($0) / 1e12 })
        line.add("temperature_celsius", status.temperatureMillikelvin.map { celsius($0) })
        line.add("net_charge_coulomb", coulombs(status.charge.net))
        line.add("soc", status.stateOfCharge?.value)
        line.add("soc_lower", status.stateOfCharge?.lower)
        line.add("soc_upper", status.stateOfCharge?.upper)
        add(status.state, to: &line)
        line.add("short", json(status.short))
        line.add("uncovered_second", seconds(status.uncoveredMicroseconds))
        line.add("refused_samples", status.refusedSampleCount)
        return line
    }

    /// The verdict as it stands inside a `status` line.
    public static func json(_ verdict: ShortVerdict) -> JSONLine {
        var short = JSONLine.nested()
        short.add("class", verdict.shortClass.name)
        short.add("resistance_ohm", verdict.resistanceOhms?.value)
        short.add("resistance_ohm_lower", verdict.resistanceOhms?.lower)
        short.add("resistance_ohm_upper", verdict.resistanceOhms?.upper)
        short.add("since_second", verdict.sinceMicroseconds.map { seconds($0) })
        var evidence: [JSONLine] = []
        for index in verdict.evidence.indices {
            guard let entry = verdict.evidence[index] else { continue }
            var item = JSONLine.nested()
            item.add("kind", entry.kind.name)
            item.add("weight", entry.weight)
            evidence.append(item)
        }
        short.add("evidence", evidence)
        return short
    }

    /// An `event` line.
    public static func json(_ event: MonitorEvent) -> JSONLine {
        var line = JSONLine(type: "event")
        line.add("time_second", seconds(event.timeMicroseconds))
        line.add("id", event.id.name)
        line.add("severity", event.severity.name)
        line.add("text", text(event))
        line.add("reaction", event.id.diagnosis.reaction.name)
        line.add("sequence", event.sequence)
        return line
    }

    /// The event as a sentence with its value.
    public static func text(_ event: MonitorEvent) -> String {
        let diagnosis = event.id.diagnosis
        let value = Measure.text(event.value, unit: "\(diagnosis.unit)")
        return value.isEmpty ? "\(diagnosis.text)" : "\(diagnosis.text) (\(value))"
    }

    /// Microseconds as seconds.
    public static func seconds(_ microseconds: UInt64) -> Double { Double(microseconds) / 1e6 }

    /// Millikelvin as degrees Celsius.
    public static func celsius(_ millikelvin: Int32) -> Double { Double(Int64(millikelvin) - 273_150) / 1e3 }

    /// An exact charge as coulombs, to a double's precision.
    public static func coulombs(_ charge: (nanocoulombs: Int64, attocoulombs: UInt32)) -> Double {
        Double(charge.nanocoulombs) / 1e9 + Double(charge.attocoulombs) / 1e18
    }

    /// A total as coulombs, to a double's precision.
    public static func coulombs(_ total: ChargeTotal) -> Double {
        Double(total.nanocoulombs) / 1e9 + Double(total.attocoulombs) / 1e18
    }
}

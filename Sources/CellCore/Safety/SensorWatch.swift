/// Keeps the last reading of each sensor while it is valid, and tells when one goes missing or comes back.
struct SensorWatch: Equatable, Sendable {
    /// The last readings, 0 where it was none, and which of them there are.
    private var current: Int64 = 0
    private var voltage: Int64 = 0
    private var temperature: Int32 = 0
    private var held = SampleFlags.none
    /// A cell without a thermometer is taken for one at 25 °C; one that had a thermometer and lost it is not.
    private var hasThermometer = false
    /// Flags of the sample before; nothing is reported at the first sample but what is missing.
    private var lastFlags = SampleFlags.allValid

    var currentPicoamperes: Int64? { held.contains(.currentValid) ? current : nil }
    var voltageNanovolts: Int64? { held.contains(.voltageValid) ? voltage : nil }
    var temperatureMillikelvin: Int32? { held.contains(.temperatureValid) ? temperature : nil }

    /// True while a measurement is missing that there was.
    @inline(__always)
    var isMissing: Bool { !held.contains(SampleFlags(rawValue: hasThermometer ? 7 : 3)) }

    /// Cost: two comparisons and three stores while all is measured; runs on each sample.
    @inline(__always)
    mutating func step(_ sample: Sample, reporter: inout Reporter, events: inout EventList) {
        let measured = sample.flags.intersection(.allValid)
        current = sample.currentPicoamperes
        voltage = sample.voltageNanovolts
        temperature = sample.temperatureMillikelvin
        held = measured
        guard measured == .allValid, lastFlags == .allValid, hasThermometer else {
            return change(to: measured, reporter: &reporter, events: &events)
        }
    }

    @inline(never)
    private mutating func change(to measured: SampleFlags, reporter: inout Reporter, events: inout EventList) {
        if !measured.contains(.currentValid) { current = 0 }
        if !measured.contains(.voltageValid) { voltage = 0 }
        if !measured.contains(.temperatureValid) { temperature = 0 } else { hasThermometer = true }
        let lost = lastFlags.subtracting(measured)
        let found = measured.subtracting(lastFlags)
        if !lost.isEmpty { reporter.report(.sensorInvalid, value: Int64(lost.rawValue), to: &events) }
        if !found.isEmpty { reporter.report(.sensorValid, value: Int64(found.rawValue), to: &events) }
        lastFlags = measured
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        visitReadings(&coder)
        coder.code(&hasThermometer)
    }

    /// What version 2 of the snapshot had: a thermometer that reads at that moment is one that was there.
    mutating func visitOld(_ coder: inout some FieldCoder) {
        visitReadings(&coder)
        hasThermometer = held.contains(.temperatureValid)
    }

    private mutating func visitReadings(_ coder: inout some FieldCoder) {
        coder.code(&lastFlags.rawValue)
        lastFlags = lastFlags.intersection(.allValid)
        held = lastFlags
        var readings = (currentPicoamperes, voltageNanovolts, temperatureMillikelvin)
        coder.code(&readings.0, present: held.contains(.currentValid))
        coder.code(&readings.1, present: held.contains(.voltageValid))
        coder.code(&readings.2, present: held.contains(.temperatureValid))
        current = readings.0 ?? 0
        voltage = readings.1 ?? 0
        temperature = readings.2 ?? 0
    }
}

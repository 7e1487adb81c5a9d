/// Keeps the last reading of each sensor while it is valid, and tells when one goes missing or comes back.
struct SensorWatch: Equatable, Sendable {
    private(set) var currentPicoamperes: Int64?
    private(set) var voltageNanovolts: Int64?
    private(set) var temperatureMillikelvin: Int32?
    /// Flags of the sample before; nothing is reported at the first sample but what is missing.
    private var lastFlags = SampleFlags.allValid

    /// Cost: three comparisons; runs on each sample.
    mutating func step(_ sample: Sample, reporter: inout Reporter, events: inout EventList) {
        currentPicoamperes = sample.flags.contains(.currentValid) ? sample.currentPicoamperes : nil
        voltageNanovolts = sample.flags.contains(.voltageValid) ? sample.voltageNanovolts : nil
        temperatureMillikelvin = sample.flags.contains(.temperatureValid) ? sample.temperatureMillikelvin : nil
        let measured = sample.flags.intersection(.allValid)
        let lost = lastFlags.subtracting(measured)
        let found = measured.subtracting(lastFlags)
        if !lost.isEmpty { reporter.report(.sensorInvalid, value: Int64(lost.rawValue), to: &events) }
        if !found.isEmpty { reporter.report(.sensorValid, value: Int64(found.rawValue), to: &events) }
        lastFlags = measured
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        var rawFlags = lastFlags.rawValue
        coder.code(&rawFlags)
        lastFlags = SampleFlags(rawValue: rawFlags).intersection(.allValid)
        coder.code(&currentPicoamperes, present: lastFlags.contains(.currentValid))
        coder.code(&voltageNanovolts, present: lastFlags.contains(.voltageValid))
        coder.code(&temperatureMillikelvin, present: lastFlags.contains(.temperatureValid))
    }
}

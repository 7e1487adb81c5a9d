import CellCore

/// Tells since when the load has held its current, and jumps of the voltage that it does not explain.
struct LoadWatch: Sendable {
    /// The time since which the current has stayed within a fiftieth of the nominal one; nil before the first sample.
    private(set) var steadySinceMicroseconds: UInt64?
    private var steadyPicoamperes: Int64 = 0
    private var lastNanovolts: Int64?
    private var lastDifference: Int64?

    /// A change of the voltage's slope from one sample to the next that counts as a jump, in nanovolts.
    ///
    /// 3 mV: six hundred deviations of a sample's noise, and more than relaxations bend a few seconds after a step of the
    /// load: 450 mV with a time constant of 33 s bend by 0.4 mV in a second.
    static var jumpNanovolts: Int64 { 3_000_000 }

    /// Takes a sample; the jump in nanovolts when there is one. Cost: a few comparisons.
    mutating func take(_ sample: Sample, nominalPicoamperes: Int64) -> Int64? {
        guard sample.flags.contains(.currentValid) else {
            self = LoadWatch()
            return nil
        }
        let room = max(Int64(nominalPicoamperes.magnitude >> 1) / 25, 1)
        let change = sample.currentPicoamperes - steadyPicoamperes
        if steadySinceMicroseconds == nil || change > room || change < -room {
            steadySinceMicroseconds = sample.timeMicroseconds
            steadyPicoamperes = sample.currentPicoamperes
            lastNanovolts = nil
        }
        // What excitation does to the voltage is no jump of the cell's.
        guard sample.flags.contains(.voltageValid), !sample.flags.contains(.excitation) else {
            lastNanovolts = nil
            lastDifference = nil
            return nil
        }
        guard let lastNanovolts else {
            self.lastNanovolts = sample.voltageNanovolts
            lastDifference = nil
            return nil
        }
        let difference = sample.voltageNanovolts - lastNanovolts
        defer {
            self.lastNanovolts = sample.voltageNanovolts
            lastDifference = difference
        }
        // Just after a step of the load the slope bends by itself.
        guard let lastDifference, isSteady(for: 4_000_000, at: sample.timeMicroseconds) else { return nil }
        let bend = difference - lastDifference
        return bend > Self.jumpNanovolts || bend < -Self.jumpNanovolts ? bend : nil
    }

    /// Whether the load has held its current for so many microseconds at `now`.
    func isSteady(for microseconds: UInt64, at now: UInt64) -> Bool {
        guard let since = steadySinceMicroseconds else { return false }
        return now >= since + microseconds
    }
}

import AnalogFrontEnd
import CellCore
import HILSimulator
import Testing

/// Inputs that are open, saturated, or measured against a reference that is off.
@Suite struct InputFaultTests {
    private func check(
        _ bench: HardwareBench, _ what: String, expecting fault: HardwareFault, within seconds: Double,
        break breaks: (inout ADS122C04Model.Inputs) -> Void, mend: (inout ADS122C04Model.Inputs) -> Void
    ) throws {
        let start = bench.microseconds
        bench.comparesValues = false
        bench.cell.chips.voltage.setInputs(at: bench.now, breaks)
        try bench.run(seconds: seconds + 5)
        let told = try #require(bench.told(.voltage, [fault], since: start))
        #expect(Double(told) * 1e-6 <= seconds, "\(told) µs")
        let late = bench.samples(from: start + told + 1_100_000)
        #expect(late.count >= 3)
        #expect(late.allSatisfy { $0.flags == SampleFlags.currentValid.union(.temperatureValid) })
        let absent = bench.samples(from: start).first { !$0.flags.contains(.voltageValid) }?.timeMicroseconds
        let mended = bench.microseconds
        bench.cell.chips.voltage.setInputs(at: bench.now, mend)
        try bench.run(seconds: 5)
        let back = try #require(bench.recovered(.voltage, since: mended))
        bench.comparesValues = true
        try bench.run(seconds: 5)
        #expect(bench.samples.last?.flags == .allValid)
        print(
            "\(what): told after \(told / 1000) ms, no voltage from \((absent ?? 0) / 1000 - start / 1000) ms on,",
            "back after \(back / 1000) ms")
    }

    @Test(arguments: [0, 1.65, 3.25, 3.35, 5])
    func `a reference out of range at the start`(_ volts: Double) throws {
        try check(
            try HardwareBench(), "reference of \(volts) V at the start", expecting: .referenceOutOfRange,
            within: 2.12, break: { $0.reference = volts }, mend: { $0.reference = 3.3 })
    }

    /// The converter compares its references each minute, so a voltage may be wrong for so long; one that leaves full
    /// scale is checked at once.
    @Test(arguments: [(0.0, 2.12), (1.65, 2.12), (3.2, 62), (3.4, 62), (5, 62)])
    func `a reference that goes out of range is found by the check of each minute, or at once beyond the range`(
        _ volts: Double, _ seconds: Double
    ) throws {
        let bench = try HardwareBench()
        try bench.run(seconds: 10.3)
        try check(
            bench, "reference of \(volts) V", expecting: .referenceOutOfRange, within: seconds,
            break: { $0.reference = volts }, mend: { $0.reference = 3.3 })
    }

    @Test(arguments: [ChipSpread.ideal, .typical, .limits])
    func `an open voltage input at the start`(_ spread: ChipSpread) throws {
        try check(
            try HardwareBench(spread: spread), "open input at the start", expecting: .openInput, within: 2.12,
            break: { $0.isOpen = true }, mend: { $0.isOpen = false })
    }

    /// 5 nA drift 10 nF by 0.5 V a second: up to 5 s to a supply, where the voltage is over its range; that change begins a
    /// burst of 10 s, and the check that follows tells why.
    @Test(arguments: 1...6)
    func `an input that comes loose is found when it has drifted to a supply`(_ seed: UInt64) throws {
        let bench = try HardwareBench(spread: .limits, seed: seed)
        try bench.run(seconds: 10.3)
        try check(
            bench, "input comes loose (seed \(seed))", expecting: .openInput, within: 17,
            break: { $0.isOpen = true }, mend: { $0.isOpen = false })
    }

    /// Without any input current it stays where it was: then only the hourly check tells it from a cell at rest.
    @Test func `an input that comes loose and does not drift is found by the check of each hour`() throws {
        let bench = try HardwareBench(amperes: 0, spread: .ideal)
        bench.cell.impedanceBus.chip = .missing(misoIsHigh: false)
        try bench.run(seconds: 10.3)
        try check(
            bench, "input comes loose without drift", expecting: .openInput, within: 3_600,
            break: { $0.isOpen = true }, mend: { $0.isOpen = false })
    }

    @Test func `the check of an hour costs no sample its values`() throws {
        let bench = try HardwareBench(amperes: 0)
        // Without its chip no spectrum is simulated.
        bench.cell.impedanceBus.chip = .missing(misoIsHigh: false)
        try bench.run(seconds: 3_700)
        #expect(bench.samples.dropFirst().allSatisfy { $0.flags == .allValid })
        #expect(bench.told(.voltage, [.openInput, .referenceOutOfRange, .configuration, .late], since: 0) == nil)
    }

    @Test(arguments: [-640e-6, 640e-6])
    func `a current beyond the range has no value, and its time is not covered`(_ amperes: Double) throws {
        let bench = try HardwareBench(amperes: 20e-6, then: [(20, amperes), (25, 20e-6)])
        // The voltage follows the load by more than the comparison allows.
        bench.voltageExcusedUntil = 60_000_000
        try bench.run(seconds: 19.9)
        let before = bench.status.uncoveredMicroseconds
        try bench.run(seconds: 20)
        let beyond = bench.samples(from: 20_100_000, to: 25_000_000)
        #expect(beyond.count >= 4)
        #expect(
            beyond.allSatisfy { !$0.flags.contains(.currentValid) && $0.flags.contains(.temperatureValid) },
            "\(beyond)")
        #expect(bench.samples.last?.flags == .allValid)
        // Five seconds, and what of the intervals at both ends was clipped as well.
        let uncovered = bench.status.uncoveredMicroseconds - before
        #expect(uncovered >= 5_000_000 && uncovered <= 7_200_000)
        #expect(bench.told(.current, [.late, .bus, .absent, .configuration], since: 0) == nil)
    }

    /// A cell of both signs on a board that does not lift its negative end, or too little: what the pin cuts off would
    /// look like −0.1 V, or −0.4 V.
    @Test(arguments: [(0.0, -0.05), (0.3, -0.2), (1.25, -1.15)])
    func `a voltage below what the lift allows has no value`(_ lift: Double, _ limit: Double) throws {
        let bench = try HardwareBench(
            "symmetric-bare", amperes: 0, then: [(10, -590e-6), (40, 0)], spread: .typical, liftVolts: lift)
        var lowest = 0.0
        var count = 0
        bench.voltageExcusedUntil = 60_000_000
        bench.look = { [unowned bench] sample, _ in
            lowest = min(lowest, bench.cell.cell.volts)
            guard bench.cell.cell.volts < limit - 0.03 else { return }
            count += 1
            #expect(!sample.flags.contains(.voltageValid), "\(sample), true: \(bench.cell.cell.volts)")
        }
        try bench.run(seconds: 60)
        print("lift \(lift) V: down to \(lowest) V, \(count) samples below the range")
        #expect(bench.samples.contains { $0.flags == .allValid })
        #expect(bench.samples.last?.flags == .allValid)
        #expect(bench.told(.voltage, [.openInput, .referenceOutOfRange], since: 0) == nil)
    }
}

import AnalogFrontEnd
import CellCore
import TestSupport
import Testing

/// Impedance from a step of the load against circuits whose answer to a step is known in closed form.
@Suite struct LoadStepTests {
    private static let circuits = [
        StepCircuit(ohms: 120), StepCircuit(ohms: 81, pairs: [(640, 12)]), StepCircuit(ohms: 81, pairs: [(640, 0.02)]),
        StepCircuit(ohms: 720, pairs: [(2_800, 33), (400, 6)]),
        StepCircuit(ohms: 720, pairs: [(2_800, 45), (900, 300)], volts: 1.9, voltsPerSecond: 3e-6),
    ]

    /// Agreement to 0.5 % of |Z|: at 20 mHz an interval of 1.05 s is 7.6° long, and (0.13)²/12 of what relaxes is 0.15 %;
    /// the pair of 300 s, which neither 296 s nor 400 s see to its end, costs the most.
    @Test(arguments: circuits.indices, [SampledVoltage.mean, .end])
    func `points agree with the circuit`(_ index: Int, _ voltage: SampledVoltage) {
        let circuit = Self.circuits[index]
        for (amperes, step) in [(86.4e-6, 190.4), (-86.4e-6, 190.0), (40e-6, 244.9)] {
            let points = loadStepPoints(
                circuit.samples(amperes: amperes, step: step, end: 700, voltage: voltage), voltage: voltage)
            #expect(points.map(\.frequencyMicrohertz) == [20_000, 10_000, 5_000])
            for point in points {
                let exact = circuit.impedance(microhertz: point.frequencyMicrohertz)
                let size = (exact.real * exact.real + exact.imaginary * exact.imaginary).squareRoot()
                let real = Double(point.realOhms) - exact.real
                let imaginary = Double(point.imaginaryOhms) - exact.imaginary
                let error = (real * real + imaginary * imaginary).squareRoot() / size
                #expect(error < 0.005, "\(point) instead of \(exact)")
                #expect(point.method == .loadStep && point.standardErrorOhms >= 0)
            }
        }
    }

    /// With the noise of the chips, 0.9 nA and 1.1 µV, and with a hundred times that.
    @Test(arguments: [1.0, 100])
    func `the true value lies within three standard errors`(_ factor: Double) {
        let circuit = StepCircuit(ohms: 720, pairs: [(2_800, 33), (400, 6)], volts: 1.9, voltsPerSecond: 2e-6)
        var inside = 0
        var count = 0
        var largest = 0.0
        for seed in 1...60 {
            let step = 190 + Double(seed) * 0.031
            let samples = circuit.samples(
                amperes: 86.4e-6, step: step, noise: (0.92e-9, 1.1e-6 * factor), seed: UInt64(seed))
            for point in loadStepPoints(samples) {
                let exact = circuit.impedance(microhertz: point.frequencyMicrohertz)
                let bound = 3 * Double(point.standardErrorOhms)
                count += 2
                inside += abs(Double(point.realOhms) - exact.real) <= bound ? 1 : 0
                inside += abs(Double(point.imaginaryOhms) - exact.imaginary) <= bound ? 1 : 0
                largest = max(largest, Double(point.standardErrorOhms) / exact.real)
            }
        }
        #expect(count == 360)
        #expect(Double(inside) >= 0.95 * Double(count), "\(inside) of \(count)")
        // An error that is stated too large would be met as well.
        #expect(largest < (factor == 1 ? 0.01 : 0.02), "\(largest)")
    }

    @Test func `a step from one current to another counts as well`() throws {
        let circuit = StepCircuit(ohms: 100, pairs: [(500, 20)])
        let point = try #require(loadStepPoints(circuit.samples(amperes: -60e-6, from: 80e-6)).last)
        let exact = circuit.impedance(microhertz: 5_000)
        #expect(abs(Double(point.realOhms) - exact.real) < 1 && abs(Double(point.imaginaryOhms) - exact.imaginary) < 1)
    }

    /// Everything that must keep a point from being given, each at several times.
    @Test(arguments: [20, 100, 179, 180, 181, 182, 183, 300, 450, 555])
    func `no point when something happened meanwhile`(_ index: Int) {
        let samples = StepCircuit(ohms: 100, pairs: [(500, 20)]).samples(amperes: 60e-6)
        #expect(loadStepPoints(samples).count == 3)
        func changed(_ change: (inout Sample) -> Void) -> [Sample] {
            var changed = samples
            change(&changed[index])
            return changed
        }
        var missing = samples
        missing.remove(at: index)
        // Two full blocks of a minute are wanted; a sample that is lost early only costs what was before it.
        // The response at 20 and 10 mHz is over 296 s after the step, sample 462; what comes later costs 5 mHz alone.
        let expected = index == 20 ? 3 : index == 555 ? 2 : 0
        #expect(loadStepPoints(missing).count == expected)
        #expect(loadStepPoints(changed { $0.flags.insert(.excitation) }).count == expected)
        #expect(loadStepPoints(changed { $0.flags = $0.flags.subtracting(.voltageValid) }).count == expected)
        #expect(loadStepPoints(changed { $0.flags = $0.flags.subtracting(.currentValid) }).count == expected)
        #expect(loadStepPoints(changed { $0.intervalMicroseconds = 0 }).count == expected)
        #expect(loadStepPoints(changed { $0.currentPicoamperes += 70_000_000 }).count == expected)
    }

    @Test func `small steps and early steps give none`() {
        let circuit = StepCircuit(ohms: 100, pairs: [(500, 20)])
        #expect(loadStepPoints(circuit.samples(amperes: 11e-6)).isEmpty)
        #expect(loadStepPoints(circuit.samples(amperes: 60e-6, step: 110)).isEmpty)
        #expect(loadStepPoints(circuit.samples(amperes: 60e-6, step: 350)).isEmpty)
    }

    /// 10 mHz in less than five minutes from the step, 5 mHz only when the current stays.
    @Test func `the first points come early`() {
        let points = loadStepPoints(StepCircuit(ohms: 100, pairs: [(500, 20)]).samples(amperes: 60e-6, step: 250))
        #expect(points.map(\.frequencyMicrohertz) == [20_000, 10_000])
        for point in points { #expect(point.endMicroseconds < 550_000_000, "\(point)") }
    }

    @Test func `it takes less than a kilobyte`() {
        #expect(MemoryLayout<LoadStepImpedance>.size <= 1_024)
    }

    /// Numbers that no chip gives must not stop the monitor.
    @Test func `extreme samples are survived`() {
        var generator = SeededGenerator(seed: 9)
        var impedance = LoadStepImpedance()
        for _ in 0..<20_000 {
            func any() -> UInt64 {
                [0, 1, .max, 1 << 63, 1_000_000, generator.next(), generator.next() >> 40][Int(generator.next() % 7)]
            }
            let voltage = Int64(bitPattern: any())
            impedance.add(
                Sample(
                    timeMicroseconds: any(), intervalMicroseconds: any(), currentPicoamperes: Int64(bitPattern: any()),
                    voltageNanovolts: voltage, temperatureMillikelvin: 0))
            while impedance.takePoint() != nil {}
        }
    }
}

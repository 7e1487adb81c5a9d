import CellCore

/// The voltage after a step of the current, as the sums that its transform needs.
struct StepResponse: Sendable {
    /// When the current stepped.
    private(set) var startMicroseconds: UInt64 = 0
    /// How long it is taken.
    var lengthMicroseconds: UInt64 = 0
    private var before = VoltageLine()
    /// Change of the slope before the step in V/s².
    private var curvatureBefore: Float = 0
    private var oldLevel: Float = 0
    private var currentSum: Float = 0
    private var currentCount: Float = 0
    /// ∫ v e^(−jωt) dt in V·s.
    private var realSums = InlineArray<3, Float>(repeating: 0)
    private var imaginarySums = InlineArray<3, Float>(repeating: 0)
    /// The last two windows of the response.
    private var windows = (VoltageLine(), VoltageLine())
    private var lastVolts: Float = 0
    private var lastMicroseconds: UInt64 = 0
    private var firstSeconds: Float = 0
    /// What values at the end show of the first piece only through the second, in V·s.
    private var hiddenVoltSeconds: Float = 0

    init() {}

    init(
        before: VoltageLine, earlier: VoltageLine, startMicroseconds: UInt64, lengthMicroseconds: UInt64,
        levelPicoamperes: Float
    ) {
        self.before = before
        self.lengthMicroseconds = lengthMicroseconds
        self.startMicroseconds = startMicroseconds
        oldLevel = levelPicoamperes
        let distance = before.centre - (before.seconds(earlier.originMicroseconds) + earlier.centre)
        curvatureBefore = distance > 0 ? (before.slope - earlier.slope) / distance : 0
    }

    /// True when its length is over.
    func isComplete(at microseconds: UInt64) -> Bool { microseconds >= startMicroseconds &+ lengthMicroseconds }

    /// The voltage against the line from before the step, in volts.
    private func volts(_ nanovolts: Int64, at microseconds: UInt64) -> Float {
        Float(nanovolts &- before.originNanovolts) * 1e-9 - before.value(before.seconds(microseconds))
    }

    /// Takes the sample within which the current stepped.
    mutating func addFirst(_ sample: Sample, _ voltage: SampledVoltage) {
        let end = sample.timeMicroseconds
        lastMicroseconds = end
        firstSeconds = Float(end - startMicroseconds) * 1e-6
        let middle = (end - startMicroseconds) / 2
        switch voltage {
        case .mean:
            // Before the step v is zero, so that the mean over the interval times its length is all there is of it.
            let mean = volts(sample.voltageNanovolts, at: end - sample.intervalMicroseconds / 2)
            sum(mean * Float(sample.intervalMicroseconds) * 1e-6, over: firstSeconds, at: middle)
        case .end:
            lastVolts = volts(sample.voltageNanovolts, at: end)
            sum(lastVolts * firstSeconds, over: firstSeconds, at: middle)
        }
    }

    /// Takes a sample after that; `instant` is when its voltage was.
    mutating func add(_ sample: Sample, at instant: UInt64, _ voltage: SampledVoltage) {
        let end = sample.timeMicroseconds
        let seconds = Float(end - lastMicroseconds) * 1e-6
        let now = volts(sample.voltageNanovolts, at: instant)
        if currentCount == 0, voltage == .end {
            // Back from its end the first piece has the slope of the second.
            hiddenVoltSeconds = (now - lastVolts) / seconds * firstSeconds * firstSeconds / 2
            sum(-hiddenVoltSeconds, over: firstSeconds, at: (lastMicroseconds - startMicroseconds) / 2)
        }
        let value = voltage == .mean ? now : (now + lastVolts) / 2
        let middle = lastMicroseconds + (end - lastMicroseconds) / 2 - startMicroseconds
        sum(value * seconds, over: seconds, at: middle)
        currentSum += Float(sample.currentPicoamperes) - oldLevel
        currentCount += 1
        addToWindow(sample.voltageNanovolts, at: instant)
        lastVolts = now
        lastMicroseconds = end
    }

    private mutating func addToWindow(_ nanovolts: Int64, at instant: UInt64) {
        let left = Int64(lengthMicroseconds) - Int64(bitPattern: instant &- startMicroseconds)
        let length = Int64(LoadStepImpedance.windowMicroseconds)
        guard left < 2 * length else { return }
        if left < length {
            if windows.1.count == 0 { windows.1 = VoltageLine(originMicroseconds: instant, originNanovolts: nanovolts) }
            windows.1.add(nanovolts: nanovolts, at: instant)
        } else {
            if windows.0.count == 0 { windows.0 = VoltageLine(originMicroseconds: instant, originNanovolts: nanovolts) }
            windows.0.add(nanovolts: nanovolts, at: instant)
        }
    }

    /// Adds volts times seconds, spread evenly over `seconds` about a time since the step.
    private mutating func sum(_ voltSeconds: Float, over seconds: Float, at microseconds: UInt64) {
        for index in 0..<3 {
            let phasor = Phasor(microseconds: microseconds, step: LoadStepImpedance.step(index))
            let turn = LoadStepImpedance.omega(index) * seconds
            // sin(x/2)/(x/2), to 10⁻⁵ at 2.5 s.
            let weighted = voltSeconds * (1 - turn * turn * (1.0 / 24))
            realSums[index] += weighted * phasor.real
            imaginarySums[index] -= weighted * phasor.imaginary
        }
    }

    /// The impedance at a frequency; nil when there is too little to tell.
    func point(_ index: Int, microhertz: UInt64, endMicroseconds: UInt64, _ voltage: SampledVoltage)
        -> ImpedancePoint?
    {
        let amperes = currentCount > 0 ? currentSum / currentCount * 1e-12 : 0
        guard amperes != 0, windows.0.count > 2, windows.1.count > 2, before.count > 2 else { return nil }
        let omega = LoadStepImpedance.omega(index)
        let end = StepEnd(before: before, windows.0, windows.1, at: endMicroseconds)
        let phasor = Phasor(microseconds: endMicroseconds - startMicroseconds, step: LoadStepImpedance.step(index))
        // v(T) and the tail, both turned by e^(−jωT); and jω times the sum.
        let tail = end.tail(omega)
        let rest = end.volts + tail.real
        let real = rest * phasor.real + tail.imaginary * phasor.imaginary - omega * imaginarySums[index]
        let imaginary = tail.imaginary * phasor.real - rest * phasor.imaginary + omega * realSums[index]
        let size = (real * real + imaginary * imaginary).squareRoot()
        let timing = omega * (voltage == .mean ? 0.025 * size : hiddenVoltSeconds)
        let bend = curvatureBefore / (omega * omega)
        let response = Float(lengthMicroseconds) * 1e-6
        let square =
            end.noiseVariance(omega, response, before, count: currentCount) + timing * timing + bend * bend
            + tail.truncation * tail.truncation
        let ohms = 1 / amperes
        return ImpedancePoint(
            endMicroseconds: endMicroseconds, frequencyMicrohertz: microhertz, realOhms: real * ohms,
            imaginaryOhms: imaginary * ohms, standardErrorOhms: square.squareRoot() * (ohms < 0 ? -ohms : ohms),
            method: .loadStep)
    }
}

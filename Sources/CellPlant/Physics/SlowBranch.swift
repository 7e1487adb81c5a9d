import RealModule

/// Film and hybrid interlayer of one electrode at full contact, beside the film's chemical capacitance.
///
/// v = R·i + η·asinh(i/2I₀) with C·dv/dt = I − i, I the electrode's whole current and i what goes through film and
/// interlayer. So d(I − i)/dt = −(I − i)/τ(i), τ = C·dv/di.
struct SlowBranch: Sendable {
    /// R, the film by depth, in Ω.
    var filmOhms = 0.0
    /// η = u·2RT/F in V, u the activation of the film.
    var interlayerVolts = 0.0
    /// 1/(2I₀) in 1/A.
    var perAmpere = 0.0
    /// C in F.
    var farads = 1.0

    /// dv/di in Ω.
    @inline(__always)
    func ohms(_ amperes: Double) -> Double {
        let x = amperes * perAmpere
        return filmOhms + interlayerVolts * perAmpere / (1 + x * x).squareRoot()
    }

    /// v in V.
    @inline(__always)
    func volts(_ amperes: Double) -> Double {
        filmOhms * amperes + interlayerVolts * Physical.asinh(amperes * perAmpere)
    }

    /// How far I − i falls in a step at constant I: E and what is left, e^(−E); exact for any length.
    ///
    /// With x = i/2I₀, a = I/2I₀ and E = ln((a − x₀)/(a − x)), dt = C·(dv/di)·dE integrates to
    /// t = C·(R·E + η/(2I₀·√(1 + a²))·(E + ln N(x)/N(x₀))), N(x) = 1 + a·x + √((1 + a²)(1 + x²)), which rises with E; Newton's
    /// method finds it. Cost: an exponential; while the branch is far from settled some five more and as many logarithms.
    @inline(__always)
    func exponent(_ slow: Double, towards target: Double, seconds: Double) -> (value: Double, kept: Double) {
        let first = ohms(slow)
        let exponent = seconds / (first * farads)
        // 10 µV of the way left: the time constant will not change by more than a part in a thousand, 10 nV of it.
        guard ((target - slow) * first).magnitude > 1e-5 else { return (exponent, .exp(-exponent)) }
        return exponentFarAway(slow, towards: target, seconds: seconds, guess: exponent)
    }

    @inline(never)
    private func exponentFarAway(
        _ slow: Double, towards target: Double, seconds: Double, guess: Double
    ) -> (value: Double, kept: Double) {
        let end = target * perAmpere
        let start = slow * perAmpere
        let steepness = 1 + end * end
        let share = interlayerVolts * perAmpere / steepness.squareRoot()
        let before = SlowBranch.numerator(start, end)
        var exponent = guess
        var kept = Double.exp(-exponent)
        for _ in 0..<50 {
            let x = end - (end - start) * kept
            let time =
                farads
                * (filmOhms * exponent + share * (exponent + .log(SlowBranch.numerator(x, end) / before)))
            let slope = farads * (filmOhms + interlayerVolts * perAmpere / (1 + x * x).squareRoot())
            let change = (seconds - time) / slope
            exponent = max(exponent + change, exponent / 8)
            kept = .exp(-exponent)
            // Newton's method squares its error: a part in 10¹² of what is left of the way.
            if change.magnitude < 1e-6 || kept < 1e-12 && change > -1 { break }
        }
        return (exponent, kept)
    }

    /// N(x), without cancelling where a·x is negative.
    @inline(__always)
    private static func numerator(_ x: Double, _ end: Double) -> Double {
        let sum = 1 + end * x
        let root = ((1 + end * end) * (1 + x * x)).squareRoot()
        return sum >= 0 ? sum + root : max((end - x) * (end - x) / (root - sum), 1e-300)
    }
}

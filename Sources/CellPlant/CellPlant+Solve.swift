import RealModule

/// The terminal voltage at the end of a step as a function of the current through the cell, which rises everywhere.
///
/// V(I) = e + R·I + n·v_slow(i(I)) + U(x_s(I)) + (2RT/F)·asinh(I/2I₀), with what the step leaves of the past in `e`.
struct Balance {
    /// Linear part: volts without current, and ohms.
    var restVolts = 0.0
    var ohms = 0.0
    /// Film and interlayer of one electrode: what the step leaves of their current, and amperes for each of the cell's.
    var slowRest = 0.0
    var slowShare = 0.0
    /// TiS₂: surface content without the current of the end; its change per ampere is in `StepFactors`.
    var surfaceRest = 0.0
}

/// What holds the cell: a current, or a voltage.
struct Target: Equatable, Sendable {
    var isVoltage = false
    var value = 0.0

    init() {}

    init(_ drive: Drive) {
        switch drive {
        case .current(let amperes): value = amperes
        case .voltage(let volts):
            value = volts
            isVoltage = true
        case .rest: value = 0
        }
    }
}

extension CellPlant {
    /// All that the step's end depends on but its current; the current runs straight from `cellAmperes` to it. `guess` is
    /// about what it will be.
    @inline(__always)
    func balance(seconds: Double, guess: Double) -> Balance {
        var balance = Balance()
        let start = cellAmperes
        let inert = (pairAmperes * stepFactors.sharesKept).total + stepFactors.interfaceStart * start
        let elastance = 0.5 * seconds / blockingFarads
        balance.restVolts = point.interfaceOhms * inert + blockingVolts + elastance * start
        balance.ohms =
            point.electrolyteOhms + point.dielectricOhms + point.interfaceOhms * stepFactors.interfaceEnd
            + elastance
        if hasCoating {
            let exponent = point.slow.exponent(
                slowAmperes, towards: 0.5 * (start + guess) * point.localShare, seconds: seconds)
            let relaxed = Relaxation(exponent.value, kept: exponent.kept)
            balance.slowRest = relaxed.kept * slowAmperes + relaxed.start * start * point.localShare
            balance.slowShare = relaxed.end * point.localShare
        }
        if hasCathode {
            balance.surfaceRest =
                content + (modes.leads * stepFactors.modeDecays).total + stepFactors.surfaceStart * start
        }
        return balance
    }

    /// Volts and dV/dI at a current in A.
    @inline(__always)
    func evaluate(_ balance: borrowing Balance, _ amperes: Double) -> (volts: Double, slope: Double) {
        var volts = balance.restVolts + amperes * balance.ohms
        var slope = balance.ohms
        if hasCoating {
            let slow = balance.slowRest + balance.slowShare * amperes
            volts += electrodes * point.slow.volts(slow)
            slope += electrodes * balance.slowShare * point.slow.ohms(slow)
        }
        if hasCathode {
            let open = openCircuit(surface: balance.surfaceRest + stepFactors.surfaceEnd * amperes)
            let argument = amperes * point.transferPerAmpere
            volts += open.volts + point.transferVolts * Physical.asinh(argument)
            slope +=
                open.slope * stepFactors.surfaceEnd
                + point.transferVolts * point.transferPerAmpere / (1 + argument * argument).squareRoot()
        }
        return (volts, slope)
    }

    /// The current through the cell, and its voltage under a target with a conductance across the terminals.
    ///
    /// Newton's method between bounds that close in; one evaluation where the current has hardly changed.
    @inline(__always)
    mutating func solve(
        _ target: Target, siemens: Double, _ balance: borrowing Balance, guess: Double
    ) -> (amperes: Double, volts: Double) {
        if !target.isVoltage && siemens < CellPlant.negligibleSiemens {
            // The current is as good as known; no slope is needed for what a leak like that leaves of it.
            let volts = evaluate(balance, guess).volts
            let amperes = target.value - siemens * volts
            if (amperes - guess).magnitude < 1e-11 { return (amperes, volts) }
        }
        return search(target, siemens: siemens, balance, guess: guess)
    }

    /// A leak below this changes the cell's current by less than 10 nA a volt.
    private static var negligibleSiemens: Double { 1e-8 }

    @inline(never)
    private mutating func search(
        _ target: Target, siemens: Double, _ balance: borrowing Balance, guess: Double
    ) -> (amperes: Double, volts: Double) {
        var amperes = guess
        var lower = -Double.infinity
        var upper = Double.infinity
        var volts = 0.0
        for _ in 0..<100 {
            let end = evaluate(balance, amperes)
            let slope = end.slope
            let miss = target.isVoltage ? end.volts - target.value : amperes + siemens * end.volts - target.value
            let steepness = target.isVoltage ? slope : 1 + siemens * slope
            if miss > 0 { upper = amperes } else { lower = amperes }
            var change = -miss / steepness
            let isNear = change.magnitude * slope < 1e-8
            // Out of bounds: to their middle. Near the end the bounds are no better than rounding.
            if !isNear && !(amperes + change >= lower && amperes + change <= upper) {
                change = (lower + upper) / 2 - amperes
            }
            volts = end.volts + slope * change
            amperes += change
            if isNear { break }
        }
        return (amperes, volts)
    }

    /// Conductance across the terminals: leak, dendrite and the electrolyte's electrons.
    @inline(__always)
    var totalSiemens: Double { leakSiemens + dendrite.siemens + electronicSiemens }
}

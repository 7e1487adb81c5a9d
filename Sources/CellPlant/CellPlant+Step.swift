extension CellPlant {
    /// The longest and the shortest step that the plant takes inside, in seconds.
    private static var longest: Double { 60 }
    private static var shortest: Double { 1e-3 }
    /// By how much temperature and the cell's own current may move in a step inside: kelvin, share, and amperes.
    private static var kelvinOfError: Double { 0.05 }
    private static var shareOfError: Double { 0.05 }
    private static var amperesOfError: Double { 2e-8 }

    /// Drives the cell for a time at an ambient temperature.
    ///
    /// Exact on the grid asked for; inside it goes in as many steps as it takes. A current that drives the voltage out of
    /// `window` ends the step at that very time (to 1 µs), which `seconds` and `event` of the reading tell.
    /// Cost: 0.1…0.3 µs for a step like the one before (`make bench`).
    /// - Throws: `PlantError` for a length outside 1 µs…1 h, a temperature outside −40…85 °C, a current outside ±1 A, a
    ///   voltage outside ±10 V, a leak outside 0…1000 S. Nothing has changed then.
    public mutating func step(
        _ drive: Drive, seconds: Double, ambientKelvin: Double
    ) throws(PlantError) -> PlantReading {
        switch drive {
        case .current(let amperes): try PlantError.check(amperes, in: -1...1, "current in A")
        case .voltage(let volts): try PlantError.check(volts, in: -10...10, "voltage in V")
        case .rest: break
        }
        try PlantError.check(seconds, in: 1e-6...3600, "length of a step in s")
        try PlantError.check(ambientKelvin, in: 233.15...358.15, "ambient temperature in K")
        try PlantError.check(leakSiemens, in: 0...1e3, "leak in S")
        return advance(Target(drive), seconds: seconds, ambient: ambientKelvin)
    }

    @inline(__always)
    private mutating func advance(_ target: Target, seconds: Double, ambient: Double) -> PlantReading {
        var left = seconds
        var coulombs = 0.0
        var event: PlantEvent?
        while left > 1e-9 {
            let siemens = totalSiemens
            if target != lastTarget || siemens != lastSiemens {
                let volts = leap(to: target, siemens: siemens)
                if let side = cutOff(target, volts) { return refusal(side, seconds - left, coulombs) }
            }
            let rate = growsDendrite ? dendrite.rate(isPlating: isPlating, law: parameters.dendrite) : 0
            let untilEvent = rate > 0 ? dendrite.secondsToEvent(rate: rate) : .infinity
            let outcome = carefulAttempt(target, siemens: siemens, atMost: min(left, max(untilEvent, 1e-9)), ambient)
            if let side = cutOff(target, outcome.volts) {
                let inside = partWithin(target, siemens: siemens, of: outcome.seconds, side, ambient)
                let part = attempt(target, siemens: siemens, seconds: inside, ambient)
                coulombs += part.terminalAmperes * inside
                take(part, rate: rate)
                return refusal(side, seconds - left + inside, coulombs)
            }
            coulombs += outcome.terminalAmperes * outcome.seconds
            if let through = take(outcome, rate: rate) { event = through }
            left -= outcome.seconds
            if untilEvent <= outcome.seconds {
                let change = dendrite.change(law: parameters.dendrite)
                if event != .hardShort { event = change }
            }
        }
        return reading(seconds, coulombs, event: event)
    }

    /// What a step would end in.
    struct Outcome {
        var seconds: Double
        /// Through the cell at the end and on average, and through its terminals on average.
        var amperes: Double
        var meanAmperes: Double
        var terminalAmperes: Double
        var volts: Double
        var slowAmperes: Double
        var thermal: ThermalNodes
        /// Largest of the errors, each relative to what is allowed.
        var error: Double
    }

    /// Halves until the errors are small enough; lengthens the next one where they are small.
    @inline(__always)
    private mutating func carefulAttempt(
        _ target: Target, siemens: Double, atMost limit: Double, _ ambient: Double
    ) -> Outcome {
        var outcome = attempt(target, siemens: siemens, seconds: min(limit, pace), ambient)
        if outcome.error > 1 && outcome.seconds > CellPlant.shortest {
            repeat {
                outcome = attempt(
                    target, siemens: siemens, seconds: max(outcome.seconds / 2, CellPlant.shortest), ambient)
            } while outcome.error > 1 && outcome.seconds > CellPlant.shortest
            pace = outcome.seconds
        } else if outcome.error < 0.25 {
            pace = min(max(pace, 2 * outcome.seconds), CellPlant.longest)
        }
        return outcome
    }

    /// Computes a step without taking it.
    @inline(__always)
    mutating func attempt(_ target: Target, siemens: Double, seconds: Double, _ ambient: Double) -> Outcome {
        stepFactors.prepare(
            seconds: seconds, point, spectrum, parameters.thermal,
            cathodeCoulombs: hasCathode ? cathodeCoulombs : nil)
        let start = cellAmperes
        var guess = target.isVoltage ? start : target.value - siemens * lastVolts
        var balance = balance(seconds: seconds, guess: guess)
        var solution = solve(target, siemens: siemens, balance, guess: guess)
        if hasCoating && (solution.amperes - guess).magnitude > 1e-3 * solution.amperes.magnitude {
            // The slow branch was led by a guess that turned out to be another current.
            guess = solution.amperes
            balance = self.balance(seconds: seconds, guess: guess)
            solution = solve(target, siemens: siemens, balance, guess: guess)
        }
        let amperes = solution.amperes
        let terminal = target.isVoltage ? 0.5 * (start + amperes) + siemens * solution.volts : target.value
        let watts = (solution.volts - point.meanVolts) * amperes + siemens * solution.volts * solution.volts
        var nodes = thermal
        nodes.step(stepFactors.thermal, watts: watts, ambient: ambient)
        nodes.limit()
        let currentError =
            (amperes - start).magnitude
            / (CellPlant.shareOfError * max(amperes.magnitude, start.magnitude) + CellPlant.amperesOfError)
        let error = max(currentError, (nodes.pellet - thermal.pellet).magnitude / CellPlant.kelvinOfError)
        return Outcome(
            seconds: seconds, amperes: amperes, meanAmperes: 0.5 * (start + amperes), terminalAmperes: terminal,
            volts: solution.volts,
            slowAmperes: balance.slowRest + balance.slowShare * amperes, thermal: nodes, error: error)
    }

    /// The current that a new load or leak starts with, when only what answers at once has answered; returns its volts.
    @inline(never)
    private mutating func leap(to target: Target, siemens: Double) -> Double {
        lastTarget = target
        lastSiemens = siemens
        swap(&stepFactors, &instantFactors)
        defer { swap(&stepFactors, &instantFactors) }
        let guess = target.isVoltage ? cellAmperes : target.value - siemens * lastVolts
        let start = solve(target, siemens: siemens, balance(seconds: 0, guess: guess), guess: guess)
        cellAmperes = start.amperes
        return start.volts
    }

    /// The end of a step that the cell could not carry on: its voltage is that of the cut-off.
    private mutating func refusal(_ side: PlantEvent, _ seconds: Double, _ coulombs: Double) -> PlantReading {
        lastVolts = side == .lowerCutOff ? window.lowerBound : window.upperBound
        lastTarget = nil
        return reading(seconds, coulombs, event: side)
    }

    @inline(__always)
    private var isPlating: Bool { hasCathode ? cellAmperes > 0 : electrodes > 1.5 && cellAmperes != 0 }

    @inline(__always)
    private func cutOff(_ target: Target, _ volts: Double) -> PlantEvent? {
        guard !target.isVoltage else { return nil }
        if target.value > 0 && !(volts <= window.upperBound) { return .upperCutOff }
        if target.value < 0 && !(volts >= window.lowerBound) { return .lowerCutOff }
        return nil
    }

    /// The longest part of a step that stays inside the window, by halving, to 1 µs.
    private mutating func partWithin(
        _ target: Target, siemens: Double, of step: Double, _ side: PlantEvent, _ ambient: Double
    ) -> Double {
        var inside = 0.0
        var outside = step
        while outside - inside > 1e-6 {
            let middle = (inside + outside) / 2
            let volts = attempt(target, siemens: siemens, seconds: middle, ambient).volts
            if cutOff(target, volts) == nil { inside = middle } else { outside = middle }
        }
        return max(inside, 1e-9)
    }

    private func reading(_ seconds: Double, _ coulombs: Double, event: PlantEvent?) -> PlantReading {
        PlantReading(
            volts: lastVolts, meanAmperes: seconds > 0 ? coulombs / seconds : 0, kelvin: thermal.pellet,
            stateOfCharge: stateOfCharge, seconds: seconds, event: event)
    }
}

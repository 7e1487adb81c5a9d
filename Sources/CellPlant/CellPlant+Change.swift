import RealModule

extension CellPlant {
    /// What changes over minutes and hours is brought up to date this often, in seconds.
    private static var slowSeconds: Double { 10 }
    /// The temperature of the operating point may lag by this much, in K: 7·10⁻⁵ of a resistance.
    private static var kelvinOfLag: Double { 1e-3 }

    /// Makes a step's outcome the state. Returns the hard short when the dendrite has gone through.
    @discardableResult
    @inline(__always)
    mutating func take(_ outcome: borrowing Outcome, rate: Double) -> PlantEvent? {
        let amperes = outcome.amperes
        let seconds = outcome.seconds
        pairAmperes =
            pairAmperes * stepFactors.pairDecays + cellAmperes * stepFactors.pairStarts + amperes * stepFactors.pairEnds
        slowAmperes = outcome.slowAmperes
        let coulombs = outcome.meanAmperes * seconds
        if hasCathode { takeIntoCathode(coulombs, amperes: amperes) }
        if electrodes > 0 {
            foils[0] += coulombs
            if electrodes > 1.5 { foils[1] -= coulombs }
            pending.coulombs += coulombs
            pending.throughput += coulombs.magnitude
            if coulombs > 0 || electrodes > 1.5 { pending.plated += coulombs.magnitude }
        } else {
            blockingVolts += coulombs / blockingFarads
        }
        cellAmperes = amperes
        lastVolts = outcome.volts
        thermal = outcome.thermal
        pending.seconds += seconds
        if growsDendrite && rate > 0 { dendrite.wait(seconds: seconds, rate: rate) }
        if (thermal.pellet - point.kelvin).magnitude > CellPlant.kelvinOfLag { followTemperature() }
        return pending.seconds >= CellPlant.slowSeconds ? changeSlowly() : nil
    }

    @inline(__always)
    private mutating func takeIntoCathode(_ coulombs: Double, amperes: Double) {
        let change = -coulombs / cathodeCoulombs
        modes.leads =
            modes.leads * stepFactors.modeDecays + cellAmperes * stepFactors.modeStarts
            + amperes * stepFactors.modeEnds
        content += change
        if content > largestContent {
            largestContent = content
            trappedContent = cathode.trappedShare * content
        }
        if coulombs > 0 && firstState > 0 {
            firstState = max(firstState - coulombs / cathode.firstChargeCoulombs, 0)
        }
        // dh = (±1 − h)·|dx|/w, implicitly: never beyond ±1. Source: Plett, J. Power Sources 134 (2004) 262, eq. 5.
        let way = change.magnitude / cathode.hysteresisContent
        hysteresis = (hysteresis + (coulombs > 0 ? way : -way)) / (1 + way)
    }

    /// Grows interphase, film and dendrite and moves the contacts by what has passed since the last time.
    @inline(never)
    mutating func changeSlowly() -> PlantEvent? {
        let passed = pending
        pending = Pending()
        let sodium = parameters.sodium
        if electrodes > 0 {
            let areal = passed.throughput / sodium.area
            let grown = interphase.grow(
                seconds: passed.seconds, throughput: areal, factor: point.growth, sodium)
            takeSodium(grown * sodium.coulombsPerOhm)
            if hasCoating { takeSodium(into: film.pass(areal)) }
            contact.pass(passed.coulombs / sodium.area / 3.6, loss: sodium.contactLoss, regain: sodium.contactRegain)
        }
        let event = penetrate(passed)
        followGrowth()
        return event
    }

    /// Sodium for a film whose mean content grew by so much.
    mutating func takeSodium(into content: Double) {
        takeSodium(content * coating.capacity * coating.thickness * parameters.sodium.area)
    }

    private mutating func takeSodium(_ coulombs: Double) {
        foils[0] -= coulombs
        if electrodes > 1.5 { foils[1] -= coulombs }
    }

    /// Counts the plating and lets the dendrite grow by it.
    private mutating func penetrate(_ passed: Pending) -> PlantEvent? {
        guard passed.plated > 0 else { return nil }
        let law = parameters.dendrite
        let area = parameters.sodium.area / point.localShare
        // With an exponent of 1 it is the charge alone.
        var hours = passed.plated / (3600 * 1e-4 * area) * point.penetration
        if law.currentExponent != 1 {
            hours *= .pow(passed.plated / passed.seconds / (1e-4 * area), law.currentExponent - 1)
        }
        platingHours += hours
        guard growsDendrite, dendrite.state != .bridged, dendrite.plate(hours: hours, law: law) else { return nil }
        dendrite.bridge(law: law)
        return .hardShort
    }
}

/// What has passed since the slow changes were brought up to date.
struct Pending: Equatable, Sendable {
    var seconds = 0.0
    /// Net charge, charge either way, and charge that plated a foil; in C.
    var coulombs = 0.0
    var throughput = 0.0
    var plated = 0.0
}

extension LayerFit {
    /// What one variable of the fit is.
    enum Variable {
        case seriesOhms
        case ohms(Int)
        case seconds(Int)
        case exponent(Int)
        case inductance
    }

    /// The variable of a column, in the order of `LayerModel.linearise`.
    func variable(_ column: Int) -> Variable {
        if column == 0 { return .seriesOhms }
        var next = 1
        for index in 0..<typical.arcCount {
            if column == next { return .ohms(index) }
            if column == next + 1 { return .seconds(index) }
            next += 2
            if typical.storage[index].fitsExponent {
                if column == next { return .exponent(index) }
                next += 1
            }
        }
        return .inductance
    }

    /// The factor, or for an exponent the sum, by which a step moves a variable.
    private func move(_ circuit: inout LayerCircuit, _ column: Int, by step: Float) {
        switch variable(column) {
        case .seriesOhms: circuit.seriesOhms *= CellMath.exponential(step)
        case .ohms(let index): circuit.storage[index].ohms *= CellMath.exponential(step)
        case .seconds(let index): circuit.storage[index].seconds *= CellMath.exponential(step)
        case .exponent(let index): circuit.storage[index].exponent += step
        case .inductance: circuit.inductanceHenries *= CellMath.exponential(step)
        }
    }

    /// By how much a variable differs between two circuits.
    private func difference(_ from: LayerCircuit, _ to: LayerCircuit, _ column: Int) -> Float {
        switch variable(column) {
        case .seriesOhms: CellMath.naturalLogarithm(to.seriesOhms / from.seriesOhms)
        case .ohms(let index): CellMath.naturalLogarithm(to.storage[index].ohms / from.storage[index].ohms)
        case .seconds(let index): CellMath.naturalLogarithm(to.storage[index].seconds / from.storage[index].seconds)
        case .exponent(let index): to.storage[index].exponent - from.storage[index].exponent
        case .inductance: CellMath.naturalLogarithm(to.inductanceHenries / from.inductanceHenries)
        }
    }

    /// Largest change in one step: a factor of 7, or 0.2 in an exponent.
    private func longest(_ column: Int) -> Float {
        if case .exponent = variable(column) { return 0.2 }
        return 2
    }

    /// At which limit a variable stands: −1 its lower one, 1 its upper one, 0 none.
    func limit(_ circuit: LayerCircuit, _ column: Int) -> Int {
        func side(_ value: Float, _ middle: Float) -> Int {
            value <= middle * 1e-3 ? -1 : (value >= middle * 1e3 ? 1 : 0)
        }
        switch variable(column) {
        case .seriesOhms: return side(circuit.seriesOhms, typical.seriesOhms)
        case .inductance: return side(circuit.inductanceHenries, typical.inductanceHenries)
        case .ohms(let index): return side(circuit.storage[index].ohms, typical.storage[index].ohms)
        case .seconds(let index): return side(circuit.storage[index].seconds, typical.storage[index].seconds)
        case .exponent(let index):
            let exponent = circuit.storage[index].exponent
            if exponent <= LayerCircuit.exponents.lowerBound { return -1 }
            return exponent >= LayerCircuit.exponents.upperBound ? 1 : 0
        }
    }

    /// Whether two arcs have run into one another.
    func hasMergedArcs(_ circuit: LayerCircuit) -> Bool {
        var index = 1
        while index < circuit.arcCount {
            if circuit.storage[index].seconds
                < LayerCircuit.leastRatio * 1.000_01 * circuit.storage[index - 1].seconds
            {
                return true
            }
            index += 1
        }
        return false
    }

    /// One step of Levenberg and Marquardt.
    mutating func descend() {
        round += 1
        guard round <= LayerFit.startRoundLimit, rounds < LayerFit.roundLimit - 1, sum > 0 else {
            return endStart(isConverged: sum == 0)
        }
        let count = system.unknowns
        let (next, promised) = proposal()
        // The residuals' variance, or where they are but the rounding of `Float` that: 10⁻⁶ of what was measured.
        let least = measuredSquare * 1e-12
        let variance = (sum > least ? sum : least) / Float(freedom)
        if promised <= 1e-6 * variance, damping < 0.1 || promised <= 1e-9 * variance {
            current = next
            return endStart(isConverged: !hasMergedArcs(next))
        }
        let rows = linearised(next)
        rounds += 1
        let square = squaredSum(rows)
        let gain = (sum - square) / promised
        // A promise below the rounding of the sums cannot be held against them.
        let isBlind = promised <= 1e-4 * sum && square <= sum * 1.000_1
        guard square.isFinite, gain > 0 || isBlind, count > 0 else {
            damping *= growth
            growth *= 2
            if damping > 1e8 { endStart(isConverged: false) }
            return
        }
        if gain > 0.75 || isBlind {
            damping *= 0.1
        } else {
            let factor = 2 * gain - 1
            damping *= 1 - factor * factor * factor
        }
        if damping < 1e-7 { damping = 1e-7 }
        growth = 2
        current = next
        system = rows
        sum = square
    }

    /// The next circuit, and by how much the linear model falls on the way.
    private func proposal() -> (LayerCircuit, promised: Float) {
        let system = system
        let count = system.unknowns
        var held = InlineArray<11, Bool>(repeating: false)
        var step = InlineArray<11, Float>(repeating: 0)
        var largest: Float = 0
        var lengths = InlineArray<11, Float>(repeating: 0)
        for column in 0..<count {
            lengths[column] = system.length(ofColumn: column)
            if lengths[column] > largest { largest = lengths[column] }
        }
        let root = damping.squareRoot()
        for _ in 0...count {
            var rows = system
            for column in 0..<count {
                let own = lengths[column]
                var row = InlineArray<11, Float>(repeating: 0)
                row[column] = held[column] ? 1e4 * largest : root * (own > 1e-3 * largest ? own : 1e-3 * largest)
                rows.include(&row, from: column)
            }
            step = rows.solution()
            var hasNew = false
            for column in 0..<count where !held[column] {
                let side = limit(current, column)
                if side < 0 && step[column] < 0 || side > 0 && step[column] > 0 {
                    held[column] = true
                    hasNew = true
                }
            }
            if !hasNew { break }
        }
        var next = current
        for column in 0..<count {
            let longest = longest(column)
            step[column] = held[column] ? 0 : CellMath.limited(step[column], to: -longest...longest)
            if step[column] != 0 { move(&next, column, by: step[column]) }
        }
        if keepLimits(&next) {
            for column in 0..<count { step[column] = difference(current, next, column) }
        }
        return (next, promise(of: step))
    }

    /// ‖b‖² − ‖b − R·δ‖²; a small positive number where limits have spoilt the step.
    private func promise(of step: InlineArray<11, Float>) -> Float {
        // A local one: a property's element costs a copy of the property.
        let system = system
        let last = system.unknowns
        var fall: Float = 0
        var scale: Float = 0
        for row in 0..<last {
            var moved: Float = 0
            for column in row..<last { moved += system.element(row, column) * step[column] }
            let before = system.element(row, last)
            fall += moved * (2 * before - moved)
            scale += moved * moved
        }
        return fall > 0 ? fall : (scale > 0 ? scale : Float.leastNormalMagnitude)
    }
}

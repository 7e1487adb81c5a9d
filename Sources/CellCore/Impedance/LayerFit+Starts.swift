extension LayerFit {
    /// Takes the place of the next start.
    mutating func begin() {
        if start > 1 { current = otherStart(start) }
        keepLimits(&current)
        system = linearised(current)
        sum = squaredSum(system)
        damping = 1e-2
        growth = 2
        round = 0
        rounds += 1
        if sum.isFinite { phase = .descend } else { endStart(isConverged: false) }
    }

    /// Starts beside the typical values: all resistances in the ratio of what is measured to what is typical at constant
    /// capacitance, as after a change of temperature; and neighbouring arcs closer together or further apart by a factor of 3.
    private func otherStart(_ number: Int) -> LayerCircuit {
        var circuit = typical
        let model = LayerModel(typical)
        var logarithm: Float = 0
        let points = spectrum.storage.span
        for index in 0..<spectrum.count {
            let point = points[index]
            let value = model.impedance(omega: 2 * Float.pi * point.hertz)
            let square = value.real * value.real + value.imaginary * value.imaginary
            logarithm += CellMath.naturalLogarithm(point.magnitudeOhms / square.squareRoot())
        }
        let ratio = CellMath.exponential(
            CellMath.limited(logarithm / Float(spectrum.count), to: -4...4))
        circuit.seriesOhms *= ratio
        for index in 0..<circuit.arcCount {
            let isOdd = index % 2 == 1
            let shift: Float = number == 2 ? 1 : ((number == 3) == isOdd ? 3 : 1.0 / 3)
            circuit.storage[index].ohms *= ratio
            circuit.storage[index].seconds *= ratio * shift
        }
        return circuit
    }

    /// Ends a start: the next one, or the end.
    mutating func endStart(isConverged: Bool) {
        // Two starts in the lowest minimum: the others are spared. A part in 1000 is below what noise does to it.
        let isRepeated = isConverged && bestIsConverged && CellMath.magnitude(sum - bestSum) <= 1e-3 * bestSum
        if sum.isFinite && (isConverged == bestIsConverged ? sum < bestSum : isConverged) {
            best = current
            bestSum = sum
            bestIsConverged = isConverged
            bestStart = start
        }
        let isExplained = weighting == .proportional || sum <= Float(freedom) * ChiSquare.limit(freedom: freedom)
        let isOver = start >= LayerFit.startLimit - 1 || rounds >= LayerFit.roundLimit - 1
        if isOver || isRepeated || start == 0 && isConverged && isExplained {
            phase = .finish
            return
        }
        start += 1
        if start == 1 { current = typical }
        phase = .begin
    }

    /// Puts what has left its limits back to them; true when something had.
    @discardableResult
    func keepLimits(_ circuit: inout LayerCircuit) -> Bool {
        var isCut = false
        func keep(_ value: inout Float, near middle: Float) {
            let inside = CellMath.limited(value, to: middle * 1e-3...middle * 1e3)
            if inside != value {
                value = inside
                isCut = true
            }
        }
        keep(&circuit.seriesOhms, near: typical.seriesOhms)
        if circuit.hasInductance { keep(&circuit.inductanceHenries, near: typical.inductanceHenries) }
        for index in 0..<circuit.arcCount {
            keep(&circuit.storage[index].ohms, near: typical.storage[index].ohms)
            keep(&circuit.storage[index].seconds, near: typical.storage[index].seconds)
            let exponent = CellMath.limited(circuit.storage[index].exponent, to: LayerCircuit.exponents)
            if exponent != circuit.storage[index].exponent {
                circuit.storage[index].exponent = exponent
                isCut = true
            }
        }
        // The order: two that come too close part from their middle; those that this moves into a third push it along.
        let ratio = LayerCircuit.leastRatio
        for pass in 0..<2 {
            var index = 1
            while index < circuit.arcCount {
                let before = circuit.storage[index - 1].seconds
                let after = circuit.storage[index].seconds
                if after < ratio * before * 0.999_999 {
                    let upper = pass == 0 ? (before * ratio).squareRoot() * after.squareRoot() : ratio * before
                    circuit.storage[index].seconds = upper
                    circuit.storage[index - 1].seconds = upper / ratio
                    isCut = true
                }
                index += 1
            }
        }
        return isCut
    }
}

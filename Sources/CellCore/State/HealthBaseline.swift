/// What a cell was when it was first known well, to which later capacity and resistance are compared.
///
/// A cell's kind may spread by more than it ages, so the cell's own first value is its 1. Nothing of it is a count of cycles.
struct HealthBaseline: Equatable, Sendable {
    /// A value is known well from this relative deviation down.
    private static var knownDeviation: Float { 0.02 }

    private var perCapacity: Float = 0
    private var polarisation: Float = 0

    /// Takes over what is known well for the first time. Cost: two comparisons.
    mutating func learn(_ filter: borrowing StateFilter) {
        if perCapacity == 0 { perCapacity = HealthBaseline.known(filter, StateFilter.Part.perCapacity) }
        if polarisation == 0 { polarisation = HealthBaseline.known(filter, StateFilter.Part.polarisation) }
    }

    private static func known(_ filter: borrowing StateFilter, _ part: Int) -> Float {
        let value = filter.mean[part]
        let limit = value * knownDeviation
        return filter.variance(part) <= limit * limit ? value : 0
    }

    /// Capacity over the first; absent before there was one.
    func byCapacity(_ filter: borrowing StateFilter) -> Bounded? {
        HealthBaseline.ratio(perCapacity, filter, StateFilter.Part.perCapacity)
    }

    /// First resistance over the present; absent before there was one.
    func byResistance(_ filter: borrowing StateFilter) -> Bounded? {
        HealthBaseline.ratio(polarisation, filter, StateFilter.Part.polarisation)
    }

    private static func ratio(_ first: Float, _ filter: borrowing StateFilter, _ part: Int) -> Bounded? {
        guard first > 0 else { return nil }
        let value = filter.mean[part]
        let half = StateTuning.coverage * filter.variance(part).squareRoot()
        return Bounded(
            value: first / value, lower: first / (value + half),
            upper: first / CellMath.limited(value - half, to: 0.05...100))
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&perCapacity)
        coder.code(&polarisation)
    }
}

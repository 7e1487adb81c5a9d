/// An estimate with the interval that is stated to contain the truth. The unit is that of the property that holds it.
public struct Bounded: Equatable, Sendable {
    /// The estimate.
    public var value: Float
    /// The lower bound.
    public var lower: Float
    /// The upper bound.
    public var upper: Float

    /// An estimate with its bounds, all in the same unit.
    public init(value: Float, lower: Float, upper: Float) {
        self.value = value
        self.lower = lower
        self.upper = upper
    }
}

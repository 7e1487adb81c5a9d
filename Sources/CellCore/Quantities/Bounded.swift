/// An estimate with the interval that is stated to contain the truth. The unit is that of the property that holds it.
public struct Bounded: Equatable, Sendable {
    public var value: Float
    public var lower: Float
    public var upper: Float

    public init(value: Float, lower: Float, upper: Float) {
        self.value = value
        self.lower = lower
        self.upper = upper
    }
}

/// A straight line through voltages over time, from running sums: no value is kept.
///
/// Times are seconds and values volts against an origin, so that `Float` keeps a microvolt of some millivolts.
struct VoltageLine: Sendable {
    /// What times and values count from.
    private(set) var originMicroseconds: UInt64
    private(set) var originNanovolts: Int64
    /// Number of values.
    private(set) var count: Float = 0
    private var sumT: Float = 0
    private var sumV: Float = 0
    private var sumTT: Float = 0
    private var sumTV: Float = 0
    private var lastValues: (Float, Float) = (0, 0)
    private var sumSquares: Float = 0
    private var squareCount: Float = 0

    init(originMicroseconds: UInt64 = 0, originNanovolts: Int64 = 0) {
        self.originMicroseconds = originMicroseconds
        self.originNanovolts = originNanovolts
    }

    /// Seconds from the origin, which may lie on either side.
    func seconds(_ microseconds: UInt64) -> Float {
        Float(Int64(bitPattern: microseconds &- originMicroseconds)) * 1e-6
    }

    /// Takes a value.
    mutating func add(nanovolts: Int64, at microseconds: UInt64) {
        let t = seconds(microseconds)
        let v = Float(nanovolts &- originNanovolts) * 1e-9
        count += 1
        sumT += t
        sumV += v
        sumTT += t * t
        sumTV += t * v
        if count > 2 {
            let difference = v - 2 * lastValues.1 + lastValues.0
            sumSquares += difference * difference
            squareCount += 1
        }
        lastValues = (lastValues.1, v)
    }

    /// Both lines' values as one line, with the origin of this one.
    func joined(_ other: VoltageLine) -> VoltageLine {
        let t = seconds(other.originMicroseconds)
        let v = Float(other.originNanovolts &- originNanovolts) * 1e-9
        var line = self
        line.count += other.count
        line.sumT += other.sumT + other.count * t
        line.sumV += other.sumV + other.count * v
        line.sumTT += other.sumTT + 2 * t * other.sumT + other.count * t * t
        line.sumTV += other.sumTV + v * other.sumT + t * other.sumV + other.count * t * v
        line.sumSquares += other.sumSquares
        line.squareCount += other.squareCount
        return line
    }

    /// Mean of the times in seconds from the origin; 0 of no value.
    var centre: Float { count > 0 ? sumT / count : 0 }
    private var middle: Float { count > 0 ? sumV / count : 0 }
    private var spread: Float { count > 0 ? sumTT - sumT * sumT / count : 0 }

    /// Slope in volts a second; 0 below two values.
    var slope: Float { spread > 0 ? (sumTV - sumT * sumV / count) / spread : 0 }

    /// The line's value in volts against the origin, `seconds` after it.
    func value(_ seconds: Float) -> Float { middle + slope * (seconds - centre) }

    /// Variance of a value in V²: second differences have six times as much, and no slope disturbs them.
    var variance: Float { squareCount > 0 ? sumSquares / (6 * squareCount) : 0 }

    /// Variance of the slope in V²/s² for values of this variance.
    func slopeVariance(_ variance: Float) -> Float { spread > 0 ? variance / spread : 0 }
}

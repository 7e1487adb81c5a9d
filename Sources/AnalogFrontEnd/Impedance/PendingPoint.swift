import CellCore

/// A point whose cell has been measured, and whose calibration is yet to come, or has.
struct PendingPoint: Sendable {
    /// Voltage over current in counts, later the impedance in ohms.
    var ratio: Phasor
    /// Variance of either part of `ratio` over its square.
    var relativeVariance: Float
    /// End of its measurement.
    var endMicroseconds: UInt64
    /// Frequency in microhertz.
    var microhertz: UInt64
    /// The generator's word with which it is calibrated.
    var word: UInt32
    /// The feedback resistor it was measured with.
    var feedback: Int8
    var method: ImpedanceMethod
    var state: State

    enum State: Sendable { case measured, ready, spoilt }

    /// The point for the world; nil unless it is calibrated.
    var point: ImpedancePoint? {
        guard state == .ready else { return nil }
        return ImpedancePoint(
            endMicroseconds: endMicroseconds, frequencyMicrohertz: microhertz, realOhms: ratio.real,
            imaginaryOhms: ratio.imaginary,
            standardErrorOhms: ratio.magnitude * relativeVariance.squareRoot(), method: method)
    }
}

/// The points of a spectrum in the order of their measurement, and how far they are calibrated and taken.
struct PointList: Sendable {
    private var points: InlineArray<24, PendingPoint>
    private var count = 0
    private var calibrated = 0
    private var taken = 0

    /// An empty list.
    init() {
        points = InlineArray(
            repeating: PendingPoint(
                ratio: Phasor(0, 0), relativeVariance: 0, endMicroseconds: 0, microhertz: 0, word: 0, feedback: 0,
                method: .sine, state: .spoilt))
    }

    /// Adds a point that is to be calibrated.
    mutating func append(_ point: PendingPoint) {
        guard count < 24 else { return }
        points[count] = point
        count += 1
    }

    /// The next point to calibrate.
    var next: PendingPoint? { calibrated < count ? points[calibrated] : nil }

    /// Ends the calibration of the next point: its impedance, or nil when it is spoilt, and its true frequency.
    mutating func calibrate(_ impedance: Phasor?, relativeVariance: Float, microhertz: UInt64) {
        guard calibrated < count else { return }
        points[calibrated].state = impedance == nil ? .spoilt : .ready
        points[calibrated].ratio = impedance ?? Phasor(0, 0)
        points[calibrated].microhertz = microhertz
        points[calibrated].relativeVariance += relativeVariance
        calibrated += 1
    }

    /// Forgets the points that are not calibrated.
    mutating func drop() { count = calibrated }

    /// Takes the oldest calibrated point.
    mutating func take() -> ImpedancePoint? {
        while taken < calibrated {
            taken += 1
            if let point = points[taken - 1].point { return point }
        }
        return nil
    }
}

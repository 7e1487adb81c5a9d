/// Tells when the cell has rested: small current for long enough, and a voltage that no longer moves.
struct RestDetector: Equatable, Sendable {
    /// The slope is taken over windows of this length.
    private static var windowMicroseconds: UInt64 { 60_000_000 }

    private var restedMicroseconds: UInt64 = 0
    private var windowElapsed: UInt64 = 0
    private var windowStartNanovolts: Int64 = 0
    /// Slope over the last whole window in volts a second, as magnitude; absent before the first.
    private var lastSlope: Float = -1

    /// True once the rest is verified, and until the current returns.
    private(set) var isVerified = false

    /// True while there is no rest.
    @inline(__always)
    var isIdle: Bool { restedMicroseconds | windowElapsed == 0 }

    /// True for a current of a rest.
    @inline(__always)
    func isSmall(_ picoamperes: Int64, _ criterion: borrowing RestCriterion) -> Bool {
        picoamperes.magnitude <= UInt64(bitPattern: max(criterion.currentPicoamperes, 0))
    }

    /// Takes a sample with both current and voltage measured; returns true at the moment the rest becomes verified:
    /// with the next sample where this one `isBusy`.
    mutating func step(
        currentPicoamperes: Int64, voltageNanovolts: Int64, coveredMicroseconds: UInt64, criterion: RestCriterion,
        isBusy: Bool = false
    ) -> Bool {
        guard isSmall(currentPicoamperes, criterion) else {
            self = RestDetector()
            return false
        }
        if restedMicroseconds == 0 && windowElapsed == 0 { windowStartNanovolts = voltageNanovolts }
        restedMicroseconds = restedMicroseconds &+ coveredMicroseconds
        windowElapsed = windowElapsed &+ coveredMicroseconds
        if windowElapsed >= RestDetector.windowMicroseconds {
            let change = Float(voltageNanovolts) - Float(windowStartNanovolts)
            lastSlope = CellMath.magnitude(change * 1e-9) / (Float(windowElapsed) * 1e-6)
            windowElapsed = 0
            windowStartNanovolts = voltageNanovolts
        }
        guard !isVerified, !isBusy, restedMicroseconds >= criterion.microseconds,
            lastSlope >= 0, lastSlope <= criterion.voltsPerSecond
        else { return false }
        isVerified = true
        return true
    }

    /// A gap or a missing measurement: what was rest before it counts no more.
    mutating func interrupt() { self = RestDetector() }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&restedMicroseconds)
        coder.code(&windowElapsed)
        coder.code(&windowStartNanovolts)
        coder.code(&lastSlope)
        coder.code(&isVerified)
    }
}

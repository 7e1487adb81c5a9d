/// The voltage falls to less than a tenth between two samples while the current stays as it was.
///
/// Needs no profile. Ordinary life of a cell does not do this: excursions of a healthy symmetric cell reach 30 %, the
/// restart after an interruption 80 % with a change of current before it.
struct VoltageCollapse: Equatable, Sendable {
    /// Below this voltage a cell is too near to zero for a ratio to mean anything, in nanovolts.
    private static var leastReferenceNanovolts: UInt64 { 20_000_000 }

    private var lastVoltage: Int64 = 0
    private var lastCurrent: Int64 = 0
    private var hasLast = false
    /// The voltage before the collapse, as magnitude in nanovolts; 0 while there is none.
    private var referenceNanovolts: UInt64 = 0
    /// Samples that the collapse has lasted, two at the most.
    private(set) var sampleCount: UInt32 = 0

    /// Takes a sample without a collapse, or one of a collapse that is confirmed; false for any other, which `step` takes.
    /// Cost: a comparison or two.
    @inline(__always)
    mutating func follow(currentPicoamperes current: Int64, voltageNanovolts voltage: Int64) -> Bool {
        let last = lastVoltage.magnitude
        if referenceNanovolts == 0 {
            guard last < VoltageCollapse.leastReferenceNanovolts || voltage.magnitude >= last / 10 else { return false }
        } else {
            guard isConfirmed, voltage.magnitude < referenceNanovolts / 10,
                VoltageCollapse.isSteady(current, lastCurrent)
            else { return false }
        }
        lastVoltage = voltage
        lastCurrent = current
        hasLast = true
        return true
    }

    /// True while there is none.
    var isOver: Bool { referenceNanovolts == 0 && sampleCount == 0 }

    /// Takes a sample with both current and voltage measured. Cost: two comparisons and a multiplication.
    mutating func step(currentPicoamperes current: Int64, voltageNanovolts voltage: Int64) {
        let magnitude = voltage.magnitude
        if referenceNanovolts > 0 {
            if magnitude < referenceNanovolts / 10 && VoltageCollapse.isSteady(current, lastCurrent) {
                sampleCount = min(sampleCount + 1, 2)
            } else {
                referenceNanovolts = 0
                sampleCount = 0
            }
        } else if hasLast, lastVoltage.magnitude >= VoltageCollapse.leastReferenceNanovolts,
            magnitude < lastVoltage.magnitude / 10, VoltageCollapse.isSteady(current, lastCurrent)
        {
            referenceNanovolts = lastVoltage.magnitude
            sampleCount = 1
        }
        lastVoltage = voltage
        lastCurrent = current
        hasLast = true
    }

    /// A gap or a missing measurement: the next sample has nothing to be compared with.
    mutating func interrupt() { self = VoltageCollapse() }

    /// True while two samples or more have confirmed it.
    var isConfirmed: Bool { sampleCount >= 2 }

    /// Within a tenth of each other, and of the same sign; a resting cell has no current to speak of, so it is not steady.
    @inline(__always)
    private static func isSteady(_ left: Int64, _ right: Int64) -> Bool {
        guard left != 0, (left < 0) == (right < 0) else { return false }
        return left.magnitudeOfDifference(right) <= left.magnitude / 10
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&lastVoltage)
        coder.code(&lastCurrent)
        coder.code(&hasLast)
        coder.code(&referenceNanovolts)
        coder.code(&sampleCount)
        sampleCount = min(sampleCount, 2)
    }
}

extension Int64 {
    /// |self − other| without overflow.
    @inline(__always)
    func magnitudeOfDifference(_ other: Int64) -> UInt64 {
        self > other
            ? UInt64(bitPattern: self) &- UInt64(bitPattern: other)
            : UInt64(bitPattern: other) &- UInt64(bitPattern: self)
    }
}

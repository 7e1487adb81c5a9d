import CellCore

/// The state of the cell: 144 bytes, 272 with the details. The same payload answers a request (0x82) and streams (0x41).
///
/// Presence u16 (bit 0 voltage, 1 current, 2 temperature, 3 state of charge, 4 short resistance, 5 onset, 6 details), class u8,
/// count of evidence u8, time u64 µs, samples u64, voltage i64 nV, current i64 pA, temperature i32 mK, charged and
/// discharged each u64 nC + u32 aC, state of charge 3 × f32, resistance 3 × f32 Ω, onset u64 µs, four times evidence
/// (kind u8, 3 reserved, weight f32), time without a sample u64 µs, refused samples u64; what is absent is zero. Then, if
/// bit 6 says so, the 128 bytes of `StateDetails`: a device or a host that does not know them neither sends nor reads them.
public struct StatusReport: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .statusReport }

    /// The state; evidence of a kind that this version does not know is left out.
    public var status: CellStatus
    private var isClassKnown = true

    /// A message to decode into.
    public init() { status = CellStatus() }

    /// A message to send.
    public init(_ status: CellStatus) { self.status = status }

    /// False when a decoded field holds what its type does not allow.
    public var isValid: Bool {
        isClassKnown && status.stateOfCharge.isFiniteOrAbsent && status.short.resistanceOhms.isFiniteOrAbsent
            && status.state?.isFinite ?? true
    }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        // What a receiver would refuse is not sent; a message to decode into holds nothing of it.
        if !status.stateOfCharge.isFiniteOrAbsent { status.stateOfCharge = nil }
        if !status.short.resistanceOhms.isFiniteOrAbsent { status.short.resistanceOhms = nil }
        status.state = status.state?.sendable
        closeEvidenceGaps()
        var presence = presenceBits
        coder.code(&presence)
        var rawClass = status.short.shortClass.rawValue
        coder.code(&rawClass)
        isClassKnown = ShortClass(rawValue: rawClass) != nil
        status.short.shortClass = ShortClass(rawValue: rawClass) ?? .none
        var evidenceCount = heldEvidenceCount
        coder.code(&evidenceCount)
        coder.code(&status.timeMicroseconds)
        coder.code(&status.sampleCount)
        coder.code(&status.voltageNanovolts, present: presence & 1 != 0)
        coder.code(&status.currentPicoamperes, present: presence & 2 != 0)
        coder.code(&status.temperatureMillikelvin, present: presence & 4 != 0)
        status.charge.visit(&coder)
        coder.code(&status.stateOfCharge, present: presence & 8 != 0)
        coder.code(&status.short.resistanceOhms, present: presence & 16 != 0)
        coder.code(&status.short.sinceMicroseconds, present: presence & 32 != 0)
        for index in status.short.evidence.indices {
            visitEvidence(index, present: index < Int(evidenceCount), &coder)
        }
        closeEvidenceGaps()
        coder.code(&status.uncoveredMicroseconds)
        coder.code(&status.refusedSampleCount)
        visitDetails(present: presence & 64 != 0, &coder)
    }

    private mutating func visitDetails(present: Bool, _ coder: inout some FieldCoder) {
        guard present else {
            status.state = nil
            return
        }
        var details = status.state ?? .unread
        details.visit(&coder)
        status.state = details
    }

    private mutating func visitEvidence(_ index: Int, present: Bool, _ coder: inout some FieldCoder) {
        var kind = status.short.evidence[index]?.kind.rawValue ?? 0
        var weight = status.short.evidence[index]?.weight ?? 0
        coder.code(&kind)
        coder.codeReserved(3)
        coder.code(&weight)
        // A kind of a newer device is passed over: the class still holds.
        let known = EvidenceKind(rawValue: kind)
        if let known, present, weight.isFinite {
            status.short.evidence[index] = Evidence(kind: known, weight: weight)
        } else {
            status.short.evidence[index] = nil
        }
    }

    /// Moves evidence up over absent entries, for the count stands for the first ones.
    private mutating func closeEvidenceGaps() {
        var evidence: InlineArray<4, Evidence?> = InlineArray(repeating: nil)
        var count = 0
        for index in status.short.evidence.indices {
            guard let entry = status.short.evidence[index], entry.weight.isFinite else { continue }
            evidence[count] = entry
            count += 1
        }
        status.short.evidence = evidence
    }

    private var heldEvidenceCount: UInt8 {
        var count: UInt8 = 0
        for index in status.short.evidence.indices where status.short.evidence[index] != nil { count += 1 }
        return count
    }

    private var presenceBits: UInt16 {
        var bits: UInt16 = 0
        if status.voltageNanovolts != nil { bits |= 1 }
        if status.currentPicoamperes != nil { bits |= 2 }
        if status.temperatureMillikelvin != nil { bits |= 4 }
        if status.stateOfCharge != nil { bits |= 8 }
        if status.short.resistanceOhms != nil { bits |= 16 }
        if status.short.sinceMicroseconds != nil { bits |= 32 }
        if status.state != nil { bits |= 64 }
        return bits
    }
}

/// The answer to a status request; the payload of `StatusReport`.
public struct StatusReply: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .statusReply }

    /// The state, as a report holds it.
    public var report: StatusReport

    /// A message to decode into.
    public init() { report = StatusReport() }

    /// A message to send.
    public init(_ status: CellStatus) { report = StatusReport(status) }

    /// False when a decoded field holds what its type does not allow.
    public var isValid: Bool { report.isValid }

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) { report.visit(&coder) }
}

import CellCore
import TestSupport

/// A snapshot of version 2 (`OldSnapshotBytes`), what the monitor that wrote it said beside it, and the true state of charge
/// of the cell before it.
struct OldSnapshotCase: Sendable, CustomStringConvertible {
    var description: String
    var profile: CellProfile
    var snapshot: SnapshotBytes
    /// What the old monitor said.
    var status: CellStatus
    var eventSequence: UInt32
    /// State of charge of the cell.
    var truth: Float?

    private static func bytes(_ array: [UInt8]) -> SnapshotBytes {
        var bytes = SnapshotBytes()
        bytes.append(array.span)
        return bytes
    }

    private static func ledger(charged: UInt64, discharged: UInt64) -> ChargeLedger {
        ChargeLedger(
            charged: ChargeTotal(nanocoulombs: charged, attocoulombs: 0) ?? ChargeTotal(),
            discharged: ChargeTotal(nanocoulombs: discharged, attocoulombs: 0) ?? ChargeTotal())
    }

    static let blank = OldSnapshotCase(
        description: "blank", profile: .symmetric,
        snapshot: bytes(OldSnapshotBytes.blank),
        status: CellStatus(), eventSequence: 0)

    static let loaded = OldSnapshotCase(
        description: "loaded", profile: .aluconeTiS2,
        snapshot: bytes(OldSnapshotBytes.loaded),
        status: CellStatus(
            timeMicroseconds: 2_525_000_000, sampleCount: 2520, voltageNanovolts: 2_352_658_860,
            currentPicoamperes: 43_200_000, temperatureMillikelvin: 298_150,
            charge: ledger(charged: 5_184_000, discharged: 129_600_000),
            stateOfCharge: Bounded(value: 0.66606194, lower: 0.6251614, upper: 0.7058198),
            uncoveredMicroseconds: 5_000_000, refusedSampleCount: 0),
        eventSequence: 3, truth: 0.665_944_35)

    static let refused = OldSnapshotCase(
        description: "a refused sample, and no temperature", profile: .aluconeTiS2,
        snapshot: bytes(OldSnapshotBytes.refused),
        status: CellStatus(
            timeMicroseconds: 2_527_000_000, sampleCount: 2522, voltageNanovolts: 2_263_045_152,
            currentPicoamperes: -86_400_000, temperatureMillikelvin: nil,
            charge: ledger(charged: 5_184_000, discharged: 129_772_800),
            stateOfCharge: Bounded(value: 0.6660148, lower: 0.62511283, upper: 0.70577407),
            uncoveredMicroseconds: 5_000_000, refusedSampleCount: 1),
        eventSequence: 5, truth: 0.665_897_22)

    static let shorted: OldSnapshotCase = {
        var status = CellStatus(
            timeMicroseconds: 2_000_000_000, sampleCount: 2000, voltageNanovolts: 1_174_511_834,
            currentPicoamperes: -86_400_000, temperatureMillikelvin: 298_150,
            charge: ledger(charged: 0, discharged: 95_040_000),
            stateOfCharge: Bounded(value: 0.57984143, lower: 0.5003526, upper: 0.71276385))
        status.short.shortClass = .soft
        status.short.resistanceOhms = Bounded(value: 2998.791, lower: 2082.5876, upper: 4332.4146)
        status.short.sinceMicroseconds = 1_101_000_000
        return OldSnapshotCase(
            description: "shorted", profile: .aluconeTiS2,
            snapshot: bytes(OldSnapshotBytes.shorted),
            status: status, eventSequence: 4, truth: 0.576_433_14)
    }()

    static let all = [blank, loaded, refused, shorted]
}

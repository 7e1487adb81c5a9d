import CellCore

/// Capacity, health and prospects on the wire: 128 bytes, behind the 144 of `StatusReport` that every status has.
///
/// Presence u16 (bit 0 health by capacity, 1 health by resistance, 2 remaining charge, 3 time to empty, 4 time to full,
/// 5 discharge power, 6 charge power, 7 coulombic efficiency), lock u8, reserved u8, then estimate, lower and upper bound
/// as 3 × f32 each: capacity C, current offset A; equivalent full cycles f32; and the eight of the bits in their order,
/// in C, s and W. What is absent is zero.
extension StateDetails {
    /// Nothing is known: to decode into.
    static var unread: StateDetails {
        let zero = Bounded(value: 0, lower: 0, upper: 0)
        return StateDetails(capacityCoulombs: zero, currentOffsetAmperes: zero)
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        var presence = presenceBits
        coder.code(&presence)
        coder.code(&lock.rawValue)
        // Reasons of a newer device say nothing here.
        lock = LearningLock(rawValue: lock.rawValue)
        coder.codeReserved(1)
        coder.code(&capacityCoulombs)
        coder.code(&currentOffsetAmperes)
        coder.code(&equivalentFullCycles)
        coder.code(&healthByCapacity, present: presence & 1 != 0)
        coder.code(&healthByResistance, present: presence & 2 != 0)
        coder.code(&remainingCoulombs, present: presence & 4 != 0)
        coder.code(&secondsToEmpty, present: presence & 8 != 0)
        coder.code(&secondsToFull, present: presence & 16 != 0)
        coder.code(&dischargeWatts, present: presence & 32 != 0)
        coder.code(&chargeWatts, present: presence & 64 != 0)
        coder.code(&coulombicEfficiency, present: presence & 128 != 0)
    }

    private var presenceBits: UInt16 {
        var bits: UInt16 = 0
        if healthByCapacity != nil { bits |= 1 }
        if healthByResistance != nil { bits |= 2 }
        if remainingCoulombs != nil { bits |= 4 }
        if secondsToEmpty != nil { bits |= 8 }
        if secondsToFull != nil { bits |= 16 }
        if dischargeWatts != nil { bits |= 32 }
        if chargeWatts != nil { bits |= 64 }
        if coulombicEfficiency != nil { bits |= 128 }
        return bits
    }

    /// True when every number that is there is one.
    var isFinite: Bool {
        capacityCoulombs.isFinite && currentOffsetAmperes.isFinite && equivalentFullCycles.isFinite
            && healthByCapacity.isFiniteOrAbsent && healthByResistance.isFiniteOrAbsent
            && remainingCoulombs.isFiniteOrAbsent && secondsToEmpty.isFiniteOrAbsent
            && secondsToFull.isFiniteOrAbsent && dischargeWatts.isFiniteOrAbsent && chargeWatts.isFiniteOrAbsent
            && coulombicEfficiency.isFiniteOrAbsent
    }

    /// Leaves out what a receiver would refuse; nil when that is the capacity, the offset or the cycles.
    var sendable: StateDetails? {
        guard capacityCoulombs.isFinite, currentOffsetAmperes.isFinite, equivalentFullCycles.isFinite else {
            return nil
        }
        var details = self
        if !healthByCapacity.isFiniteOrAbsent { details.healthByCapacity = nil }
        if !healthByResistance.isFiniteOrAbsent { details.healthByResistance = nil }
        if !remainingCoulombs.isFiniteOrAbsent { details.remainingCoulombs = nil }
        if !secondsToEmpty.isFiniteOrAbsent { details.secondsToEmpty = nil }
        if !secondsToFull.isFiniteOrAbsent { details.secondsToFull = nil }
        if !dischargeWatts.isFiniteOrAbsent { details.dischargeWatts = nil }
        if !chargeWatts.isFiniteOrAbsent { details.chargeWatts = nil }
        if !coulombicEfficiency.isFiniteOrAbsent { details.coulombicEfficiency = nil }
        return details
    }
}

extension Bounded {
    /// True when estimate and bounds are numbers.
    var isFinite: Bool { value.isFinite && lower.isFinite && upper.isFinite }
}

extension Bounded? {
    /// True when there is nothing, or what there is are numbers.
    var isFiniteOrAbsent: Bool { self?.isFinite ?? true }
}

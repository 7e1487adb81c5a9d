/// What a profile says of the errors of counting: passed instead of the profile, which is 400 bytes to copy.
struct CountingErrors {
    /// Charge between state of charge 0 and 1, in coulombs, above 0.
    var capacityCoulombs: Float
    /// Relative error of the capacity.
    var capacityTolerance: Float
    /// Relative gain error of the current.
    var currentGain: Float
    /// Offset of the current, in amperes.
    var currentOffsetAmperes: Float
    /// The largest current that may have flowed unmeasured, in amperes.
    var maximumAmperes: Float
}

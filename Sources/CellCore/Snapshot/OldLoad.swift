/// What version 2 of the snapshot kept of the voltage model: 16 bytes.
struct OldLoad {
    /// Current through film and interlayer, in amperes.
    private var slowAmperes: Float = 0
    /// Lead of the surface in state of charge: the first mode of diffusion, and all others in one.
    private var firstLead: Float = 0
    private var otherLead: Float = 0
    /// The temperature that the model held, in mK; 0 before the first sample.
    private var heldMillikelvin: Int32 = 0

    /// The present model in that state.
    var model: VoltageModel {
        VoltageModel(
            slowAmperes: slowAmperes, surface: SurfaceLead(first: firstLead, others: otherLead),
            heldMillikelvin: heldMillikelvin)
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&slowAmperes)
        coder.code(&firstLead)
        coder.code(&otherLead)
        coder.code(&heldMillikelvin)
    }
}

import RealModule

/// The reaction layer on bare sodium: parabolic growth with time, and growth with the charge that passes.
///
/// dS/dt = k², R = √S is diffusion through what has grown, as an equation of its rate so that the temperature may change;
/// the cycling part is r·(q/q₀)^m. Both are resistances at 25 °C of one electrode. Neither shrinks.
struct Interphase: Equatable, Sendable {
    /// Square of the parabolic part in Ω².
    private(set) var square = 0.0
    /// Throughput in C/cm², weighted with the temperature.
    private(set) var throughput = 0.0
    /// What has grown, in Ω.
    private(set) var grownOhms = 0.0

    /// Lets time and charge pass; returns by how many ohms the layer grew.
    mutating func grow(seconds: Double, throughput charge: Double, factor: Double, _ sodium: SodiumElectrode) -> Double
    {
        guard sodium.restGrowth > 0 || sodium.cyclingGrowth > 0 else { return 0 }
        square += sodium.restGrowth * sodium.restGrowth * factor * seconds / 3600
        throughput += charge * factor
        let before = grownOhms
        grownOhms =
            square.squareRoot()
            + sodium.cyclingGrowth * Double.pow(throughput / sodium.cyclingReference, sodium.cyclingExponent)
        return grownOhms - before
    }
}

/// The parts around the AD5941: excitation output, R_LIM, C1, switch, cell, C2, transimpedance input; and the sense leads.
public struct AnalogNetwork: Equatable, Sendable {
    /// R_LIM in ohms.
    public var limitOhms = 499.0
    /// On-resistance of the coupling switch in ohms (ADG1419, typical).
    public var switchOhms = 2.1
    /// Coupling capacitor at the positive terminal in farads.
    public var positiveFarads = 220e-6
    /// Coupling capacitor at the negative terminal in farads.
    public var negativeFarads = 220e-6
    /// Insulation of the coupling capacitors in Ω·F, which is their time of self-discharge in seconds.
    public var leakSeconds = 300.0
    /// Time constant of the sense inputs, 10 µF · 10 MΩ, in seconds.
    public var senseSeconds = 100.0
    /// Stray capacitance of a lead to ground in farads.
    public var strayFarads = 50e-12
    /// The calibration resistor between RCAL0 and RCAL1 in ohms.
    public var calibrationOhms = 1_000.0

    /// Nominal values.
    public init() {}

    /// C1 and C2 in series, in farads.
    public var couplingFarads: Double { positiveFarads * negativeFarads / (positiveFarads + negativeFarads) }

    /// R_LIM and the switch, in ohms.
    public var seriesOhms: Double { limitOhms + switchOhms }

    /// Currents and voltages for an excitation of 1 V at a frequency, with the switch closed.
    func solve(hertz: Double, cell: Phasor) -> (amperes: Phasor, positive: Phasor, negative: Phasor) {
        let omega = 2 * Double.pi * hertz
        let source = Phasor(seriesOhms, -1 / (omega * positiveFarads))
        let output = Phasor(0, -1 / (omega * negativeFarads))
        let load = cell + output
        // The lead's capacitance takes current away before the cell.
        let admittance = Phasor(1) / load + Phasor(0, omega * strayFarads)
        let node = Phasor(1) / (Phasor(1) + source * admittance)
        let amperes = node / load
        return (amperes, node, amperes * output)
    }

    /// What the sense inputs pass at a frequency.
    func senseGain(hertz: Double) -> Phasor {
        let x = Phasor(0, 2 * Double.pi * hertz * senseSeconds)
        return x / (Phasor(1) + x)
    }
}

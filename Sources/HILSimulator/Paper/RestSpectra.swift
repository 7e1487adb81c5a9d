import CellPlant

/// Impedance every 4 h over the first 24 h at rest: seven spectra, 7 MHz…1 Hz. Source: E2, G12.
struct RestSpectra {
    /// Hours since assembly, with the spectrum.
    private(set) var spectra: [(hours: Int, points: [SpectrumPoint])] = []
    /// The total impedance of each in Ω, as it is read off: the real part at 1 Hz.
    private(set) var totals: [Double] = []

    init(_ start: PaperCell) throws(SimulationError) {
        var cell = start
        for hours in stride(from: 0, through: 24, by: 4) {
            if hours > 0 { try cell.rest(hours: 4) }
            let points = try cell.spectrum()
            spectra.append((hours, points))
            totals.append(points.last?.ohms.real ?? .nan)
        }
    }

    var first: Double { totals.first ?? .nan }
    var change: Double { (totals.last ?? .nan) - first }
}

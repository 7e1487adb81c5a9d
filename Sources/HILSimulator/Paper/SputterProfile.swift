/// What a mass spectrometer would count while an ion beam goes through the coating of an electrode, from the plant's film.
///
/// Each signal is a concentration over the depth, blurred with the depth resolution; the first layer has no front edge,
/// since nothing is counted before it. Matrix effects are left out, so only order and place of the edges mean something.
struct SputterProfile {
    /// Ions that are counted.
    enum Ion: String, CaseIterable {
        case aluminiumOxide = "AlO^−"
        case aluminiumCarbide = "C_2Al^−"
        case antimonySulfide = "SbS^−"
        case sodium = "Na^−"
    }

    /// Depth in nm a second of the beam. [P] Measured on silicon (F4).
    static let nanometresPerSecond = 0.15
    /// Depth resolution in nm. [A] So that the signal looks flat until 260 s (F4).
    static let resolution = 5.0
    /// Sodium in a full film and in the electrolyte, relative to the metal's 42.1 mmol/cm³. [D] One Na for each
    /// Al(OC₂H₄O)₁.₅ of 117 g/mol at 1.6 g/cm³; three for each Na₃SbS₄ of 319 g/mol at 2.84 g/cm³ (neither verified).
    static let (filmSodium, electrolyteSodium) = (0.325, 0.634)

    private struct Layer {
        var from: Double
        var to: Double
        var content: [Ion: Double]
    }

    private let layers: [Layer]

    /// An electrode by its film from the metal outwards, with nanometres of electrolyte left on it.
    init(_ film: [(nanometres: Double, content: Double)], residue: Double) {
        var layers: [Layer] = []
        if residue > 0 {
            layers.append(
                Layer(
                    from: 0, to: residue,
                    content: [.antimonySulfide: 1, .sodium: SputterProfile.electrolyteSodium]))
        }
        let width = (film.first?.nanometres ?? 0) * 2
        let thickness = width * Double(film.count)
        for cell in film.reversed() {
            let from = residue + thickness - cell.nanometres - width / 2
            layers.append(
                Layer(
                    from: from, to: from + width,
                    // Fewer C₂Al⁻ than AlO⁻ are counted; how many is assumed.
                    content: [
                        .aluminiumOxide: 1, .aluminiumCarbide: 0.6,
                        .sodium: cell.content * SputterProfile.filmSodium,
                    ]))
        }
        layers.append(Layer(from: residue + thickness, to: .infinity, content: [.sodium: 1]))
        layers[0].from = -.infinity
        self.layers = layers
    }

    /// Intensity after a time in s; 1 is what the pure film gives of AlO⁻, the metal of Na⁻, the electrolyte of SbS⁻.
    func intensity(_ ion: Ion, seconds: Double) -> Double {
        let depth = seconds * SputterProfile.nanometresPerSecond
        return layers.reduce(0) { sum, layer in
            guard let content = layer.content[ion] else { return sum }
            let entered = PaperMath.normal((depth - layer.from) / SputterProfile.resolution)
            return sum + content * (entered - PaperMath.normal((depth - layer.to) / SputterProfile.resolution))
        }
    }

    /// When the signal has fallen to half of what it was at the surface, in s; nil within an hour if never.
    func halfTime(_ ion: Ion) -> Double? {
        let half = intensity(ion, seconds: 0) / 2
        return (0..<36_000).lazy.map { Double($0) / 10 }.first { intensity(ion, seconds: $0) <= half }
    }
}

/// Writes an impedance spectrum as text, every number so that reading gives the same again.
///
/// ```swift
/// let text = SpectrumWriter.text(spectrum, format: .bdf)
/// ```
public enum SpectrumWriter {
    /// A form of file.
    public enum Format: String, CaseIterable, Sendable {
        /// Battery Data Format with its labels for people.
        case bdf
        /// BDF with its machine-readable names.
        case csv
        /// Three columns without a header, as impedance.py reads them; standard deviations are left out.
        case impedancePy = "impedance.py"
    }

    /// The file's content; the standard deviation has a column where every point has one.
    public static func text(_ spectrum: Spectrum, format: Format) -> String {
        let hasDeviation =
            format != .impedancePy && !spectrum.points.isEmpty
            && spectrum.points.allSatisfy { $0.uncertaintyOhms != nil }
        var labels: [String]
        switch format {
        case .bdf:
            labels = ["Frequency / Hz", "Real Impedance / ohm", "Imaginary Impedance / ohm"]
            if hasDeviation { labels.append("Impedance Standard Deviation / ohm") }
        case .csv:
            labels = ["frequency_hertz", "real_impedance_ohm", "imaginary_impedance_ohm"]
            if hasDeviation { labels.append("impedance_standard_deviation_ohm") }
        case .impedancePy: labels = []
        }
        var text = labels.isEmpty ? "" : labels.joined(separator: ",") + "\n"
        for point in spectrum.points {
            text += "\(point.frequencyHertz),\(point.realOhms),\(point.imaginaryOhms)"
            if hasDeviation, let deviation = point.uncertaintyOhms { text += ",\(deviation)" }
            text += "\n"
        }
        return text
    }
}

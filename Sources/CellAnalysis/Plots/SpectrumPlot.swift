import CellData
import Foundation

/// The picture of a spectrum: Nyquist and Bode plots of the points, the fitted circuit and the Kramers–Kronig residuals.
///
/// ```swift
/// try PlotProgram.run(SpectrumPlot(spectrum, title: "cell 7", fit: result, validity: check).script(path: "cell.svg", isSVG: true))
/// ```
public struct SpectrumPlot {
    private let points: [Spectrum.Point]
    private let residuals: [KramersKronigResult.Residual]
    private let curve: [Spectrum.Point]
    private let title: String
    private let validity: KramersKronigResult?
    private let unit: (name: String, ohms: Double)

    /// A plot; without a fit or a check their parts are left out.
    public init(_ spectrum: Spectrum, title: String, fit: FitResult?, validity: KramersKronigResult?) {
        let order = spectrum.points.indices.sorted {
            spectrum.points[$0].frequencyHertz < spectrum.points[$1].frequencyHertz
        }
        points = order.map { spectrum.points[$0] }
        residuals = validity.map { check in order.map { check.residuals[$0] } } ?? []
        self.validity = validity
        self.title = title
        let largest = points.reduce(0) { max($0, $1.magnitudeOhms) }
        unit =
            switch largest {
            case ..<0.5: ("mΩ", 1e-3)
            case ..<5e3: ("Ω", 1)
            case ..<5e6: ("kΩ", 1e3)
            default: ("MΩ", 1e6)
            }
        // A smooth line: the circuit between the first and the last point.
        if let fit, let low = points.first?.frequencyHertz, let high = points.last?.frequencyHertz {
            curve = (0...400).compactMap { index in
                let hertz = low * pow(high / low, Double(index) / 400)
                return fit.circuit.impedance(of: fit.values, atHertz: hertz).map {
                    Spectrum.Point(frequencyHertz: hertz, realOhms: $0.realOhms, imaginaryOhms: $0.imaginaryOhms)
                }
            }
        } else {
            curve = []
        }
    }

    /// What gnuplot draws it with, as SVG or PNG into a file.
    public func script(path: String, isSVG: Bool) -> String {
        let terminal =
            isSVG
            ? "svg size 1200,760 font 'sans-serif,15' background 'white'"
            : "pngcairo size 1600,1013 font 'DejaVu Sans,15' background 'white' linewidth 1.3"
        return """
            set encoding utf8
            set terminal \(terminal)
            set output \(quoted(path))
            \(data)
            set multiplot
            set label 99 \(quoted(title)) at screen 0.085,0.96 left font ',20' noenhanced
            set border 3 lc rgb '#606060'
            set tics nomirror out scale 0.6
            set grid ytics xtics lc rgb '#e4e4e4' lw 1
            \(nyquist)
            unset label
            set size noratio
            set logscale x
            set xrange [\((points.first?.frequencyHertz ?? 1) * 0.8):\((points.last?.frequencyHertz ?? 1) * 1.25)]
            set lmargin at screen 0.6
            set rmargin at screen 0.97
            \(bode)
            unset multiplot
            set output

            """
    }

    private static let (ink, line, second) = ("#0b4f8a", "#c2571a", "#2a7f4f")

    private var data: String {
        func rows(_ points: [Spectrum.Point], _ extra: (Int) -> String) -> String {
            points.enumerated().map { index, point in
                let phase = atan2(point.imaginaryOhms, point.realOhms) * 180 / Double.pi
                let numbers = [
                    point.frequencyHertz, point.realOhms / unit.ohms, -point.imaginaryOhms / unit.ohms,
                    point.magnitudeOhms / unit.ohms, phase,
                ]
                return numbers.map { "\($0)" }.joined(separator: " ") + extra(index)
            }.joined(separator: "\n")
        }
        var text = "$points << EOD\n"
        text += rows(points) { index in
            residuals.isEmpty ? "" : " \(residuals[index].real * 100) \(residuals[index].imaginary * 100)"
        }
        text += "\nEOD"
        if !curve.isEmpty { text += "\n$fit << EOD\n\(rows(curve) { _ in "" })\nEOD" }
        return text
    }

    /// Both axes have one scale, so that an arc is round; the panel is as high as the spectrum needs, within bounds.
    private var nyquist: String {
        let (width, most, least) = (0.425 * 1200, 0.8 * 760, 0.4 * 760)
        func span(_ values: [Double], isZeroShown: Bool) -> (low: Double, size: Double) {
            var (low, high) = (values.min() ?? 0, values.max() ?? 1)
            // Zero belongs to the picture unless the spectrum would be a dot beside it.
            if isZeroShown || low > 0 && low < 2 * (high - low) { (low, high) = (min(low, 0), max(high, 0)) }
            let size = max(high - low, 1e-3 * max(abs(low), abs(high)), 1e-30)
            return ((low + high) / 2 - 0.56 * size, 1.12 * size)
        }
        let x = span((points + curve).map { $0.realOhms / unit.ohms }, isZeroShown: false)
        let y = span((points + curve).map { -$0.imaginaryOhms / unit.ohms }, isZeroShown: true)
        let scale = max(x.size / width, y.size / most)
        let height = min(max(y.size / scale, least), most)
        let left = x.low - (width * scale - x.size) / 2
        // What is left over stands mostly above.
        let lower = y.low - (height * scale - y.size) * 0.25
        var plots = ["$points using 2:3 with points pt 7 ps 0.7 lc rgb '\(Self.ink)' title 'measured'"]
        if !curve.isEmpty {
            plots.append("$fit using 2:3 with lines lw 2 lc rgb '\(Self.line)' title 'circuit'")
        }
        return """
            set lmargin at screen 0.085
            set rmargin at screen 0.51
            set tmargin at screen 0.90
            set bmargin at screen \(0.90 - height / 760)
            set xrange [\(left):\(left + width * scale)]
            set yrange [\(lower):\(lower + height * scale)]
            set xlabel "Z′ / \(unit.name)"
            set ylabel "−Z″ / \(unit.name)"
            set key at screen 0.51,0.93 right center horizontal Left reverse samplen 1.6
            plot \(plots.joined(separator: ", "))
            """
    }

    private var bode: String {
        let hasResiduals = !residuals.isEmpty
        let bottom = 0.10
        let gap = 0.03
        let height = (0.90 - bottom - gap * (hasResiduals ? 2 : 1)) / (hasResiduals ? 3 : 2)
        func panel(_ index: Int, isLast: Bool) -> String {
            let top = 0.90 - Double(index) * (height + gap)
            return """
                set tmargin at screen \(top)
                set bmargin at screen \(top - height)
                set format x \(isLast ? "'10^{%T}'" : "''")
                set xlabel \(isLast ? "'frequency / Hz'" : "''")
                set autoscale y
                """
        }
        func plot(_ column: Int) -> String {
            let fit = curve.isEmpty ? "" : ", $fit using 1:\(column) with lines lw 2 lc rgb '\(Self.line)' notitle"
            return "plot $points using 1:\(column) with points pt 7 ps 0.6 lc rgb '\(Self.ink)' notitle" + fit
        }
        var text = """
            unset key
            \(panel(0, isLast: false))
            set ylabel "|Z| / \(unit.name)"
            \(isWide ? "set logscale y" : "")
            \(plot(4))
            unset logscale y
            \(panel(1, isLast: !hasResiduals))
            set ylabel "phase / °"
            \(plot(5))
            """
        if let validity, hasResiduals {
            let allowed = validity.limit * 100
            let reach = 1.15 * max(allowed, validity.maximumResidual * 100)
            let verdict = validity.reason.map { "not valid: \($0.rawValue)" } ?? "valid"
            text += """

                \(panel(2, isLast: true))
                set ylabel "residual / %"
                set yrange [\(-reach):\(reach * 1.45)]
                set arrow 1 from graph 0,first \(allowed) to graph 1,first \(allowed) nohead dt (6,5) lc rgb '#909090'
                set arrow 2 from graph 0,first \(-allowed) to graph 1,first \(-allowed) nohead dt (6,5) lc rgb '#909090'
                set label 97 \(quoted("Kramers-Kronig: \(verdict)")) at graph 0.015,0.91 left font ',13' noenhanced
                set key top right horizontal samplen 1
                plot $points using 1:6 with linespoints pt 7 ps 0.5 lc rgb '\(Self.ink)' title "Z′", \
                $points using 1:7 with linespoints pt 6 ps 0.5 lc rgb '\(Self.second)' title "Z″"
                """
        }
        return text
    }

    /// True for magnitudes that differ by more than ten.
    private var isWide: Bool {
        let sizes = points.map(\.magnitudeOhms)
        guard let low = sizes.min(), let high = sizes.max(), low > 0 else { return false }
        return high > 10 * low
    }

    /// In gnuplot a quote within single quotes is doubled.
    private func quoted(_ text: String) -> String {
        let line = String(text.map { $0.isNewline ? " " : $0 })
        return "'\(line.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    }
}

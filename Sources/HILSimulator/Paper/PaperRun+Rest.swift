import CellPlant

extension PaperRun {
    /// Impedance at rest over a day of the four symmetric cells, and the figures of S5.
    mutating func addRest() throws(SimulationError) {
        let bare = try RestSpectra(bench.cell("symmetric-bare"))
        add(.bareStart, bare.first)
        add(.bareDay, bare.totals.last ?? .nan)
        let thin = try RestSpectra(bench.cell("symmetric-50c"))
        let middle = try RestSpectra(bench.cell("symmetric"))
        let thick = try RestSpectra(bench.cell("symmetric-300c"))
        for (name, spectra) in [("symmetric-50c", thin), ("symmetric", middle)] {
            add(.coatedStart(name), spectra.first)
            add(.restChange(name, start: 720), spectra.change)
        }
        add(.sameStart, middle.first - thin.first)
        add(.thickStart, thick.first)
        add(.restChange("symmetric-300c", start: 1080), thick.change)
        addNyquist("s5a-nyquist-bare", "Bare sodium: spectra every 4 h at rest", bare, paper: [620, 1240], limit: 1400)
        addNyquist("s5b-nyquist-50-cycles", "50 cycles of alucone: no change at rest", thin, paper: [720], limit: 800)
        addNyquist(
            "s5c-nyquist-150-cycles", "150 cycles of alucone: no change at rest", middle, paper: [720], limit: 800)
        addNyquist(
            "s5d-nyquist-300-cycles", "300 cycles of alucone: no change at rest", thick, paper: [1080], limit: 1200)
    }

    /// Both axes in the same scale. Seven curves where they differ, else the first and the last on top of it.
    private mutating func addNyquist(
        _ name: String, _ title: String, _ spectra: RestSpectra, paper: [Double], limit: Double
    ) {
        var figure = PaperFigure(
            name, "\(title), 7 MHz…1 Hz", x: .init("Re {/:Italic Z}", "Ω", key: "real_ohm"),
            y: .init("−Im {/:Italic Z}", "Ω", key: "minus_imaginary_ohm"))
        figure.extraKey = "frequency_hertz"
        let isGrowing = spectra.change > 1
        for (index, spectrum) in spectra.spectra.enumerated() {
            guard isGrowing || index == 0 || index == 6 else { continue }
            figure.curves.append(
                PaperFigure.Curve(
                    label: "\(spectrum.hours) h",
                    points: spectrum.points.map { .init(x: $0.ohms.real, y: -$0.ohms.imaginary, extra: $0.hertz) },
                    color: isGrowing ? index : index == 0 ? 0 : 1,
                    style: isGrowing || index == 0 ? "lines lw 2" : "points pt 6 ps 0.8"))
        }
        figure.commands = [
            "set size ratio -1", "set xrange [0:\(limit)]", "set yrange [0:\(limit * 0.42)]", "set key top left",
            "set xtics 200", "set ytics 100",
        ]
        let (first, last) = (spectra.spectra[0].points, spectra.spectra[6].points)
        if isGrowing {
            markFrequencies(first, from: 4, isOuter: false, isOnlyOne: false, &figure)
            markFrequencies(last, from: 6, isOuter: true, isOnlyOne: false, &figure)
        } else {
            markFrequencies(first, from: 6, isOuter: false, isOnlyOne: true, &figure)
        }
        for ohms in paper { figure.markX(ohms, "paper: \(Int(ohms)) Ω", height: 0.93, side: "right") }
        figure.size.height = 480
        add(figure)
    }

    /// Dots with a text at whole powers of ten, from a power downwards, those that lie apart from the one before.
    ///
    /// An outer curve has its texts outside, an inner one inside, and one alone where there is nothing else: outside on
    /// the left, inside on the right.
    private func markFrequencies(
        _ points: [SpectrumPoint], from highest: Int, isOuter: Bool, isOnlyOne: Bool, _ figure: inout PaperFigure
    ) {
        let names = ["1 Hz", "10 Hz", "100 Hz", "1 kHz", "10 kHz", "100 kHz", "1 MHz"]
        let width = points.map(\.ohms.real).max() ?? 1
        let top = points.min { $0.ohms.imaginary < $1.ohms.imaginary }?.ohms.real ?? 0
        var last: SpectrumPoint?
        for power in stride(from: highest, through: 0, by: -1) {
            let decade = Double(power)
            let gap = { (point: SpectrumPoint) in (PaperMath.log10(point.hertz) - decade).magnitude }
            guard let point = points.min(by: { gap($0) < gap($1) }) else { continue }
            // At 1 Hz only where the slow branch already shows.
            let isSlow = power == 0 && -point.ohms.imaginary > 0.03 * width
            if let last, !isSlow, (last.ohms - point.ohms).length < 0.1 * width { continue }
            last = point
            let isRising = point.ohms.real < top
            // Close to the axis there is no room on the left.
            let isLeft = isRising ? power < 5 && (isOuter || isOnlyOne) : !isOuter && !isSlow
            let isAbove = isRising ? isLeft || power == 6 : isOuter || isSlow
            figure.commands.append(
                "set label '\(names[power])' at \(PaperMath.text(point.ohms.real)),"
                    + "\(PaperMath.text(-point.ohms.imaginary)) point pt 7 ps 0.8 lc rgb '#222222' "
                    + "\(isLeft ? "right offset -0.8" : "left offset 0.8"),\(isAbove ? 0.4 : -0.4) "
                    + "tc rgb '#222222' front")
        }
    }
}

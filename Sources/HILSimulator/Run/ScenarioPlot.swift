import CellCore
import CellData
import Foundation

/// The picture of a run: panels under each other with one axis of time, drawn by gnuplot as SVG and PNG.
///
/// The data stay beside it as `NAME.plot.csv`, so that anybody can plot them in another way.
struct ScenarioPlot {
    private struct Panel {
        var share: Double
        var label: String
        var commands: String
    }

    private let base: String
    private let title: String
    private let rows: [PlotRow]

    /// `base` is the path of the files without ending.
    init(base: String, title: String, rows: [PlotRow]) {
        self.base = base
        self.title = title
        self.rows = rows
    }

    /// Writes the data, then the pictures.
    ///
    /// - Throws: `SimulationError.file` for the data, `SimulationError.plot` for the pictures.
    func draw() throws(SimulationError) {
        do {
            try (PlotRow.header + rows.map(\.text).joined()).write(
                toFile: base + ".plot.csv", atomically: false, encoding: .utf8)
        } catch {
            throw .file(.system(file: base + ".plot.csv", action: .write, code: Int32(POSIXErrorCode.EIO.rawValue)))
        }
        do throws(GnuplotError) {
            try Gnuplot.run(script)
        } catch {
            throw .plot(error)
        }
    }

    /// Both pictures in one script.
    var script: String {
        """
        set encoding utf8
        set datafile separator ','
        data = \(quoted(base + ".plot.csv"))
        set terminal svg size 1200,\(height) font 'sans-serif,16' background 'white'
        set output \(quoted(base + ".svg"))
        \(picture)
        set terminal pngcairo size 1600,\(height * 4 / 3) font 'DejaVu Sans,16' background 'white' linewidth 1.3
        set output \(quoted(base + ".png"))
        \(picture)
        set output

        """
    }

    /// Above the panels, below them and between two, in points of the SVG: room for title, time and nothing.
    private static let (above, below, between) = (64.0, 80.0, 26.0)

    private var height: Int {
        let panels = self.panels
        let gaps = Double(panels.count - 1) * Self.between
        return Int(Self.above + Self.below + gaps + panels.reduce(0) { $0 + $1.share } * 190)
    }

    private var picture: String {
        let panels = self.panels
        let total = panels.reduce(0) { $0 + $1.share }
        let height = Double(self.height)
        let (top, bottom, gap) = (1 - Self.above / height, Self.below / height, Self.between / height)
        let room = top - bottom - gap * Double(panels.count - 1)
        var text = """
            set multiplot
            set label 99 \(quoted(title)) at screen 0.125,\(1 - 32 / height) left font ',20' noenhanced
            set lmargin at screen 0.125
            set rmargin at screen 0.84
            set key at graph 1.015,1 left top Left reverse samplen 1.6 spacing 1.25
            set border 3 lc rgb '#606060'
            set tics nomirror out scale 0.6
            set grid ytics xtics lc rgb '#e4e4e4' lw 1
            set xrange [0:\(max(hours(rows.last?.second ?? 1), 1e-6))]
            hour(second) = second / 3600.0

            """
        var upper = top
        for (index, panel) in panels.enumerated() {
            let lower = upper - room * panel.share / total
            let isLast = index == panels.count - 1
            text += """
                set tmargin at screen \(upper)
                set bmargin at screen \(lower)
                set format x \(isLast ? "'%g'" : "''")
                set xlabel \(isLast ? "'time / h'" : "''")
                set label 98 \(quoted(panel.label)) at screen 0.018,\((upper + lower) / 2) center rotate
                \(bands)
                \(panel.commands)
                unset object
                unset label

                """
            upper = lower - gap
        }
        return text + "unset multiplot"
    }

    // MARK: Panels

    private var panels: [Panel] {
        var panels = [
            Panel(
                share: 1, label: "voltage / V",
                commands: """
                    \(range(rows.map(\.volts).filter(\.isFinite), atLeast: 0.01))
                    plot data skip 1 using (hour($1)):2 with lines lc rgb '#0b4f8a' lw 2 title 'terminal'
                    """),
            Panel(
                share: 0.75, label: "current / µA",
                commands: """
                    \(range(rows.map { $0.amperes * 1e6 }.filter(\.isFinite), atLeast: 1))
                    plot data skip 1 using (hour($1)):($3*1e6) with lines lc rgb '#3f3f3f' lw 2 title 'load'
                    """),
        ]
        if rows.contains(where: { $0.stateOfCharge != nil }) { panels.append(stateOfCharge) }
        if rows.contains(where: { $0.resistanceOhms != nil || $0.trueResistanceOhms != nil }) {
            panels.append(resistance)
        }
        let pellet = rows.map(\.truePelletKelvin)
        if (pellet.max() ?? 0) - (pellet.min() ?? 0) > 1 { panels.append(temperature) }
        panels.append(verdict)
        return panels
    }

    private var stateOfCharge: Panel {
        var known = rows.compactMap(\.trueStateOfCharge).map { $0 * 100 }
        for row in rows {
            guard let charge = row.stateOfCharge else { continue }
            known.append(Double(charge.lower) * 100)
            known.append(Double(charge.upper) * 100)
        }
        return Panel(
            share: 1, label: "state of charge / %",
            commands: """
                \(range(known, atLeast: 5))
                plot data skip 1 using (hour($1)):($5*100):($6*100) with filledcurves fc rgb '#2a7f4f' \
                fs transparent solid 0.25 title 'bounds', \
                data skip 1 using (hour($1)):($4*100) with lines lc rgb '#2a7f4f' lw 2 title 'monitor', \
                data skip 1 using (hour($1)):($7*100) with lines lc rgb '#000000' lw 1.5 dt (6,5) title 'truth'
                """)
    }

    private var resistance: Panel {
        var known = rows.compactMap(\.trueResistanceOhms)
        for row in rows {
            if let ohms = row.resistanceOhms?.value, ohms > 0, ohms.isFinite { known.append(Double(ohms)) }
        }
        let lowest: Double = known.min() ?? 1
        let highest: Double = known.max() ?? 1e6
        let lower = pow(10, floor(log10(lowest / 1.5)))
        let upper = pow(10, ceil(log10(highest * 1.5)))
        return Panel(
            share: 1, label: "short / Ω",
            commands: """
                set logscale y
                set yrange [\(lower):\(upper)]
                set format y '%.0s %c'
                inside(x) = x < \(lower) ? \(lower) : x > \(upper) ? \(upper) : x
                # A field that is empty parts the line.
                known(n) = strcol(n) eq '' ? NaN : column(n)
                plot data skip 1 using (hour($1)):(inside(known(10))):(inside(known(11))) with filledcurves fc rgb '#a03070' \
                fs transparent solid 0.25 title 'bounds', \
                data skip 1 using (hour($1)):(known(9)) with lines lc rgb '#a03070' lw 2 title 'monitor', \
                data skip 1 using (hour($1)):(known(12)) with lines lc rgb '#000000' lw 1.5 dt (6,5) title 'truth'\
                \(contacts)
                unset logscale y
                set format y '%g'
                """)
    }

    /// Contacts that came or went from one row to the next: a dot each, since a line may have no length.
    private var contacts: String {
        let present = rows.map { $0.trueResistanceOhms != nil }
        let ends = rows.indices.filter { index in
            present[index] && (index == 0 || !present[index - 1] || index + 1 < rows.count && !present[index + 1])
        }
        guard !ends.isEmpty else { return "" }
        let lines = ends.map { "\(hours(rows[$0].second)),\(rows[$0].trueResistanceOhms ?? 0)" }
        return ", '-' with points pt 7 ps 0.4 lc rgb '#000000' notitle\n\(lines.joined(separator: "\n"))\ne"
    }

    private var temperature: Panel {
        Panel(
            share: 0.75, label: "temperature / °C",
            commands: """
                \(range(rows.flatMap { [$0.kelvin - 273.15, $0.truePelletKelvin - 273.15] }, atLeast: 2))
                plot data skip 1 using (hour($1)):13 with lines lc rgb '#b5541c' lw 2 title 'sensor', \
                data skip 1 using (hour($1)):14 with lines lc rgb '#000000' lw 1.5 dt (6,5) title 'pellet'
                """)
    }

    private var verdict: Panel {
        let tics = ShortClass.all.map { "'\($0.name)' \($0.rawValue)" }.joined(separator: ", ")
        return Panel(
            share: 0.75, label: "verdict",
            commands: """
                set yrange [-0.5:4.5]
                set ytics (\(tics))
                level(name) = \(ShortClass.all.map { "name eq '\($0.name)' ? \($0.rawValue)" }.joined(separator: " : ")) : 0
                plot data skip 1 using (hour($1)):(level(strcol(8))) with steps lc rgb '#202020' lw 3 notitle
                set ytics autofreq
                """)
    }

    // MARK: Pieces

    /// The verdict as colours behind the curves.
    private var bands: String {
        let colours: [ShortClass: String] = [
            .suspected: "#fff3c4", .transient: "#d7e8f7", .soft: "#ffd9b0", .hard: "#f6b3ad",
        ]
        var lines: [String] = []
        var start: (second: Double, shortClass: ShortClass)?
        func close(at second: Double) {
            guard let start, let colour = colours[start.shortClass] else { return }
            lines.append(
                "set object rectangle from first \(hours(start.second)), graph 0 to first \(hours(second)), graph 1 "
                    + "behind fs solid noborder fc rgb '\(colour)'")
        }
        for row in rows where row.shortClass != start?.shortClass {
            close(at: row.second)
            start = (row.second, row.shortClass)
        }
        if let last = rows.last { close(at: last.second) }
        return lines.joined(separator: "\n")
    }

    private func range(_ values: [Double], atLeast span: Double) -> String {
        let low = values.min() ?? 0
        let high = values.max() ?? 1
        let margin = max((high - low) * 0.08, (span - (high - low)) / 2)
        return "set yrange [\(low - margin):\(high + margin)]"
    }

    private func hours(_ second: Double) -> Double { second / 3600 }

    /// In gnuplot a quote within single quotes is doubled.
    private func quoted(_ text: String) -> String {
        let line = text.replacingOccurrences(of: "\n", with: " ")
        return "'\(line.replacingOccurrences(of: "'", with: "''"))'"
    }
}

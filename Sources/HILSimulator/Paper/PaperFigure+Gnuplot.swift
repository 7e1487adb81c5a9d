extension PaperFigure {
    /// The data: a line a point, with the curve's name; a column each for what the points have.
    public var csv: String {
        var header = ["curve", x.key, y.key]
        if let right { header.append(right.key) }
        if let extraKey { header.append(extraKey) }
        var text = header.joined(separator: ",") + "\n"
        for curve in curves {
            let name = PaperFigure.plain(curve.label)
            for point in curve.points {
                var fields = [name, PaperMath.text(point.x)]
                fields.append(curve.isRight ? "" : PaperMath.text(point.y))
                if right != nil { fields.append(curve.isRight ? PaperMath.text(point.y) : "") }
                if extraKey != nil { fields.append(point.extra.map { PaperMath.text($0) } ?? "") }
                text += fields.joined(separator: ",") + "\n"
            }
        }
        return text
    }

    /// Commands for gnuplot that draw `base`.svg and `base`.png. The data is in the script: no file to go stale.
    public func script(base: String) -> String {
        var script = "set encoding utf8\n"
        for (index, curve) in curves.enumerated() {
            script += "$c\(index) << EOD\n"
            for point in curve.points { script += "\(PaperMath.text(point.x)) \(PaperMath.text(point.y))\n" }
            script += "EOD\n"
        }
        let (width, height) = size
        let scale = 1.6
        let terminals = [
            ("svg", "svg size \(width),\(height) font 'sans-serif,17' background 'white'"),
            (
                "png",
                "pngcairo size \(Int(Double(width) * scale)),\(Int(Double(height) * scale)) font 'DejaVu Sans,13' "
                    + "background 'white' fontscale \(scale) linewidth \(scale) pointscale \(scale)"
            ),
        ]
        for (ending, terminal) in terminals {
            script += "reset\nset terminal \(terminal)\nset output \(PaperFigure.quoted("\(base).\(ending)"))\n"
            script += picture + "set output\n"
        }
        return script
    }

    private var picture: String {
        var lines = [
            "set title \(PaperFigure.quoted(title))",
            "set xlabel \(PaperFigure.quoted(x.label))",
            "set ylabel \(PaperFigure.quoted(y.label))",
            "set border \(right == nil ? 3 : 11) lc rgb '#444444'",
            "set tics nomirror out scale 0.6",
            "set minussign",
            "set grid xtics ytics lc rgb '#e2e2e2' lw 1",
            "set key Left reverse samplen 1.8 spacing 1.15",
        ]
        if let right {
            lines += ["set y2label \(PaperFigure.quoted(right.label))", "set y2tics nomirror out scale 0.6"]
        }
        lines += commands
        let plots = curves.enumerated().map { index, curve in
            let color = PaperFigure.colors[curve.color % PaperFigure.colors.count]
            let name = curve.title ?? curve.label
            let title = name.isEmpty ? "notitle" : "title \(PaperFigure.quoted(name))"
            return "$c\(index) axes x1y\(curve.isRight ? 2 : 1) with \(curve.style) lc rgb '\(color)' \(title)"
        }
        return lines.joined(separator: "\n") + "\nplot \(plots.joined(separator: ", \\\n  "))\n"
    }

    /// Told apart by people who do not see all colours. Source: Wong, Nature Methods 8 (2011) 441.
    private static let colors = [
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999",
    ]

    /// In gnuplot a quote within single quotes is doubled.
    static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

    /// Without the marks of gnuplot's enhanced text, and without commas.
    private static func plain(_ label: String) -> String {
        label.filter { !"_^{}&".contains($0) }.replacing(",", with: ";")
    }
}

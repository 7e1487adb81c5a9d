/// A figure: curves with their data, and how to draw them.
public struct PaperFigure: Sendable {
    /// An axis with its unit; a pure number has none.
    public struct Axis: Sendable {
        /// What it shows, in gnuplot's enhanced text.
        public var quantity: String
        /// Its unit in the same text; empty for a pure number.
        public var unit: String
        /// Name of the column in the data, with the unit.
        public var key: String

        init(_ quantity: String, _ unit: String, key: String) {
            self.quantity = quantity
            self.unit = unit
            self.key = key
        }

        /// Quantity over unit.
        public var label: String { unit.isEmpty ? quantity : "\(quantity) / \(unit)" }
    }

    /// One curve.
    struct Curve: Sendable {
        /// Its name in the data, and in the key unless there is a title; an empty title leaves the key without it.
        var label: String
        var title: String?
        var points: [Point]
        /// Index of its colour.
        var color: Int
        /// gnuplot's style with what belongs to it.
        var style = "lines lw 2"
        /// Whether it belongs to the right axis.
        var isRight = false
    }

    /// A point, with a third number that belongs to it in the data alone.
    struct Point: Sendable {
        var x: Double
        var y: Double
        var extra: Double?
    }

    /// File name without ending.
    public let name: String
    /// One line above it.
    let title: String
    /// The horizontal axis.
    public let x: Axis
    /// The left axis.
    public let y: Axis
    /// The right axis, if there is one.
    public var right: Axis?
    /// Column of the points' third number.
    var extraKey: String?
    var curves: [Curve] = []
    /// gnuplot commands: ranges, key, marks.
    var commands: [String] = []
    /// Size in pixels of the drawing.
    var size = (width: 960, height: 600)

    init(_ name: String, _ title: String, x: Axis, y: Axis) {
        self.name = name
        self.title = title
        self.x = x
        self.y = y
    }

    mutating func add(
        _ label: String, color: Int, _ points: [(x: Double, y: Double)], style: String = "lines lw 2",
        isRight: Bool = false, title: String? = nil
    ) {
        let points = points.map { Point(x: $0.x, y: $0.y, extra: nil) }
        curves.append(
            Curve(
                label: label, title: title, points: points, color: color, style: style, isRight: isRight))
    }

    /// A dashed vertical line with a text beside it, at a height within the graph of 0…1.
    mutating func markX(_ x: Double, _ text: String, height: Double, side: String = "left") {
        let offset = side == "left" ? 0.7 : -0.7
        commands.append(
            "set arrow from first \(x), graph 0 to first \(x), graph 1 nohead dt (6,5) lc rgb '#555555' back")
        commands.append(
            "set label \(PaperFigure.quoted(text)) at first \(x), graph \(height) \(side) offset \(offset),0 "
                + "tc rgb '#333333' front")
    }
}

/// What a value is called, and the value: aligned text for people.
struct TwoColumns {
    private var rows: [(name: String, value: StyledText?)] = []

    mutating func add(_ name: String, _ value: String, _ style: TextStyle = .plain) {
        rows.append((name, StyledText(value, style)))
    }

    mutating func add(_ name: String, _ value: StyledText) { rows.append((name, value)) }

    /// Begins a block of rows that belong together.
    mutating func addHeading(_ name: String) { rows.append((name, nil)) }

    /// One line a row, the values one below the other.
    func print(to output: StandardOutput) throws(CommandFailure) {
        let column = (rows.map(\.name.count).max() ?? 0) + 2
        for (name, value) in rows {
            guard let value else {
                try output.line("")
                try output.line(StyledText(name, .bold).rendered())
                continue
            }
            var line = StyledText(name, .dim)
            line.pad(to: column)
            line.add(value)
            try output.line(line.rendered())
        }
    }
}

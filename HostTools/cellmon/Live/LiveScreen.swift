/// Draws the live table in place, and leaves its last state on the terminal.
final class LiveScreen {
    private var table: LiveTable
    private let output: StandardOutput
    private var drawnLines = 0
    private var drawnSize = (columns: 0, rows: 0)
    private var hasEnded = false

    init(_ table: LiveTable, _ output: StandardOutput) {
        self.table = table
        self.output = output
        TerminalState.enter()
    }

    func show(_ report: WatchReport) throws(CommandFailure) {
        table.take(report)
        if case .status = report { try draw() }
    }

    /// Gives the terminal back; the cursor stands below the table.
    func end() {
        guard !hasEnded else { return }
        hasEnded = true
        TerminalState.restore()
    }

    private func draw() throws(CommandFailure) {
        let size = TerminalState.size
        if drawnLines > 0 {
            // After a resize old lines may have been wrapped: start on an empty screen.
            output.write(size == drawnSize ? "\u{1B}[\(drawnLines)A\r" : "\u{1B}[2J\u{1B}[H")
        }
        // The last row stays free, so that nothing scrolls.
        let lines = table.lines(columns: size.columns, rows: size.rows - 1)
        for line in lines { output.write(line.rendered(columns: size.columns) + "\u{1B}[K\n") }
        output.write("\u{1B}[J")
        drawnLines = lines.count
        drawnSize = size
        try output.flush()
    }
}

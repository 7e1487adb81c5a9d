/// Draws the live table in place, and leaves its last state on the terminal.
final class LiveScreen {
    private var table: LiveTable
    private let output: StandardOutput
    private var drawnLines = 0
    private var drawnSize = (columns: 0, rows: 0)
    private var lastDrawn: ContinuousClock.Instant?
    private var isStale = false
    private var hasEnded = false

    init(_ table: LiveTable, _ output: StandardOutput) {
        self.table = table
        self.output = output
    }

    func show(_ report: WatchReport) throws(CommandFailure) {
        table.take(report)
        guard case .status = report else { return }
        isStale = true
        // More than twenty pictures a second nobody sees.
        if let lastDrawn, ContinuousClock.now - lastDrawn < .milliseconds(50) { return }
        try draw()
    }

    /// Gives the terminal back; the cursor stands below the table.
    func end() {
        guard !hasEnded else { return }
        hasEnded = true
        if isStale { try? draw() }
        TerminalState.restore()
    }

    private func draw() throws(CommandFailure) {
        isStale = false
        lastDrawn = .now
        // At first, and after a stop, the table goes below what stands there.
        if TerminalState.enter() { drawnLines = 0 }
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

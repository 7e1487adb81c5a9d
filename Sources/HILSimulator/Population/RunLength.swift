/// How long a cell is run.
///
/// Warm: 60…100 h, so that both cut-offs were met about half of the time before the end; longer where it takes longer, by
/// 12 h behind the second cut-off, at most 140 h. Cold: until 2.2 equivalent full cycles or 500 h.
struct RunLength: Sendable {
    static let longestWarmHours = 140
    static let coldHours = 500
    static let coldCycles = 2.2

    let isCold: Bool

    /// Whether a run is over after so many seconds.
    func isOver(second: Int, metBothAtSecond met: Int?, cycles: Double) -> Bool {
        guard !isCold else { return second >= RunLength.coldHours * 3600 || cycles >= RunLength.coldCycles }
        guard let met else { return second >= RunLength.longestWarmHours * 3600 }
        let usual = min(max(2 * met, 60 * 3600), 100 * 3600)
        return second >= max(usual, met + 12 * 3600) || second >= RunLength.longestWarmHours * 3600
    }
}

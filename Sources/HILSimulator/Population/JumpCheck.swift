import CellCore

/// Looks for estimates that jump farther than the monitor's own bounds allowed.
///
/// From one scored sample to the next the estimate may move to anywhere within the last bounds, widened by the charge
/// that was counted between them. Restarts and samples without a statement have no neighbour.
package struct JumpCheck: Equatable, Sendable {
    /// What rounding to `Float` may add: 2⁻²³ for each of some ten operations.
    private static let rounding = 1e-6

    /// Pairs of neighbours that were looked at.
    package private(set) var pairs = 0
    /// Jumps beyond what was allowed.
    package private(set) var violations = 0
    /// By how much the worst of them went beyond; 0 without any.
    package private(set) var worst = 0.0
    /// When that was, in seconds.
    package private(set) var worstSecond: Int?
    private var last: Bounded?

    /// Nothing is looked at yet.
    package init() {}

    /// Takes the next statement; `change` is what was counted since the last as a share of the capacity, nil after a
    /// restart.
    @inline(__always)
    package mutating func take(_ stated: Bounded?, change: Double?, second: Int) {
        defer { last = stated }
        guard let last, let stated, let change else { return }
        pairs += 1
        let allowed = change + JumpCheck.rounding
        let value = Double(stated.value)
        let excess = max(Double(last.lower) - allowed - value, value - Double(last.upper) - allowed)
        guard excess > 0 else { return }
        violations += 1
        if excess > worst {
            worst = excess
            worstSecond = second
        }
    }
}

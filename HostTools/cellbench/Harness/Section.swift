import CellData

/// What a figure has to reach.
enum Goal {
    case atLeast(Double)
    case atMost(Double)

    func isMet(by value: Double) -> Bool {
        switch self {
        case .atLeast(let least): value >= least
        case .atMost(let most): value <= most
        }
    }
}

/// One measured number: the median of its runs, and their ends.
struct Figure {
    let label: String
    let quantity: Quantity
    let median: Double
    let lowest: Double
    let highest: Double
    /// How many values the median is of.
    let count: Int
    var goal: Goal?

    init(_ label: String, _ quantity: Quantity, _ values: [Double], goal: Goal? = nil) {
        let sorted = values.sorted()
        self.label = label
        self.quantity = quantity
        median = sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        lowest = sorted.first ?? .nan
        highest = sorted.last ?? .nan
        count = sorted.count
        self.goal = goal
    }
}

/// A figure of another program, never measured by this one; `Docs/Benchmarks.md` says where each comes from.
struct Peer {
    let name: String
    let quantity: Quantity
    let low: Double
    let high: Double
    let note: String

    init(_ name: String, _ quantity: Quantity, _ low: Double, _ high: Double? = nil, _ note: String = "") {
        self.name = name
        self.quantity = quantity
        self.low = low
        self.high = high ?? low
        self.note = note
    }
}

/// A benchmark's results.
struct Section {
    /// Name as `--only` takes it.
    let name: String
    let title: String
    var figures: [Figure] = []
    var peers: [Peer] = []
    /// A table of its own, and lines of explanation.
    var text: [String] = []
    /// What `text` says, for machines.
    var rows: [JSONLine] = []
}

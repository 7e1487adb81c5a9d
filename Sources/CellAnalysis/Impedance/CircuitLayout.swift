/// Which elements of a circuit belong together: what a start needs to know of its shape.
struct CircuitLayout {
    /// An element, the index of its first variable, and the slow element whose time constant it takes part in.
    struct Member {
        var element: CircuitElement
        var start: Int
        /// Index of a slow element's own time constant, or of the one that a resistor lies across; nil in series.
        var slot: Int?
        /// True for a slow element with a resistor of its own across it.
        var hasResistor = false
    }

    /// Every element of the circuit.
    private(set) var members: [Member] = []
    /// How many slow elements there are.
    let slotCount: Int
    /// Ways to give time constants (0 the shortest) to the slow elements, without those that exchange equal branches.
    let assignments: [[Int]]

    private static let assignmentLimit = 120

    init(_ circuit: Circuit) {
        let steps = circuit.steps
        var parents = [Int?](repeating: nil, count: steps.count)
        for (index, step) in steps.enumerated() {
            switch step {
            case .element: break
            case .series(let left, let right), .parallel(let left, let right):
                parents[left] = index
                parents[right] = index
            }
        }
        var slots = [Int?](repeating: nil, count: steps.count)
        var count = 0
        for (index, step) in steps.enumerated() {
            guard case .element(let element, _) = step, element.isSlow else { continue }
            slots[index] = count
            count += 1
        }
        slotCount = count
        var withResistor = Set<Int>()
        for (index, step) in steps.enumerated() {
            guard case .element(let element, let start) = step else { continue }
            var slot = slots[index]
            if !element.isSlow { slot = CircuitLayout.slotAcross(index, steps, parents, slots) }
            if element == .resistor, let slot { withResistor.insert(slot) }
            members.append(Member(element: element, start: start, slot: slot))
        }
        for index in members.indices {
            if let slot = members[index].slot { members[index].hasResistor = withResistor.contains(slot) }
        }
        assignments = CircuitLayout.assignments(CircuitLayout.branches(steps, slots), count)
    }

    /// The first slow element that lies in parallel to a step or to what it is in series with.
    private static func slotAcross(_ index: Int, _ steps: [Circuit.Step], _ parents: [Int?], _ slots: [Int?]) -> Int? {
        var child = index
        while let parent = parents[child] {
            if case .parallel(let left, let right) = steps[parent],
                let found = inner(left == child ? right : left, steps).compactMap({ slots[$0] }).first
            {
                return found
            }
            child = parent
        }
        return nil
    }

    /// A step and all below it, in the order of the text.
    private static func inner(_ index: Int, _ steps: [Circuit.Step]) -> [Int] {
        switch steps[index] {
        case .element: [index]
        case .series(let left, let right), .parallel(let left, let right):
            inner(left, steps) + inner(right, steps) + [index]
        }
    }

    /// The branches that are in series in the whole circuit, each with its shape and its slow elements.
    private static func branches(_ steps: [Circuit.Step], _ slots: [Int?]) -> [(shape: String, slots: [Int])] {
        var waiting = [steps.count - 1]
        var result: [(shape: String, slots: [Int])] = []
        while let index = waiting.popLast() {
            if case .series(let left, let right) = steps[index] {
                waiting += [right, left]
                continue
            }
            let parts = inner(index, steps)
            let shape = parts.map { part in
                switch steps[part] {
                case .element(let element, _): element.rawValue
                case .series: "-"
                case .parallel: "|"
                }
            }
            result.append((shape.joined(separator: " "), parts.compactMap { slots[$0] }))
        }
        return result
    }

    private static func assignments(_ branches: [(shape: String, slots: [Int])], _ count: Int) -> [[Int]] {
        var result: [[Int]] = []
        var seen = Set<[Int]>()
        let order = branches.indices.sorted { (branches[$0].shape, $0) < (branches[$1].shape, $1) }
        var tried = 0
        func visit(_ chosen: [Int]) {
            guard result.count < assignmentLimit, tried < 5_040 else { return }
            guard chosen.count == count else {
                for next in 0..<count where !chosen.contains(next) { visit(chosen + [next]) }
                return
            }
            tried += 1
            // Equal branches in any order are the same: the key has their times sorted.
            var key: [Int] = []
            var start = 0
            while start < order.count {
                var end = start
                var group: [[Int]] = []
                while end < order.count, branches[order[end]].shape == branches[order[start]].shape {
                    group.append(branches[order[end]].slots.map { chosen[$0] })
                    end += 1
                }
                group.sort { $0.lexicographicallyPrecedes($1) }
                key += group.flatMap { $0 }
                start = end
            }
            if seen.insert(key).inserted { result.append(chosen) }
        }
        visit([])
        return result
    }
}

/// Makes a table rise.
enum Rising {
    /// The rising table nearest to `values` in the sense of least squares; missing ones at the ends go on straight.
    ///
    /// Neighbours that fall are replaced by their mean until none falls (pool adjacent violators); a rise of 20 µV between
    /// entries is added, since a flat table has no inverse. Nil for fewer than ten values, or one missing between others.
    /// Source: Barlow et al., Statistical Inference under Order Restrictions, Wiley 1972, section 1.2.
    static func curve(_ values: [Double?]) -> [Double]? {
        guard let first = values.firstIndex(where: { $0 != nil }), let last = values.lastIndex(where: { $0 != nil }),
            last - first >= 9
        else { return nil }
        var blocks: [(sum: Double, count: Int)] = []
        for value in values[first...last] {
            guard let value else { return nil }
            blocks.append((value, 1))
            while blocks.count > 1 {
                let (left, right) = (blocks[blocks.count - 2], blocks[blocks.count - 1])
                guard left.sum / Double(left.count) >= right.sum / Double(right.count) else { break }
                blocks.removeLast(2)
                blocks.append((left.sum + right.sum, left.count + right.count))
            }
        }
        let pooled = blocks.flatMap { Array(repeating: $0.sum / Double($0.count), count: $0.count) }
        let below = pooled[1] - pooled[0]
        let above = pooled[pooled.count - 1] - pooled[pooled.count - 2]
        let start = (0..<first).map { pooled[0] - below * Double(first - $0) }
        let end = (last..<values.count).dropFirst().map { pooled[pooled.count - 1] + above * Double($0 - last) }
        let middle = Double(values.count - 1) / 2
        return (start + pooled + end).enumerated().map { $1 + 20e-6 * (Double($0) - middle) }
    }
}

/// The sectors of a ring that failed to erase or to program, by position. Full, it takes no more: those that found no
/// room are tried again each time round, and after each start.
struct RetiredSectors: Sendable {
    static var capacity: Int { 16 }

    private var positions = InlineArray<16, UInt16>(repeating: 0xFFFF)
    private(set) var count = 0

    /// The position that was retired as number `index`, 0..<`count`.
    subscript(index: Int) -> UInt16 { index >= 0 && index < count ? positions[index] : 0xFFFF }

    func contains(_ position: Int) -> Bool {
        for index in 0..<count where Int(positions[index]) == position { return true }
        return false
    }

    mutating func insert(_ position: Int) {
        guard count < RetiredSectors.capacity, position >= 0, position < 0xFFFF, !contains(position) else { return }
        positions[count] = UInt16(position)
        count += 1
    }
}

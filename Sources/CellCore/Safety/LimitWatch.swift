/// Holds the cell to the limits of its profile: tells when one was exceeded for long enough, and when it is kept again.
///
/// Every row is judged by itself, on two samples at least, and times are those of the samples: neither their period nor a
/// gap matters. What is not measured is not judged; an excess that was being timed begins anew after it.
struct LimitWatch: Sendable {
    /// Rows told and not yet kept again: a bit each, by `LimitRow.index`.
    private(set) var active: UInt32 = 0
    /// Rows that are not as told, and timed.
    private(set) var pending: UInt32 = 0
    /// Since when, in units of 2¹⁷ µs; wraps after 2.4 hours, which makes such a row wait once more.
    private var since: InlineArray<24, UInt16> = InlineArray(repeating: 0)
    /// When the first row's time comes, or earlier.
    private var due: UInt16 = 0

    /// True when the time of a timed row may have come.
    @inline(__always)
    func isDue(timeMicroseconds: UInt64) -> Bool {
        pending != 0 && LimitWatch.units(timeMicroseconds) &- due < 0x8000
    }

    /// True while nothing is told or timed.
    var isCalm: Bool { active | pending == 0 }

    /// True while the temperature or its rate is outside any limit.
    var isTemperatureExcursion: Bool { active & 0x1F_F000 != 0 }

    /// True while a row of either of two quantities is told or timed.
    func hasAny(of one: LimitRow.Quantity, _ other: LimitRow.Quantity) -> Bool {
        (active | pending) & (LimitWatch.bits(one) | LimitWatch.bits(other)) != 0
    }

    private static func bits(_ quantity: LimitRow.Quantity) -> UInt32 { 7 * bit(3 * quantity.rawValue) }

    /// Judges the three rows of a quantity that has to stay below its levels, or above them. Cost: about 30 operations.
    mutating func judge(
        _ quantity: LimitRow.Quantity, _ value: Int64, isBelow: Bool = false, _ levels: LimitLevels, hysteresis: Int64,
        timeMicroseconds: UInt64
    ) {
        let shift = UInt32(truncatingIfNeeded: 3 * quantity.rawValue)
        let told = (active >> shift) & 7
        var beyond: UInt32 = 0
        for level in 0..<3 {
            let slack = told & LimitWatch.bit(level) != 0 ? hysteresis : 0
            let threshold = levels.level(level)
            let isBeyond = isBelow ? value < threshold &+ slack : value > threshold &- slack
            beyond |= isBeyond ? LimitWatch.bit(level) : 0
        }
        note(beyond ^ told, shift, timeMicroseconds)
    }

    /// Times the rows of a quantity that are not as told: `changed` has a bit for each.
    @inline(__always)
    private mutating func note(_ changed: UInt32, _ shift: UInt32, _ timeMicroseconds: UInt64) {
        let mask = changed << shift
        let before = pending
        var new = mask & ~pending
        pending = pending & ~(7 << shift) | mask
        while new != 0 {
            since[new.trailingZeroBitCount] = LimitWatch.units(timeMicroseconds)
            new &= new &- 1
        }
        if pending != before { foresee(timeMicroseconds) }
    }

    /// Judges the three rows of a rate, whose hysteresis is a fifth of each level.
    mutating func judgeRate(
        _ quantity: LimitRow.Quantity, _ rate: Int64, _ levels: LimitLevels, timeMicroseconds: UInt64
    ) {
        let shift = UInt32(truncatingIfNeeded: 3 * quantity.rawValue)
        let told = (active >> shift) & 7
        var beyond: UInt32 = 0
        for level in 0..<3 {
            let threshold = levels.level(level)
            let isTold = told & LimitWatch.bit(level) != 0
            beyond |= rate > (isTold ? threshold - threshold / 5 : threshold) ? LimitWatch.bit(level) : 0
        }
        note(beyond ^ told, shift, timeMicroseconds)
    }

    /// A quantity is not measured: what was being timed is forgotten, what was told stays.
    mutating func skip(_ quantity: LimitRow.Quantity) { pending &= ~LimitWatch.bits(quantity) }

    mutating func skip(_ one: LimitRow.Quantity, _ other: LimitRow.Quantity) {
        skip(one)
        skip(other)
    }

    /// The gravest row whose time has come, told as having changed; nil when none has.
    ///
    /// Call it again for the next, and `foresee` after the last. Cost: about ten operations a row that is timed.
    mutating func settle(timeMicroseconds: UInt64) -> (row: LimitRow, isBeyond: Bool)? {
        guard pending != 0 else { return nil }
        let now = LimitWatch.units(timeMicroseconds)
        // The rows of one level are every third bit; the gravest level first.
        for level in 0..<3 {
            var left = pending & (0x24_9249 << UInt32(truncatingIfNeeded: 2 - level))
            while left != 0 {
                let index = 31 - left.leadingZeroBitCount
                left ^= LimitWatch.bit(index)
                guard let row = LimitRow(index: index) else { continue }
                guard now &- since[index] >= LimitWatch.debounce(row) else { continue }
                pending &= ~LimitWatch.bit(index)
                active ^= LimitWatch.bit(index)
                return (row, active & LimitWatch.bit(index) != 0)
            }
        }
        return nil
    }

    /// Finds when the first row's time comes. One whose clock has wrapped counts as due: `settle` will see.
    mutating func foresee(_ timeMicroseconds: UInt64) {
        let now = LimitWatch.units(timeMicroseconds)
        var least: UInt16 = 0x7FFF
        var left = pending
        while left != 0 {
            let index = left.trailingZeroBitCount
            left &= left &- 1
            guard let row = LimitRow(index: index) else { continue }
            let passed = now &- since[index]
            let debounce = LimitWatch.debounce(row)
            least = min(least, passed < debounce ? debounce - passed : 0)
        }
        due = now &+ least
    }

    private static func debounce(_ row: LimitRow) -> UInt16 {
        UInt16(truncatingIfNeeded: (row.debounceSeconds * 15_625) >> 11)
    }

    private static func bit(_ index: Int) -> UInt32 { 1 << UInt32(truncatingIfNeeded: index) }

    /// 0.131 s each.
    private static func units(_ timeMicroseconds: UInt64) -> UInt16 {
        UInt16(truncatingIfNeeded: timeMicroseconds >> 17)
    }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&active)
        coder.code(&pending)
        for index in since.indices { coder.code(&since[index]) }
        coder.code(&due)
        active &= 0xFF_FFFF
        pending &= 0xFF_FFFF
    }
}

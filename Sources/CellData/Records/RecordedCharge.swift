/// The record's own count of charge, made into one net count since the first row.
///
/// `Net Capacity` is used as it stands. Otherwise the two counters of charge and discharge are followed; by BDF they
/// never fall, but cyclers set them to zero at steps or cycles, and then what they show afterwards is added.
struct RecordedCharge {
    private let sign: CurrentSign
    private var firstNet: Int64?
    private var lastCharged: Int64?
    private var lastDischarged: Int64?
    /// Picoampere-hours, positive when charged; wraps only beyond nine million ampere-hours.
    private(set) var net: Int64 = 0
    private(set) var isKnown = false

    init(sign: CurrentSign) { self.sign = sign }

    /// Takes the counters of the next row; true when it had any.
    mutating func update(_ row: RawRow) -> Bool {
        if let recorded = row[.netCharge] {
            let value = sign.chargingPositive(recorded)
            net = value &- (firstNet ?? value)
            if firstNet == nil { firstNet = value }
            isKnown = true
            return true
        }
        guard firstNet == nil else { return false }
        let charged = row[.charged]
        let discharged = row[.discharged]
        if let charged {
            net = net &+ RecordedCharge.increase(from: lastCharged, to: charged)
            lastCharged = charged
        }
        if let discharged {
            net = net &- RecordedCharge.increase(from: lastDischarged, to: discharged)
            lastDischarged = discharged
        }
        let hasCounter = charged != nil || discharged != nil
        isKnown = isKnown || hasCounter
        return hasCounter
    }

    /// What a counter gained; from a lower value on it has started again at zero.
    private static func increase(from last: Int64?, to value: Int64) -> Int64 {
        guard let last else { return 0 }
        return value >= last ? value &- last : value
    }
}

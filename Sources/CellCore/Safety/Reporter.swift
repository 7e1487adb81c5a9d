/// Numbers events and gives them their time and severity.
struct Reporter {
    var timeMicroseconds: UInt64
    var sequence: UInt32

    mutating func report(_ id: EventID, value: Int64, to events: inout EventList) {
        sequence &+= 1
        events.append(
            MonitorEvent(
                timeMicroseconds: timeMicroseconds, sequence: sequence, id: id, severity: id.diagnosis.severity,
                value: value))
    }
}

import CellCore
import TestSupport
import Testing

/// What the device tells of itself becomes an event with the next number, and nothing else changes.
@Suite struct NoticeTests {
    private func sample(_ second: UInt64) -> Sample {
        Sample(
            timeMicroseconds: second * 1_000_000, intervalMicroseconds: 1_000_000, currentPicoamperes: -86_400_000,
            voltageNanovolts: 1_900_000_000, temperatureMillikelvin: 298_150)
    }

    private func notice(_ id: EventID, _ value: Int64 = 0, at second: UInt64 = 5) -> DeviceNotice {
        DeviceNotice(timeMicroseconds: second * 1_000_000, id: id, value: value)
    }

    private func taken(_ events: inout EventList) -> [MonitorEvent] {
        defer { events.removeAll() }
        return (0..<events.count).compactMap { events[$0] }
    }

    @Test func `a notice takes the next number, and the events after it go on from there`() {
        var monitor = CellMonitor(profile: .generic)
        var events = EventList()
        monitor.step(sample(1), events: &events)
        monitor.note(notice(.voltageChipFault, 1, at: 2), events: &events)
        monitor.note(notice(.chipRecovered, 1, at: 3), events: &events)
        // The same time again is an event of the monitor's own.
        monitor.step(sample(1), events: &events)
        let all = taken(&events)
        #expect(all.map(\.sequence) == [1, 2, 3, 4])
        #expect(all.map(\.id) == [.started, .voltageChipFault, .chipRecovered, .timeDuplicate])
        #expect(all.map(\.severity) == [.info, .warning, .info, .caution])
        #expect(all.map(\.timeMicroseconds) == [1_000_000, 2_000_000, 3_000_000, 1_000_000])
        #expect(all[1].value == 1)
    }

    @Test func `a notice may come before the first sample`() {
        var monitor = CellMonitor(profile: .generic)
        var events = EventList()
        monitor.note(notice(.checkpointRefused, at: 0), events: &events)
        monitor.step(sample(1), events: &events)
        let all = taken(&events)
        #expect(all.map(\.id) == [.checkpointRefused, .started])
        #expect(all.map(\.sequence) == [1, 2])
    }

    /// Identifiers 40…79 are the device's; what the monitor finds in samples nobody else may say.
    @Test func `only identifiers of the device are taken`() {
        var known: [UInt16] = []
        for rawID in UInt16.min...300 {
            guard let id = EventID(rawValue: rawID) else { continue }
            known.append(rawID)
            var monitor = CellMonitor(profile: .generic)
            var events = EventList()
            monitor.note(notice(id, -7), events: &events)
            let isDevice = rawID >= 40 && rawID <= 79
            #expect(id.isNotice == isDevice, "\(rawID)")
            #expect(events.count == (isDevice ? 1 : 0), "\(rawID)")
            guard isDevice else { continue }
            let event = events[0]
            #expect(event?.id == id && event?.value == -7 && event?.timeMicroseconds == 5_000_000)
            #expect(event?.severity == id.diagnosis.severity)
        }
        #expect(known.filter { $0 >= 40 && $0 <= 79 } == [40, 41, 42, 43, 44, 45, 46, 50, 51, 60, 61, 62, 63, 64])
    }

    @Test func `nothing is estimated from a notice`() {
        var random = SeededGenerator(seed: 83, purpose: "notices between samples")
        let identifiers: [EventID] = [
            .currentChipFault, .sampleLate, .burst, .spectrumTaken, .journalWorn, .recordLost,
        ]
        var with = CellMonitor(profile: .aluconeTiS2)
        var without = with
        var events = EventList()
        for second in 1...600 as ClosedRange<UInt64> {
            var next = sample(second)
            next.voltageNanovolts += Int64.random(in: -20_000_000...20_000_000, using: &random)
            with.step(next, events: &events)
            without.step(next, events: &events)
            let told = notice(
                identifiers.randomElement(using: &random) ?? .burst, Int64.random(in: .min ... .max, using: &random),
                at: UInt64.random(in: 0...1_000_000, using: &random))
            with.note(told, events: &events)
            #expect(with.status == without.status)
            events.removeAll()
        }
    }

    @Test func `a snapshot keeps the number`() throws {
        var monitor = CellMonitor(profile: .generic)
        var events = EventList()
        monitor.step(sample(1), events: &events)
        for _ in 0..<5 { monitor.note(notice(.recordLost, 3), events: &events) }
        events.removeAll()
        var restored = try CellMonitor(profile: .generic, snapshot: monitor.snapshot)
        restored.note(notice(.burst, 1_000_000), events: &events)
        restored.step(sample(2), events: &events)
        let all = taken(&events)
        #expect(all.map(\.sequence) == [7, 8])
        #expect(all.map(\.id) == [.burst, .restored])
    }

    @Test func `a full list loses the notice and counts it, but not its number`() {
        var monitor = CellMonitor(profile: .generic)
        var events = EventList()
        for value in 0..<16 as Range<Int64> { monitor.note(notice(.recordLost, value), events: &events) }
        #expect(events.lostCount == 1)
        #expect(taken(&events).map(\.value) == Array(0..<15))
        monitor.note(notice(.recordLost, 16), events: &events)
        #expect(events[0]?.sequence == 17)
    }

    /// In the order of the table of faults in `Docs/Protocol.md`.
    @Test func `every fault has words`() {
        let words = [
            "works", "does not answer", "its bus fails", "another chip answers", "lost a setting", "no conversion ends",
            "answers are damaged", "its memory is bad", "input is open", "reference is out of range",
        ]
        for rawValue in UInt8.min...UInt8.max {
            let text = HardwareFault(rawValue: rawValue).map { "\($0.text)" }
            #expect(text == (words.indices.contains(Int(rawValue)) ? words[Int(rawValue)] : nil), "\(rawValue)")
        }
    }
}

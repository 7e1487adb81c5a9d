import CellCore
import Testing

/// A sample with 100 pA over `interval` that ends at `time`, both in microseconds.
private func sample(_ time: UInt64, _ interval: UInt64, _ current: Int64 = 100) -> Sample {
    Sample(
        timeMicroseconds: time, intervalMicroseconds: interval, currentPicoamperes: current,
        voltageNanovolts: 1_900_000_000, temperatureMillikelvin: 298_150)
}

private func run(_ samples: [Sample]) -> (status: CellStatus, events: [MonitorEvent]) {
    var monitor = CellMonitor(profile: .generic)
    var all: [MonitorEvent] = []
    for sample in samples {
        var events = EventList()
        monitor.step(sample, events: &events)
        for index in 0..<events.count { if let event = events[index] { all.append(event) } }
    }
    return (monitor.status, all)
}

private func attocoulombs(_ status: CellStatus) -> Int64 {
    status.charge.net.nanocoulombs * 1_000_000_000 + Int64(status.charge.net.attocoulombs)
}

@Suite struct TimeTests {
    @Test func countsWhatIsCovered() {
        let (status, events) = run([sample(1_000_000, 1_000_000), sample(2_000_000, 1_000_000)])
        #expect(attocoulombs(status) == 200_000_000)
        #expect(status.uncoveredMicroseconds == 0 && status.refusedSampleCount == 0)
        #expect(events.map(\.id) == [.started])
    }

    @Test func aGapIsToldAndNotIntegrated() {
        let (status, events) = run([sample(1_000_000, 1_000_000), sample(5_000_000, 1_000_000)])
        #expect(attocoulombs(status) == 200_000_000)
        #expect(status.uncoveredMicroseconds == 3_000_000)
        #expect(events.map(\.id) == [.started, .timeGap])
        #expect(events[1].value == 3_000_000 && events[1].severity == .caution)
        #expect(events.map(\.sequence) == [1, 2])
    }

    @Test func aDuplicateIsToldAndNotIntegrated() {
        let (status, events) = run([sample(1_000_000, 1_000_000), sample(1_000_000, 1_000_000, 999)])
        #expect(attocoulombs(status) == 100_000_000)
        #expect(status.refusedSampleCount == 1 && status.sampleCount == 1)
        #expect(status.currentPicoamperes == 100, "nothing is taken from the sample")
        #expect(events.map(\.id) == [.started, .timeDuplicate])
    }

    @Test func timeRunningBackIsToldAndNotIntegrated() {
        let (status, events) = run([sample(9_000_000, 1_000_000), sample(4_000_000, 1_000_000)])
        #expect(attocoulombs(status) == 100_000_000)
        #expect(status.timeMicroseconds == 9_000_000)
        #expect(events.map(\.id) == [.started, .timeBackwards])
        #expect(events[1].value == 5_000_000)
    }

    @Test func anOverlapIsCountedOnce() {
        let (status, events) = run([sample(2_000_000, 1_000_000), sample(2_500_000, 1_000_000)])
        #expect(attocoulombs(status) == 150_000_000)
        #expect(events.map(\.id) == [.started, .intervalOverlap])
    }

    @Test func aRunOfTheSameFaultIsOneEvent() {
        let samples = (1...20).map { sample(UInt64($0) * 10_000_000, 1_000_000) }
        let (status, events) = run(samples)
        #expect(events.map(\.id) == [.started, .timeGap])
        #expect(status.uncoveredMicroseconds == 19 * 9_000_000)
    }

    @Test func anInvalidCurrentIsNotIntegratedAndTheTimeIsUncovered() {
        var missing = sample(2_000_000, 1_000_000, 5_000)
        missing.flags = SampleFlags.voltageValid.union(.temperatureValid)
        let (status, events) = run([sample(1_000_000, 1_000_000), missing, sample(3_000_000, 1_000_000)])
        #expect(attocoulombs(status) == 200_000_000)
        #expect(status.uncoveredMicroseconds == 1_000_000)
        #expect(events.map(\.id) == [.started, .sensorInvalid, .learningLocked, .sensorValid])
        #expect(events[1].value == 1)
    }

    @Test func whatIsMissingIsAbsentNotZero() {
        var nothing = sample(1_000_000, 1_000_000)
        nothing.flags = .none
        let (status, _) = run([nothing])
        #expect(status.voltageNanovolts == nil && status.currentPicoamperes == nil)
        #expect(status.temperatureMillikelvin == nil && status.stateOfCharge == nil)
    }

    @Test func extremeSamplesDoNotTrap() {
        let extreme = [
            Sample(
                timeMicroseconds: 1, intervalMicroseconds: .max, currentPicoamperes: .min, voltageNanovolts: .min,
                temperatureMillikelvin: .min, flags: SampleFlags(rawValue: .max)),
            Sample(
                timeMicroseconds: .max - 1, intervalMicroseconds: .max, currentPicoamperes: .max,
                voltageNanovolts: .max, temperatureMillikelvin: .max),
            Sample(
                timeMicroseconds: .max, intervalMicroseconds: 0, currentPicoamperes: .min, voltageNanovolts: .min,
                temperatureMillikelvin: 0),
        ]
        for profile in [CellProfile.aluconeTiS2, .symmetric, .generic] {
            var monitor = CellMonitor(profile: profile)
            for sample in extreme {
                var events = EventList()
                monitor.step(sample, events: &events)
                #expect(events.lostCount == 0)
            }
            if let charge = monitor.status.stateOfCharge { #expect(charge.value.isFinite) }
        }
    }
}

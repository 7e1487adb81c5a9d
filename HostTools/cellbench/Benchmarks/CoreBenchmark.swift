import CellCore

/// `core`: one sample through the monitor.
enum CoreBenchmark {
    static func section() throws -> Section {
        var section = Section(
            name: "core", title: "CellMonitor.step, a sample: rest, anchor, load, shorts, faulty samples")
        let samples = try SampleTrace.eventful()
        let repetitions = 100
        for (name, profile) in [("alucone-tis2", CellProfile.aluconeTiS2), ("generic", .generic)] {
            let times = Stopwatch.measure {
                for _ in 0..<repetitions {
                    var monitor = CellMonitor(profile: profile)
                    var events = EventList()
                    for sample in samples {
                        monitor.step(sample, events: &events)
                        events.removeAll()
                    }
                    consume(monitor)
                }
            }
            section.figures.append(
                Figure(
                    "time of a step, \(name)", .seconds,
                    times.map { $0.processor / Double(samples.count * repetitions) }))
        }
        section.peers = [
            Peer("coulomb counter", .instructions, 13, nil, "an update, Cortex-M4"),
            Peer("EKF of two RC pairs", .instructions, 102, nil, "an update, Cortex-M4"),
            Peer("TI's kernel gauge, CEDV", .instructions, 310, 335, "an update, Cortex-M4"),
            Peer("Trezor, EKF of one state", .instructions, 402, 427, "an update, Cortex-M4"),
            Peer("EKF of 3 × 3", .instructions, 468, 1184, "an update, Cortex-M4"),
            Peer("adaptive UKF", .instructions, 20_000, nil, "an update, Cortex-M4"),
        ]
        return section
    }
}

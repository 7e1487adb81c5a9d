import CellCore
import CellWire
import Foundation
import Testing

/// `cellmon info`: who the device is, and how its parts are when it can tell.
@Suite(.serialized) struct InfoTests {
    private func check(
        _ device: @escaping @Sendable () -> any BenchDevice, as name: String,
        _ prepare: (DeviceBench) throws -> Void = { _ in }
    ) throws {
        try DeviceBench.with(device) { bench in
            try prepare(bench)
            try Golden.check(["info"], as: name, at: bench)
            try Golden.check(["info", "--json"], as: "\(name)-json", at: bench)
        }
    }

    /// The real firmware on a board without flash and impedance front end.
    @Test func ofTheFirmware() throws {
        try check({ FirmwareDevice(profile: .aluconeTiS2) }, as: "info-firmware") { bench in
            bench.feed(HandMade.samples(from: 1, count: 5))
        }
    }

    @Test func allIsWell() throws {
        try check({ AnsweringDevice(Self.capabilities, Self.healthy) }, as: "info-well")
    }

    @Test func partsThatFail() throws {
        try check({ AnsweringDevice(Self.capabilities, Self.failing) }, as: "info-failing")
    }

    /// States, faults and causes that this version does not know, and the greatest of every count.
    @Test func aNewerDevice() throws {
        try check({ AnsweringDevice(Self.capabilities, Self.unknown) }, as: "info-newer")
    }

    /// It is not asked, for it would refuse.
    @Test func anOlderDevice() throws {
        try check({ AnsweringDevice(.stream.union(.events), HealthReply()) }, as: "info-older")
    }

    /// Every part is a key of its own in the place that scripts look at.
    @Test func keys() throws {
        try DeviceBench.with({ AnsweringDevice(Self.capabilities, Self.failing) }) { bench in
            let info = try #require(try Cellmon.run(["info", "--json"] + bench.options).objects().first)
            let health = try #require(info["health"] as? [String: Any])
            let chips = try #require(health["chips"] as? [[String: Any]])
            #expect(chips.map { $0["chip"] as? String } == ["current", "voltage", "temperature", "impedance"])
            #expect(chips.map { $0["part"] as? String } == ["INA228", "ADS122C04", "TMP117", "AD5941"])
            #expect(chips.map { $0["state"] as? String } == ["measuring", "faulty", "starting", "not-fitted"])
            #expect(chips.map { $0["fault"] as? String } == [nil, "open-input", "absent", nil])
            #expect(chips.map { $0["failed_transfers"] as? Int } == [3, 4000, 1, 0])
            #expect(chips.map { $0["restarts"] as? Int } == [0, 7, 1, 0])
            #expect(health["greatest_lateness_second"] as? Double == 0.061_25)
            let journal = try #require(health["journal"] as? [String: Any])
            #expect(journal["log"] as? String == "newer-version")
            #expect(journal["minutes"] as? String == "worn")
            #expect(journal["retired_sectors"] as? Int == 65_537)
            #expect(journal["refused_records"] as? Int == 12)
            #expect(health["reset_cause"] as? String == "watchdog")
        }
    }

    private static let capabilities = Capabilities.stream.union(.events).union(.health).union(.spectra)

    private static func chip(
        _ state: ChipReport.State, _ fault: HardwareFault = .none, errors: UInt32 = 0, restarts: UInt32 = 0
    ) -> ChipReport {
        var chip = ChipReport()
        chip.rawState = state.rawValue
        chip.rawFault = fault.rawValue
        chip.errorCount = errors
        chip.faultCount = restarts
        return chip
    }

    private static func ring(_ state: RingReport.State, retired: UInt16 = 0, refused: UInt32 = 0) -> RingReport {
        var ring = RingReport()
        ring.rawState = state.rawValue
        ring.retiredCount = retired
        ring.refusedCount = refused
        return ring
    }

    private static var healthy: HealthReply {
        var health = HealthReply()
        health.current = chip(.measuring)
        health.voltage = chip(.measuring)
        health.temperature = chip(.measuring)
        health.impedance = chip(.measuring)
        health.log = ring(.ready)
        health.minutes = ring(.ready)
        health.greatestLatenessMicroseconds = 1000
        health.burstCount = 1
        health.spectrumCount = 25
        health.minuteCount = 1563
        health.checkpointCount = 1564
        health.startNumber = 1
        health.rawResetCause = 1
        return health
    }

    private static var failing: HealthReply {
        var health = HealthReply()
        health.current = chip(.measuring, errors: 3)
        health.voltage = chip(.faulty, .openInput, errors: 4000, restarts: 7)
        health.temperature = chip(.starting, .absent, errors: 1, restarts: 1)
        health.log = ring(.newerVersion, retired: 2)
        health.minutes = ring(.worn, retired: .max, refused: 12)
        health.busClearCount = 4
        health.lateSampleCount = 11
        health.lostSampleCount = 1
        health.greatestLatenessMicroseconds = 61_250
        health.minuteCount = 1
        health.checkpointCount = 2
        health.startNumber = 9
        health.rawResetCause = 3
        return health
    }

    private static var unknown: HealthReply {
        var health = HealthReply()
        health.current.rawState = 4
        health.voltage.rawState = 3
        health.voltage.rawFault = 200
        health.voltage.errorCount = .max
        health.voltage.faultCount = .max
        health.log.rawState = 9
        health.minutes.rawState = 9
        health.log.refusedCount = .max
        health.minutes.refusedCount = .max
        health.busClearCount = 1
        health.lateSampleCount = .max
        health.lostSampleCount = .max
        health.greatestLatenessMicroseconds = .max
        health.burstCount = .max
        health.spectrumCount = .max
        health.minuteCount = .max
        health.checkpointCount = .max
        health.startNumber = .max
        health.rawResetCause = 7
        return health
    }
}

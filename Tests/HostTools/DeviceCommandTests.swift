import CellCore
import Foundation
import Testing

/// `cellmon` against the real firmware behind a USB/IP server on loopback.
@Suite(.serialized) struct DeviceCommandTests {
    @Test func list() throws {
        try DeviceBench.with { bench in
            let text = try Cellmon.run(["list"] + bench.options)
            #expect(text.code == 0)
            #expect(text.output == "1209:0001:BENCH0001  \(bench.path)  ready\n")
            #expect(text.notices == "")
            let device = try #require(try Cellmon.run(["list", "--json"] + bench.options).objects().first)
            #expect(device["type"] as? String == "device")
            #expect(device["vid"] as? String == "1209")
            #expect(device["pid"] as? String == "0001")
            #expect(device["serial"] as? String == "BENCH0001")
            #expect(device["path"] as? String == bench.path)
            #expect(device["usable"] as? Bool == true)
            #expect(device["reason"] == nil)
        }
    }

    @Test func info() throws {
        try DeviceBench.with({ FirmwareDevice(profile: .aluconeTiS2) }) { bench in
            bench.feed(HandMade.samples(from: 1, count: 5))
            let info = try #require(try Cellmon.run(["info", "--json"] + bench.options).objects().first)
            #expect(info["type"] as? String == "info")
            #expect(info["serial"] as? String == "BENCH0001")
            #expect(info["source_revision"] as? String == "0123456789ab")
            #expect(info["protocol_version"] as? Int == 1)
            #expect(info["profile"] as? String == "alucone-tis2")
            #expect(info["uptime_second"] as? Double == 5)
            #expect(info["firmware_version"] as? String == "0.1.0")
            let text = try Cellmon.run(["info"] + bench.options)
            #expect(text.lines.contains("Capacity         1.018 mAh"))
            #expect(text.lines.contains("Serial number    BENCH0001"))
        }
    }

    @Test func status() throws {
        try DeviceBench.with { bench in
            bench.feed(HandMade.samples(from: 1, count: 10))
            let status = try #require(try Cellmon.run(["status", "--json"] + bench.options).objects().first)
            #expect(status["type"] as? String == "status")
            #expect(status["time_second"] as? Double == 10)
            #expect(status["voltage_volt"] as? Double == 2)
            #expect(status["current_ampere"] as? Double == -86.4e-6)
            #expect(status["temperature_celsius"] as? Double == 25)
            // The first sample is at 1 s and covers the second before it.
            #expect(status["net_charge_coulomb"] as? Double == -864e-6)
            #expect(status["soc"] == nil)
            #expect((status["short"] as? [String: Any])?["class"] as? String == "none")
            let text = try Cellmon.run(["status", "--check"] + bench.options)
            #expect(text.code == 0)
            #expect(text.lines.contains("Current           -86.40 µA (discharging)"))
            #expect(text.lines.contains("State of charge   –"))
        }
    }

    @Test func aShortedCellFailsTheCheck() throws {
        try DeviceBench.with { bench in
            bench.feed(HandMade.collapse(at: 10))
            let outcome = try Cellmon.run(["status", "--check"], environment: environment(bench))
            #expect(outcome.code == 2)
            #expect(outcome.lines.contains("Short             hard"))
            #expect(outcome.notices == "")
            #expect(try Cellmon.run(["status"] + bench.options).code == 0)
        }
    }

    private func environment(_ bench: DeviceBench) -> [String: String] {
        ["CELLMON_DEVICE": "usbip:127.0.0.1:\(bench.port)"]
    }
}

@Suite(.serialized) struct WatchTests {
    @Test func statusesAndTheEventsBetween() throws {
        try DeviceBench.with { bench in
            bench.feed(HandMade.collapse(at: 10))
            let outcome = try Cellmon.run(
                ["watch", "--json", "--interval", "0.02", "--count", "3"] + bench.options)
            #expect(outcome.code == 0)
            let types = try outcome.objects().compactMap { $0["type"] as? String }
            #expect(types == ["event", "event", "event", "event", "status", "status", "status"])
            // The first sample after the collapse brings faster samples, the second the verdict, the third the lock.
            let identifiers = try outcome.objects(ofType: "event").map { $0["id"] as? String }
            #expect(identifiers == ["started", "burst", "short-hard", "learning-locked"])
            let text = try Cellmon.run(["watch", "--interval", "0.02", "--count", "2"] + bench.options)
            #expect(text.lines.count == 6)
            #expect(text.lines.last == "     14.0 s  10.00 mV  -86.40 µA  25.00 °C  SOC       –  short hard")
        }
    }

    /// Every sample, also those that come in a burst.
    @Test func streamsEverySample() throws {
        try DeviceBench.with { bench in
            bench.feed(HandMade.samples(from: 1, count: 2))
            let watch = try Cellmon(["watch", "--json", "--interval", "0", "--until", "hard"] + bench.options)
            try #require(eventually { watch.outputSoFar.contains("started") })
            for sample in HandMade.collapse(at: 30).dropFirst(2) {
                bench.feed([sample])
                usleep(2000)
            }
            let outcome = try watch.wait()
            #expect(outcome.code == 0)
            #expect(outcome.notices == "")
            let times = try outcome.objects(ofType: "status").compactMap { $0["time_second"] as? Double }
            #expect(times == (3...31).map { Double($0) })
            let identifiers = try outcome.objects(ofType: "event").map { $0["id"] as? String }
            #expect(identifiers == ["started", "burst", "short-hard"])
        }
    }

    @Test func endsWithTheClassAskedFor() throws {
        try DeviceBench.with { bench in
            bench.feed(HandMade.samples(from: 1, count: 3))
            let watch = try Cellmon(["watch", "--interval", "0.02", "--until", "soft"] + bench.options)
            try #require(eventually { watch.outputSoFar.contains("short none") })
            bench.feed(HandMade.collapse(at: 10).suffix(6).map { $0 })
            let outcome = try watch.wait()
            #expect(outcome.code == 0)
            #expect(outcome.lines.last?.hasSuffix("short hard") == true)
        }
    }

    @Test func timeLimit() throws {
        try DeviceBench.with { bench in
            bench.feed(HandMade.samples(from: 1, count: 3))
            let late = try Cellmon.run(
                ["watch", "--interval", "0.05", "--until", "soft", "--timeout", "0.3"] + bench.options)
            #expect(late.code == 75)
            #expect(late.notices.contains("a short of class soft was not seen within 0.3 s"))
            let streamed = try Cellmon.run(
                ["watch", "--interval", "0", "--count", "9", "--timeout", "0.3"] + bench.options)
            #expect(streamed.code == 75)
            // Without a condition it is how long to watch.
            #expect(try Cellmon.run(["watch", "--timeout", "0.3"] + bench.options).code == 0)
        }
    }

    @Test func interrupted() throws {
        try DeviceBench.with { bench in
            bench.feed(HandMade.samples(from: 1, count: 3))
            let watch = try Cellmon(["watch", "--interval", "60"] + bench.options)
            try #require(eventually { watch.outputSoFar.contains("short none") })
            watch.interrupt()
            let outcome = try watch.wait()
            #expect(outcome.code == 0)
            #expect(outcome.notices == "")
        }
    }

    @Test(arguments: ["0.02", "0"]) func unplugged(_ interval: String) throws {
        try DeviceBench.with { bench in
            bench.feed(HandMade.samples(from: 1, count: 3))
            let watch = try Cellmon(["watch", "--interval", interval] + bench.options)
            try #require(eventually { watch.outputSoFar.contains("monitoring began") })
            bench.unplug()
            let outcome = try watch.wait()
            #expect(outcome.code == 74)
            #expect(outcome.notices.hasPrefix("cellmon: the device went away during "), "\(outcome.notices)")
            #expect(outcome.notices.split(separator: "\n").count == 1)
        }
    }

    private func eventually(_ condition: () -> Bool) -> Bool {
        for _ in 0..<2000 {
            if condition() { return true }
            usleep(5000)
        }
        return false
    }
}

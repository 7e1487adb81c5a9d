import Foundation
import HILSimulator
import Testing

/// Adafruit's CircuitPython libraries for the three chips, unchanged, read the right values from our register models.
///
/// They run in the Python that `CELLMON_PYTHON` names; when it is unset in the one that `make setup` has prepared, or in
/// `python3`. `adafruit.py` says what it needs.
/// Skipped, with the reason, where the packages or Python are absent.
@Suite struct AdafruitTests {
    @Test func `other people's drivers read the right values`() throws {
        let bridge = AdafruitBridge()
        let results: [String: Double]
        switch try bridge.run() {
        case .absent(let reason):
            try Test.cancel("Adafruit's libraries are not installed: \(reason)")
        case .broken(let status):
            Issue.record("the script ended with \(status)")
            return
        case .ended(let found): results = found
        }
        for (name, expected, tolerance) in Self.expected {
            let value = try #require(results[name], "\(name)")
            #expect(abs(value - expected) <= tolerance, "\(name) is \(value), not \(expected)")
        }
        #expect(results.count == Self.expected.count)
    }

    /// What was set by the script, and half a step of each chip.
    private static let expected: [(String, Double, Double)] = [
        ("ina228.device", 0x228, 0),
        ("ina228.shunt.0.0.1", 0.1, 0.16e-6), ("ina228.shunt.0.-0.12", -0.12, 0.16e-6),
        ("ina228.shunt.1.0.0243", 0.0243, 0.04e-6), ("ina228.shunt.1.-0.0058", -0.0058, 0.04e-6),
        // The driver truncates SHUNT_CAL: 1250 at ±163.84 mV, 5000 at ±40.96 mV, both exact here but for its rounding.
        ("ina228.current.0.0.1", 0.5, 0.5 / 1_249), ("ina228.current.0.-0.12", -0.5, 0.5 / 1_249),
        ("ina228.current.1.0.0243", 0.243, 0.243 / 4_999), ("ina228.current.1.-0.0058", -0.058, 0.058 / 4_000),
        ("ina228.bus", 3.3, 98e-6), ("ina228.die", 31.5, 0.004), ("ina228.power", 0.1914, 0.0001),
        ("ina228.averaging", 5, 0), ("ina228.time", 7, 0), ("ina228.early", 0, 0), ("ina228.ready", 1, 0),
        ("ina228.cleared", 0, 0), ("ina228.charge", 12, 0.5),
        ("ads122c04.plain.2.8", 2.8, 0.2e-6), ("ads122c04.plain.-0.05", -0.05, 0.2e-6),
        ("ads122c04.plain.1e-05", 1e-5, 0.2e-6),
        ("ads122c04.inverted.2.8", 2.8, 0.2e-6), ("ads122c04.inverted.-0.05", -0.05, 0.2e-6),
        ("ads122c04.inverted.1e-05", 1e-5, 0.2e-6),
        ("ads122c04.crc.2.8", 2.8, 0.2e-6), ("ads122c04.crc.-0.05", -0.05, 0.2e-6),
        ("ads122c04.crc.1e-05", 1e-5, 0.2e-6),
        ("ads122c04.early", 0, 0), ("ads122c04.ready", 1, 0), ("ads122c04.single", 1.5, 0.2e-6),
        ("ads122c04.celsius", 25, 0.016),
        ("tmp117.first", 21.5, 0.004), ("tmp117.-5.0", -5, 0.004), ("tmp117.45.0", 45, 0.004),
        ("tmp117.offset", 47, 0.004), ("tmp117.averages", 3, 0), ("tmp117.single", 10, 0.004),
        ("tmp117.limit", 9, 0.004), ("tmp117.alert", 1, 0), ("tmp117.serial", 0x1234_5678_9ABC, 0),
    ]
}

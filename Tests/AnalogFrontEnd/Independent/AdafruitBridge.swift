import AnalogFrontEnd
import Foundation
import HILSimulator

/// Serves the simulated chips to a Python process: it writes a request a line, and is answered a line.
final class AdafruitBridge {
    enum Outcome {
        case absent(String)
        case broken(Int32)
        case ended([String: Double])
    }

    private let clock = VirtualClock()
    private let ina228 = INA228Model(address: 0x40)
    private let ads122c04 = ADS122C04Model(address: 0x45)
    private let tmp117 = TMP117Model(address: 0x48)
    private var bus: SimulatedI2CBus
    private var results: [String: Double] = [:]

    init() {
        bus = SimulatedI2CBus(wire: I2CWire([ina228, ads122c04, tmp117]), clock: clock)
        ads122c04.setInputs(at: 0) { $0.celsius = 25 }
        // Past the power-up of every chip.
        clock.nanoseconds = 5_000_000
    }

    /// What `HostTools/python.sh` has set up in the package's folder.
    private static var preparedPython: String? {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        let path = folder.appendingPathComponent(".build-python/bin/python3").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    /// Runs the script to its end, at most 60 s.
    func run() throws -> Outcome {
        let process = Process()
        let python = ProcessInfo.processInfo.environment["CELLMON_PYTHON"] ?? AdafruitBridge.preparedPython ?? "python3"
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("adafruit.py")
        process.arguments = [python, script.path]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.standardError
        try process.run()
        let watchdog = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: watchdog)
        defer {
            watchdog.cancel()
            process.terminate()
            process.waitUntilExit()
        }
        var pending = Data()
        while true {
            let chunk = output.fileHandleForReading.availableData
            guard !chunk.isEmpty else {
                process.waitUntilExit()
                // `env` ends with 127 when there is no such Python.
                let status = process.terminationStatus
                return status == 127 ? .absent("no \(python)") : .broken(status)
            }
            pending.append(chunk)
            while let end = pending.firstIndex(of: 0x0A) {
                let words = String(decoding: pending[..<end], as: UTF8.self).split(separator: " ").map(String.init)
                pending = Data(pending[(end + 1)...])
                if words.first == "end" { return .ended(results) }
                if words.first == "absent" { return .absent(words.dropFirst().joined(separator: " ")) }
                try input.fileHandleForWriting.write(contentsOf: Data((answer(words) + "\n").utf8))
            }
        }
    }

    private func answer(_ words: [String]) -> String {
        switch (words.first, words.count) {
        case ("write", 3): return exchange(words[1], words[2], 0)
        case ("read", 4): return exchange(words[1], words[2], Int(words[3]) ?? 0)
        case ("sleep", 2):
            clock.nanoseconds += UInt64((Double(words[1]) ?? 0) * 1e9)
            return "ok"
        case ("set", 3):
            set(words[1], Double(words[2]) ?? 0)
            return "ok"
        case ("result", 3):
            results[words[1]] = Double(words[2])
            return "ok"
        default: return "unknown"
        }
    }

    private func set(_ name: String, _ value: Double) {
        let now = clock.nanoseconds
        switch name {
        case "shunt": ina228.setInputs(shuntVolts: value, at: now)
        case "bus": ina228.setInputs(busVolts: value, at: now)
        case "die": ina228.setInputs(dieCelsius: value, at: now)
        case "ain": ads122c04.setInputs(at: now) { $0.pins[0] = value }
        default: tmp117.setTemperature(celsius: value, at: now)
        }
    }

    /// One transfer; the hexadecimal digits come after an `x`, so that none is a word too.
    private func exchange(_ address: String, _ digits: String, _ count: Int) -> String {
        var transfer = I2CTransfer(address: UInt8(address) ?? 0, readCount: UInt8(clamping: count))
        var rest = digits.dropFirst()
        while rest.count >= 2 {
            transfer.written.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        bus.start(transfer)
        while true {
            clock.nanoseconds += 2_500
            switch bus.poll() {
            case .pending: continue
            case .done(let bytes):
                let text = (0..<bytes.count).map { String(format: "%02x", bytes[$0]) }.joined()
                return text.isEmpty ? "ok" : "ok \(text)"
            case .failed: return "nack"
            }
        }
    }
}

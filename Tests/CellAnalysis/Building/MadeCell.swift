import CellAnalysis
import Foundation

/// A cell whose every parameter is known, and the record of its cycling: what a builder must find again.
///
/// Diffusion is solved on 40 shells of equal thickness of a sphere, not with the two modes that the builder uses.
struct MadeCell {
    var coulombs = 3.6
    var seriesOhms = 12.0
    var slowOhms = 0.0
    var slowSeconds = 40.0
    var hysteresisVolts = 0.0
    var hysteresisSpan = 0.03
    var diffusionSeconds = 0.0
    /// By how much the hysteresis grows from content 0 to 1, in volts.
    var hysteresisSlope = 0.0
    /// Loss of charge, as a share of each charge, from a content on.
    var sideReaction = 0.0
    var sideReactionFrom = 0.0

    private let shellCount = 40
    private var shells: [Double]
    private var slowAmperes = 0.0
    private var state = -1.0
    private var seconds = 0.0
    private(set) var rows: [CyclingRecord.Row] = []
    /// Content at the ends of the discharges, last first and then the one before: what the profile calls 0 and 1.
    private(set) var turns: [Double] = []

    init() { shells = Array(repeating: 0.05, count: shellCount) }

    /// Two plateaus with a step between, and steep ends.
    static func volts(_ content: Double) -> Double {
        2.1 + 0.25 * content + 0.12 * tanh((content - 0.6) / 0.025) + 0.02
            * log(max(content, 1e-6) / max(1 - content, 1e-6))
    }

    private var mean: Double {
        let count = Double(shellCount)
        return shells.enumerated().map { index, content in
            content * (pow(Double(index + 1) / count, 3) - pow(Double(index) / count, 3))
        }.reduce(0, +)
    }

    /// The outermost shell; no more, since a jump there would be a resistance and nothing else.
    private var surface: Double { shells[shellCount - 1] }

    /// Advances by a second; `rate` is the change of the mean content a second.
    private mutating func diffuse(_ rate: Double) {
        guard diffusionSeconds > 0 else {
            for index in shells.indices { shells[index] += rate }
            return
        }
        let count = Double(shellCount)
        let parts = Int((count * count / diffusionSeconds * 4).rounded(.up))
        for _ in 0..<parts {
            let step = 1 / Double(parts)
            var flow = (0..<(shellCount - 1)).map { index -> Double in
                let area = pow(Double(index + 1) / count, 2)
                return area * (shells[index + 1] - shells[index]) * count / diffusionSeconds
            }
            flow.append(rate / 3)
            for index in shells.indices {
                let volume = (pow(Double(index + 1) / count, 3) - pow(Double(index) / count, 3)) / 3
                shells[index] += step * (flow[index] - (index > 0 ? flow[index - 1] : 0)) / volume
            }
        }
    }

    private mutating func second(_ amperes: Double) -> Double {
        let isLossy = amperes > 0 && mean >= sideReactionFrom
        let effective = isLossy ? amperes * (1 - sideReaction) : amperes
        diffuse(effective / coulombs)
        slowAmperes += (amperes - slowAmperes) * (1 - exp(-1 / slowSeconds))
        if amperes != 0 {
            state += ((amperes > 0 ? 1 : -1) - state) * (1 - exp(-abs(amperes) / coulombs / hysteresisSpan))
        }
        seconds += 1
        let volts =
            MadeCell.volts(surface) + seriesOhms * amperes + slowOhms * slowAmperes
            + (hysteresisVolts + hysteresisSlope * surface) * state
        rows.append(
            CyclingRecord.Row(
                seconds: seconds, intervalSeconds: 1, rowAmperes: amperes, amperes: amperes,
                volts: (volts * 1e5).rounded() / 1e5, recordedAmpereHours: .nan))
        return volts
    }

    /// Runs a current until the voltage passes `volts`, with a rest of ten minutes after each `restShare` of the capacity.
    mutating func run(_ amperes: Double, to volts: Double, restShare: Double? = nil) {
        var passed = 0.0
        while rows.count < 400_000 {
            let found = second(amperes)
            passed += abs(amperes) / coulombs
            if amperes > 0 ? found >= volts : found <= volts { break }
            if let restShare, passed >= restShare {
                passed = 0
                rest(600)
            }
        }
        turns.insert(mean, at: 0)
    }

    mutating func rest(_ count: Int) { for _ in 0..<count { _ = second(0) } }

    var record: CyclingRecord { CyclingRecord(rows: rows) }
}

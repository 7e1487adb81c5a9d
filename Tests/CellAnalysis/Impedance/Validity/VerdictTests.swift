import CellAnalysis
import CellData
import TestSupport
import Testing

/// Error rates of the verdict, both ways, on seeds that were not looked at while the limits were set.
@Suite struct VerdictTests {
    private typealias Reason = KramersKronigResult.Reason

    private func reasons(
        _ name: String, _ count: Int = 240, seed: UInt64,
        _ make: (Int, inout SeededGenerator) throws -> Spectrum
    ) throws -> (refused: Double, tally: [Reason: Int]) {
        var random = SeededGenerator(seed: seed, purpose: name)
        var tally: [Reason: Int] = [:]
        for index in 0..<count {
            let result = try KramersKronig().run(try make(index, &random))
            if let reason = result.reason { tally[reason, default: 0] += 1 }
        }
        let refused = tally.values.reduce(0, +)
        let text = Reason.allCases.compactMap { reason in tally[reason].map { "\(reason) \($0)" } }
        print("kramers-kronig: \(name): \(refused) of \(count) refused: \(text.joined(separator: ", "))")
        return (Double(refused) / Double(count), tally)
    }

    @Test(arguments: [0, 0.001, 0.005])
    func soundSpectraAreAccepted(noise: Double) throws {
        let rate = try reasons("sound, noise \(noise)", seed: 7_311) { index, random in
            try FaultySpectrum.sound(index, noise: noise, using: &random)
        }.refused
        #expect(rate <= 0.01)
    }

    @Test func swappedPointsAreRefused() throws {
        for noise in [0.001, 0.005] {
            let found = try reasons("two points swapped, noise \(noise)", seed: 7_312) { index, random in
                try FaultySpectrum.swapped(index, noise: noise, using: &random)
            }
            #expect(found.refused >= 0.99)
            #expect(found.tally[.outliers, default: 0] >= 200)
        }
    }

    @Test func driftIsRefused() throws {
        let found = try reasons("drift 20 %, noise 0.001", seed: 7_313) { index, random in
            try FaultySpectrum.drifting(index, by: 0.2, noise: 0.001, using: &random)
        }
        #expect(found.refused >= 0.99)
        #expect(found.tally[.drift, default: 0] >= 200)
        let noisy = try reasons("drift 40 %, noise 0.005", seed: 7_314) { index, random in
            try FaultySpectrum.drifting(index, by: 0.4, noise: 0.005, using: &random)
        }
        #expect(noisy.refused >= 0.95)
        for share in [0.05, 0.1] {
            _ = try reasons("drift \(share), noise 0.001", seed: 7_315) { index, random in
                try FaultySpectrum.drifting(index, by: share, noise: 0.001, using: &random)
            }
        }
    }

    /// At 0.5 % noise a misfit of 0.7 %, which the weakest of these have, is as large as the scatter: the rate is printed.
    @Test func nonlinearityIsRefused() throws {
        let found = try reasons("nonlinear, noise 0.001", seed: 7_316) { _, random in
            FaultySpectrum.nonlinear(noise: 0.001, using: &random)
        }
        #expect(found.refused >= 0.99)
        #expect(found.tally[.nonlinearity, default: 0] >= 200)
        _ = try reasons("nonlinear, noise 0.005", seed: 7_317) { _, random in
            FaultySpectrum.nonlinear(noise: 0.005, using: &random)
        }
    }

    @Test func noiseIsRefused() throws {
        let found = try reasons("sound, noise 0.03", seed: 7_318) { index, random in
            try FaultySpectrum.sound(index, noise: 0.03, using: &random)
        }
        #expect(found.refused >= 0.99)
        #expect(found.tally[.noise, default: 0] >= 200)
    }
}

import CellCore
import CellPlant
import Foundation
import HILSimulator

/// `impedance`: a layer fit and a Kramers–Kronig check of 20 points, 10 mHz…200 kHz, 8 parameters, with the core's own arithmetic.
enum ImpedanceWork {
    /// The coated symmetric cell's typical values; see `Docs/CellModel.md`.
    private static func circuit() throws -> LayerCircuit {
        var circuit = try LayerCircuit(seriesOhms: 81)
        try circuit.add(LayerArc(ohms: 100, seconds: 2.8e-6))
        try circuit.add(LayerArc(ohms: 539, seconds: 96e-6, exponent: 0.85))
        try circuit.add(LayerArc(ohms: 10_000, seconds: 60))
        return circuit
    }

    /// Spectra of the plant between 10 and 40 °C with 0.3 % of noise in each part: resistances from half to three times typical.
    private static func spectra(_ count: Int, seed: UInt64) throws -> [SpectrumBuffer] {
        var noise = SeededNoise(seed: seed)
        guard let parameters = PlantParameters.named("symmetric") else {
            throw Unexpected("there is no cell symmetric")
        }
        return try (0..<count).map { number in
            let kelvin = 283.15 + 30 * Double(number) / Double(max(count - 1, 1))
            let plant = try CellPlant(parameters, stateOfCharge: 0.5, kelvin: kelvin)
            return try spectrum { hertz in
                let ohms = try plant.impedance(hertz: hertz)
                let size = 0.003 * (ohms.real * ohms.real + ohms.imaginary * ohms.imaginary).squareRoot()
                return (ohms.real + size * noise.gaussian(), ohms.imaginary + size * noise.gaussian(), size)
            }
        }
    }

    private static func spectrum(
        _ value: (Double) throws -> (real: Double, imaginary: Double, error: Double)
    ) throws -> SpectrumBuffer {
        var spectrum = SpectrumBuffer()
        for index in 0..<20 {
            let hertz = 0.01 * pow(2e7, Double(index) / 19)
            let ohms = try value(hertz)
            try spectrum.insert(
                ImpedancePoint(
                    endMicroseconds: UInt64(300e6 * (1 - Double(index) / 20)),
                    frequencyMicrohertz: UInt64((hertz * 1e6).rounded()), realOhms: Float(ohms.real),
                    imaginaryOhms: Float(ohms.imaginary), standardErrorOhms: Float(ohms.error), method: .sine))
        }
        return spectrum
    }

    /// Fits ready to be run: from typical values, or from the result of another spectrum of the same cell.
    private static func prepared(_ count: Int, isWarm: Bool) throws -> [LayerFit] {
        let circuit = try circuit()
        let before = try spectra(count, seed: 61)
        return try zip(before, spectra(count, seed: 62)).map { before, spectrum in
            var first = try LayerFit(circuit, to: before, weighting: .standardErrors)
            return try LayerFit(
                circuit, to: spectrum, weighting: .standardErrors, from: isWarm ? first.run()?.circuit : nil)
        }
    }

    static func fits(isWarm: Bool) throws {
        for fit in try prepared(20, isWarm: isWarm) {
            var fit = fit
            countedLayerFit(&fit)
        }
    }

    /// Random impedances over six decades: every start runs to its limit.
    static func fitsOfNonsense() throws {
        var noise = SeededNoise(seed: 63)
        for _ in 0..<20 {
            let spectrum = try spectrum { _ in
                let size = pow(10, Double.random(in: -2...4, using: &noise))
                return (size * noise.gaussian(), size * noise.gaussian(), 0.003 * size)
            }
            var fit = try LayerFit(circuit(), to: spectrum, weighting: .proportional)
            countedLayerFit(&fit)
        }
    }

    static func steps() throws {
        for fit in try prepared(3, isWarm: false) {
            var fit = fit
            while countedLayerStep(&fit) == .working {}
        }
    }

    static func checks() throws {
        for spectrum in try spectra(20, seed: 64) {
            var check = SpectrumCheck(spectrum)
            countedSpectrumCheck(&check)
        }
    }

    static func section() throws -> Section {
        var section = Section(
            name: "impedance", title: "LayerFit and SpectrumCheck: 20 points, 8 parameters, in Float; on this host")
        for isWarm in [false, true] {
            let fits = try prepared(200, isWarm: isWarm)
            let times = Stopwatch.measure {
                for fit in fits {
                    var fit = fit
                    consume(fit.run())
                }
            }
            section.figures.append(
                Figure(
                    "time of a fit from \(isWarm ? "the last result" : "typical values")", .seconds,
                    times.map { $0.processor / Double(fits.count) }))
        }
        let spectra = try spectra(200, seed: 64)
        let times = Stopwatch.measure {
            for spectrum in spectra {
                var check = SpectrumCheck(spectrum)
                consume(check.run())
            }
        }
        section.figures += [
            Figure("time of a check", .seconds, times.map { $0.processor / Double(spectra.count) }),
            Figure(
                "memory of a fit, with its spectrum", .bytes, [Double(MemoryLayout<LayerFit>.size)],
                goal: .atMost(4_096)),
            Figure(
                "memory of a check, with its spectrum", .bytes, [Double(MemoryLayout<SpectrumCheck>.size)],
                goal: .atMost(4_096)),
        ]
        return section
    }
}

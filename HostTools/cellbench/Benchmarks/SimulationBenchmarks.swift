import CellPlant
import HILSimulator

/// `plant` and `scenario`: how fast virtual time runs.
enum SimulationBenchmarks {
    /// The plant alone, a sample a step.
    static func plant() throws -> Section {
        var section = Section(
            name: "plant", title: "CellPlant, two RC pairs, steps of 1 s of virtual time (0.1 s with a short), one core"
        )
        for (label, siemens) in [("steps, healthy cell", 0.0), ("steps, short of 3 kΩ", 1 / 3000.0)] {
            let count = siemens > 0 ? 50_000 : 500_000
            let times = try Stopwatch.measure {
                var plant = try CellPlant(.aluconeTiS2, stateOfCharge: 0.8)
                plant.leakSiemens = siemens
                for index in 0..<count {
                    let amperes = index / 3_600 % 2 == 0 ? -86.4e-6 : 86.4e-6
                    consume(try plant.step(.current(amperes), seconds: 1, ambientKelvin: 298.15))
                }
            }
            section.figures.append(Figure(label, .perSecond("steps"), times.map { Double(count) / $0.processor }))
        }
        let unit = Quantity.perSecond("samples")
        section.peers = [
            Peer("PyBaMM 26.10, ECM, one run", unit, 0.5e6, 0.8e6, "100 h, adaptive steps"),
            Peer("PyBaMM 26.10, SPM, one run", unit, 0.13e6, 0.37e6, "100 h, adaptive steps"),
            Peer("PyBaMM 26.10, stepped", unit, 0.8e3, 2.8e3, "stepped as a test bench does"),
            Peer("PyBaMM IDAKLU, 1000 cells", unit, 0.7e6, 1.2e6),
            Peer("ngspice 39.3", unit, 0.17e6, 0.35e6),
            Peer("SLIDE 847fec7, ECM", unit, 10e6, 20e6, "C++, forward Euler"),
            Peer("SLIDE 847fec7, SPM", unit, 6e6, 9e6, "C++, forward Euler"),
            Peer("C, scalar, ECM alone", unit, 0.45e9, 0.58e9, "the ceiling: hardly any output"),
        ]
        return section
    }

    /// The closed loop: plant, noise, monitor, frames, expectations.
    static func scenario() throws -> Section {
        var section = Section(
            name: "scenario", title: "closed loop of cell, sensors, monitor and frames, as cellsim run, one core")
        let scenario = try Scenario(
            text: """
                title = "A healthy cell, then a soft short"
                cell = "alucone-tis2"
                seed = 4
                state_of_charge = 0.8
                duration_second = 6000
                [[load]]
                at_second = 0
                current_ampere = 0.0
                [[load]]
                at_second = 900
                current_ampere = -86.4e-6
                [[fault]]
                kind = "short"
                from_second = 4800
                ohm = 3000
                [[expect]]
                what = "no alarm"
                until_second = 4800
                """, file: "closed-loop")
        for (label, firmware) in [
            ("samples, core body", FirmwareChoice.core), ("samples, native body on USB", .native),
        ] {
            var count = 0
            let times = try Stopwatch.measure(runs: 5) {
                let run = try ScenarioRun(scenario, firmware: firmware)
                while try run.step() {}
                guard run.verdict.isMet else { throw Unexpected("the scenario of the benchmark was not met") }
                count = run.sampleCount
            }
            section.figures.append(
                Figure(label, .perSecond("samples"), times.map { Double(count) / $0.processor }))
        }
        return section
    }
}

import CellPlant
import HILSimulator

/// `plant` and `scenario`: how fast virtual time runs.
enum SimulationBenchmarks {
    /// The plant alone, a sample a step: kinetics, diffusion, film, interphase, contacts and heat in all of them.
    static func plant() throws -> Section {
        var section = Section(
            name: "plant", title: "CellPlant, the whole cell model, steps of 1 s of virtual time, one core")
        let lives: [(label: String, goal: Goal?, life: () throws -> Int)] = [
            ("alucone-tis2, cycled from assembly", .atLeast(3e6), { try PlantLife.cycled(500_000) }),
            ("alucone-tis2, ambient ± 5 K a day", nil, { try PlantLife.cycled(500_000, swing: 5) }),
            ("alucone-tis2, short of 3 kΩ", nil, { try PlantLife.cycled(5_000, siemens: 1 / 3000.0) }),
            ("symmetric", nil, { try PlantLife.plated("symmetric", hours: 100) }),
            ("symmetric-bare, own dendrite", nil, { try PlantLife.plated("symmetric-bare", hours: 269, seed: 1) }),
        ]
        for (label, goal, life) in lives {
            var count = 0
            let times = try Stopwatch.measure { count = try life() }
            section.figures.append(
                Figure(label, .perSecond("steps"), times.map { Double(count) / $0.processor }, goal: goal))
        }
        let whole = try Stopwatch.measure { consume(try PlantLife.plated("symmetric", hours: 475)) }
        section.figures.append(
            Figure("475 h of Fig. 2b, symmetric", .seconds, whole.map(\.processor), goal: .atMost(1)))
        let unit = Quantity.perSecond("samples")
        section.peers = [
            Peer("PyBaMM 26.10, ECM, one run", unit, 0.5e6, 0.8e6, "100 h, adaptive steps"),
            Peer("PyBaMM 26.10, SPM, one run", unit, 0.13e6, 0.37e6, "100 h, adaptive steps"),
            Peer("PyBaMM 26.10, stepped", unit, 0.8e3, 2.8e3, "stepped as a test bench does"),
            Peer("PyBaMM IDAKLU, 1000 cells", unit, 0.7e6, 1.2e6),
            Peer("ngspice 39.3", unit, 0.17e6, 0.35e6),
            Peer("SLIDE 847fec7, ECM", unit, 10e6, 20e6, "C++, forward Euler, two RC pairs"),
            Peer("SLIDE 847fec7, SPM", unit, 6e6, 9e6, "C++, forward Euler, one particle"),
            Peer("C, scalar, ECM alone", unit, 0.45e9, 0.58e9, "the ceiling: hardly any output"),
        ]
        return section
    }

    /// The closed loop: plant, noise, monitor, frames, expectations.
    static func scenario() throws -> Section {
        var section = Section(
            name: "scenario", title: "closed loop of cell, sensors, monitor and frames, as cellsim run, one core")
        var scenario = try Scenario.nominal(cell: "alucone-tis2")
        scenario.durationSeconds = 6000
        scenario.loads[1].lowerVolts = nil
        scenario.faults = [Fault(fromSecond: 4800, ohms: 3000)]
        scenario.expectations = [Expectation(what: .noAlarm, fromSecond: 0, untilSecond: 4800)]
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

import AnalogFrontEnd
import CellCore
import HILSimulator

/// The three chips on one wire, the chain that drives them, and virtual time.
final class ChainBench {
    let clock = VirtualClock()
    let wire: I2CWire
    let ina228: INA228Model
    let ads122c04: ADS122C04Model
    let tmp117: TMP117Model
    var chain: MeasuringChain<SimulatedI2CBus>
    /// Everything that the chain gave.
    var samples: [Sample] = []
    /// Changes of health with their time in seconds.
    var changes: [(second: Double, member: ChainMember, health: ChipHealth)] = []
    /// Whether the data-ready pins are wired to interrupts; they are looked at every 20 µs.
    var usesPins = false

    private var lastHealth: [ChainMember: ChipHealth] = [:]
    private var pinsWereLow = [false, false, false]

    static let members: [ChainMember] = [.current, .voltage, .temperature]
    /// 68 Ω with the chip's 92 kΩ across it.
    static let ohms = 68.0 * 92_000 / 92_068

    init(
        spread: ChipSpread = .ideal, seed: UInt64 = 1, current: INA228 = INA228(),
        voltage: ADS122C04 = ADS122C04(liftNanovolts: 0), temperature: TMP117 = TMP117()
    ) {
        ina228 = INA228Model(address: 0x40, spread: spread, seed: seed)
        ads122c04 = ADS122C04Model(address: 0x45, spread: spread, seed: seed + 1)
        tmp117 = TMP117Model(address: 0x48, spread: spread, seed: seed + 2)
        wire = I2CWire([ina228, ads122c04, tmp117])
        chain = MeasuringChain(
            bus: SimulatedI2CBus(wire: wire, clock: clock), current: current, voltage: voltage, temperature: temperature
        )
        set(amperes: 0, volts: 2, celsius: 25)
    }

    var seconds: Double { Double(clock.nanoseconds) * 1e-9 }

    /// What the cell shows from now on; every chip is at its temperature.
    func set(amperes: Double? = nil, volts: Double? = nil, celsius: Double? = nil) {
        let now = clock.nanoseconds
        ina228.setInputs(shuntVolts: amperes.map { $0 * Self.ohms }, dieCelsius: celsius, at: now)
        ads122c04.setInputs(at: now) { inputs in
            if let volts { inputs.pins[0] = volts }
            if let celsius { inputs.celsius = celsius }
        }
        if let celsius { tmp117.setTemperature(celsius: celsius, at: now) }
    }

    /// Lets time pass as a loop that polls whenever there is something to do.
    func run(seconds: Double) {
        let end = clock.nanoseconds + UInt64(seconds * 1e9)
        while clock.nanoseconds < end {
            poll()
            var next =
                chain.bus.expectedEndNanoseconds.map { ($0 + 999) / 1_000 * 1_000 } ?? chain.dueMicroseconds * 1_000
            next = max(next, clock.nanoseconds + 1_000)
            if usesPins { next = min(next, clock.nanoseconds + 20_000) }
            clock.nanoseconds = min(next, end)
            if usesPins { watchPins() }
        }
    }

    /// Lets time pass without a poll, as while the processor is busy elsewhere.
    func stall(seconds: Double) { clock.nanoseconds += UInt64(seconds * 1e9) }

    func poll() {
        chain.poll(at: clock.microseconds)
        while let sample = chain.takeSample() { samples.append(sample) }
        for member in Self.members {
            let health = chain.health(of: member)
            if health != lastHealth[member, default: .starting] { changes.append((seconds, member, health)) }
            lastHealth[member] = health
        }
    }

    /// The first time after `start` at which a chip was faulty.
    func faultSecond(_ member: ChainMember, after start: Double) -> Double? {
        changes.first {
            if case .faulty = $0.health { return $0.member == member && $0.second >= start }
            return false
        }?.second
    }

    private func watchPins() {
        let now = clock.nanoseconds
        ina228.advance(to: now)
        ads122c04.advance(to: now)
        tmp117.advance(to: now)
        let areLow = [ina228.isAlertLow, ads122c04.isDataReadyLow, tmp117.isAlertLow]
        for (index, member) in Self.members.enumerated() where areLow[index] && !pinsWereLow[index] {
            chain.conversionEnded(member, at: clock.microseconds)
        }
        pinsWereLow = areLow
    }
}

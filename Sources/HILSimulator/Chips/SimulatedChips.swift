import AnalogFrontEnd

/// A quantity that changes in a straight line.
public struct Ramp: Equatable, Sendable {
    /// Its value at the start.
    public var value: Double
    /// What it changes by in a second.
    public var slopePerSecond: Double

    /// A value that stays, unless a slope is given.
    public init(_ value: Double, slopePerSecond: Double = 0) {
        self.value = value
        self.slopePerSecond = slopePerSecond
    }
}

/// The board's three chips on their wire, with a cell at their inputs.
///
/// A loop sleeps until the first of: the transfer's end (`SimulatedI2CBus.expectedEndNanoseconds`), the chain's
/// `dueMicroseconds`, `nextEdge`, and the cell's next change; an edge goes to `MeasuringChain.conversionEnded`, then
/// `poll` moves the chain on. `ChainLoop` is such a loop.
public final class SimulatedChips {
    /// The time of all parts, moved on by whoever runs the simulation.
    public let clock: VirtualClock
    /// The bus that the chips are on.
    public let wire: I2CWire
    /// The INA228 at 40h.
    public let current: INA228Model
    /// The ADS122C04 at 45h.
    public let voltage: ADS122C04Model
    /// The TMP117 at 48h.
    public let temperature: TMP117Model
    /// Volts between AIN1, where the cell's negative end is, and AVSS.
    @exclusivity(unchecked) public var liftVolts = 0.0

    /// The next edges as far as they are known, and after how many changes of each chip and of all.
    @exclusivity(unchecked) private var currentEdge: UInt64 = 0
    @exclusivity(unchecked) private var voltageEdge: UInt64 = 0
    @exclusivity(unchecked) private var temperatureEdge: UInt64 = 0
    @exclusivity(unchecked) private var currentChanges = UInt64.max
    @exclusivity(unchecked) private var voltageChanges = UInt64.max
    @exclusivity(unchecked) private var temperatureChanges = UInt64.max
    @exclusivity(unchecked) private var knownChanges = UInt64.max
    private let changes = SharedChanges()
    /// The first edge of current and temperature, and the first of all.
    @exclusivity(unchecked) private var otherEdge: UInt64 = 0
    @exclusivity(unchecked) private var firstEdge: UInt64 = 0

    /// 68 Ω with the chip's 92 kΩ across it.
    public static let shuntOhms = 68 * INA228Model.differentialOhms / (68 + INA228Model.differentialOhms)

    /// AVDD of the ADS122C04 (`Docs/Hardware.md`, analogue supply).
    public static let supplyVolts = 3.5

    /// Chips whose errors and noise come from a seed, at 25 °C with nothing at their inputs.
    public init(clock: VirtualClock, spread: ChipSpread, seed: UInt64) {
        self.clock = clock
        current = INA228Model(address: 0x40, spread: spread, seed: seed, watched: changes)
        voltage = ADS122C04Model(address: 0x45, spread: spread, seed: seed &+ 1, watched: changes)
        temperature = TMP117Model(address: 0x48, spread: spread, seed: seed &+ 2, watched: changes)
        wire = I2CWire([current, voltage, temperature])
        // The board's AVDD lies above the reference of 3.3 V.
        voltage.setInputs(at: clock.nanoseconds) { $0.supply = Self.supplyVolts }
    }

    /// What the cell shows from the clock's present time on: a constant current, positive when it charges the cell, a
    /// voltage in a straight line, and the temperature of all chips.
    public func set(amperes: Double, volts: Ramp, celsius: Double) {
        let now = clock.nanoseconds
        current.setInputs(shuntVolts: amperes * Self.shuntOhms, dieCelsius: celsius, at: now)
        voltage.setInputs(at: now) { inputs in
            inputs.pins[0] = liftVolts + volts.value
            inputs.pins[1] = liftVolts
            inputs.slopePerSecond = volts.slopePerSecond
            inputs.celsius = celsius
        }
        temperature.setTemperature(celsius: celsius, at: now)
    }

    /// Takes the supply of all three chips away or gives it back.
    func setPower(_ isOn: Bool) {
        let now = clock.nanoseconds
        current.setPower(isOn, at: now)
        voltage.setPower(isOn, at: now)
        temperature.setPower(isOn, at: now)
    }

    /// The next fall of a data-ready pin after the clock's present time, if nothing is written or read before; nil when
    /// none is due. Cost: a few instructions until it has come or something was changed.
    @inline(__always)
    public func nextEdge() -> (member: ChainMember, nanoseconds: UInt64)? {
        let first = nextEdgeNanoseconds(after: clock.nanoseconds)
        return first < .max ? (edgeMember, first) : nil
    }

    /// The chip of the edge that `nextEdgeNanoseconds` told.
    @inline(__always)
    var edgeMember: ChainMember {
        voltageEdge == firstEdge ? .voltage : currentEdge == firstEdge ? .current : .temperature
    }

    /// When the next edge after `now`, the clock's present time, falls; `.max` when none is due.
    @inline(__always)
    func nextEdgeNanoseconds(after now: UInt64) -> UInt64 {
        if changes.count != knownChanges || now >= firstEdge {
            if changes.count != knownChanges || now >= otherEdge {
                findEdges(at: now)
            } else {
                // Twenty of its edges come between two of the others.
                voltageEdge = voltage.nextEdge(after: now)
            }
            firstEdge = min(voltageEdge, otherEdge)
        }
        return firstEdge
    }

    /// Asks the chips that have changed or whose edge has come.
    @inline(never)
    private func findEdges(at now: UInt64) {
        knownChanges = changes.count
        if voltage.changes.count != voltageChanges || now >= voltageEdge {
            voltageEdge = voltage.nextEdge(after: now)
            voltageChanges = voltage.changes.count
        }
        if current.changes.count != currentChanges || now >= currentEdge {
            current.advance(to: now)
            currentEdge = current.nextEdgeNanoseconds
            currentChanges = current.changes.count
        }
        if temperature.changes.count != temperatureChanges || now >= temperatureEdge {
            temperature.advance(to: now)
            temperatureEdge = temperature.nextEdgeNanoseconds
            temperatureChanges = temperature.changes.count
        }
        otherEdge = min(currentEdge, temperatureEdge)
    }

    /// A controller on the wire; one at a time may transfer.
    public func makeBus() -> SimulatedI2CBus { SimulatedI2CBus(wire: wire, clock: clock) }
}

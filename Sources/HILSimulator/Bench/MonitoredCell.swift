import AnalogFrontEnd
import CellCore
import Journal
import MonitorFirmware

/// A cell, the chips that measure it, and the firmware that lives from them, in virtual time.
///
/// Time goes from event to event: the end of a bus transfer or a flash operation, the fall of a data-ready pin, the
/// firmware's own alarm, a change of the cell. Between two changes the cell is stepped ahead, and the chips see a straight
/// line: 10 ms after a change of the load, then twice as long each time, up to 1 s.
public final class MonitoredCell {
    /// The time of everything.
    public let clock: VirtualClock
    /// The measuring chips, open to faults.
    public let chips: SimulatedChips
    /// The firmware on its board, with its cable.
    public private(set) var device: SimulatedDevice<ChipBoard>
    /// What the flash holds.
    public let memory: FlashMemory
    /// The impedance front end's chip, open to faults.
    public let impedance: AD5941Model
    /// What is wrong with its bus.
    public let impedanceBus: SPIFaults

    private let coupled: CoupledCell
    private let profile: CellProfile
    private let serialNumber: UInt64
    private let liftNanovolts: Int64
    private var pieceEnd: UInt64 = 0
    private var pieceLength = MonitoredCell.shortestPiece
    private var lastAmperes = Double.nan
    private var lastSiemens = Double.nan

    /// What lifts the negative end of a cell of one sign, and of one of both, above the converter's ground, in volts.
    private static let fullCellLift = 0.3
    private static let symmetricLift = 1.25
    private static let shortestPiece: UInt64 = 10_000_000
    private static let longestPiece: UInt64 = 1_000_000_000
    private static let coupledPiece: UInt64 = 1_000_000

    /// A cell at the start of a scenario, with a device that has just got its power.
    ///
    /// `liftVolts` is how far the board lifts the cell's negative end above the converter's ground: for a cell of one sign
    /// 0.3 V, for one of both 1.25 V, unless the cell is put on a board that was made for another.
    ///
    /// - Throws: `SimulationError` for what the plant refuses, or a cell without a profile.
    public init(
        _ scenario: Scenario, memory: FlashMemory = FlashMemory(), liftVolts: Double? = nil
    ) throws(SimulationError) {
        profile = try SimulatedCell.profile(of: scenario)
        let cell = try VirtualCell(scenario)
        coupled = CoupledCell(cell)
        serialNumber = scenario.seed
        self.memory = memory
        clock = VirtualClock()
        chips = SimulatedChips(clock: clock, spread: scenario.chips, seed: scenario.seed)
        chips.liftVolts = liftVolts ?? (cell.hasStateOfCharge ? Self.fullCellLift : Self.symmetricLift)
        liftNanovolts = Int64(min(max(chips.liftVolts, 0), 5.5) * 1e9)
        impedance = AD5941Model(cell: coupled, spread: scenario.chips, seed: scenario.seed &+ 3)
        impedanceBus = SPIFaults(seed: scenario.seed)
        device = Self.powered(chips, impedance, impedanceBus, memory, profile, serialNumber, liftNanovolts, .powerOn)
        try beginPiece()
    }

    private static func powered(
        _ chips: SimulatedChips, _ impedance: AD5941Model, _ faults: SPIFaults, _ memory: FlashMemory,
        _ profile: CellProfile, _ serialNumber: UInt64, _ liftNanovolts: Int64, _ cause: ResetCause
    ) -> SimulatedDevice<ChipBoard> {
        let cable = SimulatedUSBCable()
        return SimulatedDevice(
            parts: FirmwareParts(
                board: ChipBoard(clock: chips.clock, resetCause: cause),
                sensors: MeasuringChain(bus: chips.makeBus(), voltage: ADS122C04(liftNanovolts: liftNanovolts)),
                impedance: ImpedanceFrontEnd(
                    bus: SimulatedSPIBus(target: impedance, clock: chips.clock, faults: faults)),
                flash: SimulatedFlash(memory: memory, clock: chips.clock),
                controller: SimulatedUSBController(cable: cable)),
            cable: cable, profile: profile, serialNumber: serialNumber)
    }

    /// The cell, at the end of the piece that is being measured.
    public var cell: VirtualCell { coupled.cell }

    /// The processor starts anew with what the flash holds; the chips keep their power.
    public func restart(cause: ResetCause) {
        device = Self.powered(chips, impedance, impedanceBus, memory, profile, serialNumber, liftNanovolts, cause)
    }

    /// The whole monitor has no power until a time; the cell and its load go on. Then it starts anew.
    ///
    /// - Returns: The checkpoint that it goes on from; nil when the flash holds none.
    func losePower(untilNanosecond end: UInt64) throws(SimulationError) -> SnapshotBytes? {
        chips.setPower(false)
        impedance.setPower(false, at: clock.nanoseconds)
        while clock.nanoseconds < end {
            clock.nanoseconds = max(min(end, pieceEnd), clock.nanoseconds + 1)
            if clock.nanoseconds >= pieceEnd { try beginPiece() }
        }
        chips.setPower(true)
        impedance.setPower(true, at: clock.nanoseconds)
        let snapshot = checkpoint()
        restart(cause: .powerOn)
        return snapshot
    }

    /// The newest checkpoint in the flash.
    private func checkpoint() -> SnapshotBytes? {
        var journal = Journal(
            store: SimulatedFlash(memory: memory, clock: clock), log: PicoFlashMap.log, minutes: PicoFlashMap.minutes)
        journal.mount()
        var bytes = CheckpointBytes(repeating: 0)
        var room = bytes.mutableSpan
        guard let length = try? journal.readCheckpoint(into: &room) else { return nil }
        var snapshot = SnapshotBytes()
        snapshot.append(bytes.span.extracting(first: length))
        return snapshot
    }

    /// Goes on to a time, or to the next sample that the monitor takes if that comes before; true for a sample.
    ///
    /// - Throws: `SimulationError.plant`; a scenario that was read from a file has no such.
    public func advance(toNanosecond end: UInt64, stopsAtSample: Bool = false) throws(SimulationError) -> Bool {
        let count = device.firmware.sampleCount
        while true {
            while device.firmware.poll() {}
            if stopsAtSample, device.firmware.sampleCount != count { return true }
            guard clock.nanoseconds < end else { return device.firmware.sampleCount != count }
            let edge = chips.nextEdge()
            let next = max(min(end, pieceEnd, wake, edge?.nanoseconds ?? .max), clock.nanoseconds + 1)
            clock.nanoseconds = next
            if let edge, edge.nanoseconds <= next { device.firmware.board.fall(PinSource(edge.member)) }
            if next >= pieceEnd { try beginPiece() }
        }
    }

    /// When the firmware, a bus or the flash has something to do.
    private var wake: UInt64 {
        var wake = device.firmware.board.nanoseconds(at: device.firmware.wakeMicroseconds)
        if let end = device.firmware.sensors.bus.expectedEndNanoseconds { wake = min(wake, end) }
        if let end = device.firmware.impedance.bus.nextEndNanoseconds { wake = min(wake, end) }
        if let end = device.firmware.flash.nextEventNanoseconds { wake = min(wake, end) }
        return wake
    }

    /// Begins the next piece: ahead of the clock, or in small steps while the impedance front end drives the cell.
    private func beginPiece() throws(SimulationError) {
        let start = pieceEnd
        guard !impedance.isCoupled else {
            impedance.synchronize(to: start)
            let mean = try coupled.advance(toNanosecond: start)
            show(mean: mean, volts: Ramp(coupled.cell.volts))
            pieceEnd = start + Self.coupledPiece
            return
        }
        coupled.follow(nanoseconds: start)
        let volts = coupled.cell.volts
        let end = min(start + nextLength, coupled.cell.nextChange * 1_000)
        let mean = try coupled.advance(toNanosecond: end)
        coupled.follow(nanoseconds: start)
        let seconds = Double(end - start) * 1e-9
        show(mean: mean, volts: Ramp(volts, slopePerSecond: (coupled.cell.volts - volts) / seconds))
        pieceEnd = end
    }

    private func show(mean: Double, volts: Ramp) {
        chips.set(amperes: mean, volts: volts, celsius: coupled.cell.rodKelvin - 273.15)
        impedance.celsius = coupled.cell.rodKelvin - 273.15
    }

    /// Short after a change and while a spectrum may begin to drive the cell.
    private var nextLength: UInt64 {
        if coupled.cell.amperes != lastAmperes || coupled.cell.leakSiemens != lastSiemens
            || (impedance.isPowered && device.firmware.impedance.isBusy)
        {
            lastAmperes = coupled.cell.amperes
            lastSiemens = coupled.cell.leakSiemens
            pieceLength = Self.shortestPiece
        } else {
            pieceLength = min(2 * pieceLength, Self.longestPiece)
        }
        return pieceLength
    }
}

extension PinSource {
    init(_ member: ChainMember) {
        switch member {
        case .current: self = .current
        case .voltage: self = .voltage
        case .temperature: self = .temperature
        }
    }
}

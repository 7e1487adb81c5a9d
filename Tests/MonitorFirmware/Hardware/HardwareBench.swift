import AnalogFrontEnd
import CellCore
import CellWire
import HILSimulator
import Journal
import MonitorFirmware
import Testing
import USBDevice

/// The firmware over its simulated chips and a cell, in virtual time, with a host that reads all that the device sends.
final class HardwareBench {
    /// Two sample periods in microseconds: within so much a fault must be told.
    static let bound: UInt64 = 2_120_000

    let cell: MonitoredCell
    private(set) var samples: [Sample] = []
    private(set) var events: [MonitorEvent] = []
    private(set) var notices: [DeviceNotice] = []
    /// Reports that the stream lost; there must be none, for the host reads at each sample.
    private(set) var lostReports: UInt32 = 0
    /// Called after each sample with the sample and the monitor's status.
    var look: ((Sample, CellStatus) -> Void)?
    /// Whether every value is compared with the cell's own; false where an input is not the cell's.
    var comparesValues = true
    /// Up to when a sample's voltage is not compared, in microseconds, because its input is not the cell's.
    var voltageExcusedUntil: UInt64 = 0

    private var assembler = FrameAssembler()
    private var replies: [Frame] = []
    private var lastID: UInt64 = 0
    private var sequence: UInt16 = 0
    private var isListening = false
    private var lastAmperes = (Double.nan, Double.nan)

    /// A cell under a current, with what follows it at times in seconds, on a board that has just got its power: no time has passed yet.
    init(
        _ name: String = "alucone-tis2", amperes: Double = -86.4e-6, then: [(second: Double, amperes: Double)] = [],
        spread: ChipSpread = .typical, seed: UInt64 = 7,
        memory: FlashMemory = FlashMemory(), liftVolts: Double? = nil
    ) throws {
        var scenario = try Scenario.nominal(cell: name)
        scenario.chips = spread
        scenario.seed = seed
        scenario.loads = [scenario.loads[0]]
        scenario.loads[0].amperes = amperes
        for (second, amperes) in then {
            var step = scenario.loads[0]
            step.atSecond = second
            step.amperes = amperes
            scenario.loads.append(step)
        }
        cell = try MonitoredCell(scenario, memory: memory, liftVolts: liftVolts)
        try connect()
    }

    var now: UInt64 { cell.clock.nanoseconds }
    var microseconds: UInt64 { now / 1_000 }
    var health: HealthReply { cell.device.firmware.health }
    var status: CellStatus { cell.device.status }

    // MARK: Time

    /// Lets time pass; after each sample the host reads.
    func run(seconds: Double, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let end = now + UInt64(seconds * 1e9)
        while now < end {
            let isSample = try cell.advance(toNanosecond: end, stopsAtSample: true)
            let before = samples.count
            try collect()
            guard isSample, samples.count > before, let sample = samples.last else { continue }
            expectOnlyMeasured(sample, sourceLocation)
            if comparesValues { expectNearTruth(sample, sourceLocation) }
            look?(sample, status)
        }
    }

    /// What the status holds is what the sample measured, and what it did not is absent.
    private func expectOnlyMeasured(_ sample: Sample, _ sourceLocation: SourceLocation) {
        let status = status
        let current = sample.flags.contains(.currentValid) ? sample.currentPicoamperes : nil
        let voltage = sample.flags.contains(.voltageValid) ? sample.voltageNanovolts : nil
        let temperature = sample.flags.contains(.temperatureValid) ? sample.temperatureMillikelvin : nil
        #expect(status.currentPicoamperes == current, sourceLocation: sourceLocation)
        #expect(status.voltageNanovolts == voltage, sourceLocation: sourceLocation)
        #expect(status.temperatureMillikelvin == temperature, sourceLocation: sourceLocation)
    }

    /// A value that is flagged is the cell's.
    ///
    /// Current: 0.1 % and 30 nA, which is what the shunt's converter may do at its limits (gain 0.05 % and 20 ppm/K, offset
    /// 1 µV in 68 Ω). Voltage: 25 mV, since the cell is up to a second ahead of the sample and moves by up to 14 mV/s just
    /// after its load came on; a wrong gain, a missing reference or an open input are off by much more. Temperature:
    /// 0.2 K, twice the TMP117's limit, for the rods move slowly.
    private func expectNearTruth(_ sample: Sample, _ sourceLocation: SourceLocation) {
        let truth = cell.cell
        defer { lastAmperes = (lastAmperes.1, truth.amperes) }
        let isSteady = truth.amperes == lastAmperes.0 && truth.amperes == lastAmperes.1
        if sample.flags.contains(.currentValid), isSteady {
            let error = Double(sample.currentPicoamperes) * 1e-12 - truth.amperes
            #expect(abs(error) < 30e-9 + 1e-3 * abs(truth.amperes), "\(sample)", sourceLocation: sourceLocation)
        }
        let isExcused =
            sample.flags.contains(.excitation)
            || sample.timeMicroseconds < voltageExcusedUntil + sample.intervalMicroseconds
        if sample.flags.contains(.voltageValid), !isExcused {
            let error = Double(sample.voltageNanovolts) * 1e-9 - truth.volts
            #expect(abs(error) < 25e-3, "\(sample), true: \(truth.volts) V", sourceLocation: sourceLocation)
        }
        if sample.flags.contains(.temperatureValid) {
            let error = Double(sample.temperatureMillikelvin) * 1e-3 - truth.rodKelvin
            #expect(abs(error) < 0.2, "\(sample), true: \(truth.rodKelvin) K", sourceLocation: sourceLocation)
        }
    }

    /// The processor starts anew; the host connects again.
    func restart(cause: ResetCause) throws {
        cell.restart(cause: cause)
        try connect()
    }

    // MARK: The host

    private func connect() throws {
        assembler.reset()
        isListening = false
        let configure: InlineArray<8, UInt8> = [0, 9, MonitorInterface.configurationValue, 0, 0, 0, 0, 0]
        try exchange(USBRequestBlock(id: nextID(), endpoint: 0, isInput: false, setup: configure))
        try send(StreamRequest(contents: StreamContents.samples.union(.events)))
        _ = try reply(.streamReply)
    }

    /// The monitor's status as a host gets it, now.
    func askStatus() throws -> CellStatus {
        try send(StatusRequest())
        return try reply(.statusReply).decode(StatusReply.self).report.status
    }

    /// The events that the device still has, oldest first.
    func askEvents() throws -> [MonitorEvent] {
        var all: [MonitorEvent] = []
        for _ in 0..<64 {
            try send(EventsRequest(afterSequence: all.last?.sequence ?? 0))
            let answer = try reply(.eventsReply).decode(EventsReply.self)
            let more = (0..<Int(answer.count)).compactMap { answer[$0]?.event }
            if more.isEmpty { return all }
            all += more
        }
        return all
    }

    private func send(_ message: some WireMessage) throws {
        sequence &+= 1
        let frame = Frame(message, sequence: sequence)
        let bytes = (0..<frame.bytes.count).map { frame.bytes[$0] }
        try exchange(
            USBRequestBlock(
                id: nextID(), endpoint: MonitorInterface.bulkOut.number, isInput: false, data: bytes))
    }

    private func reply(_ type: FrameType) throws -> Frame {
        try collect()
        defer { replies.removeAll() }
        return try #require(replies.last { $0.type == type })
    }

    private func exchange(_ block: USBRequestBlock) throws {
        cell.device.port.submit(block)
        cell.device.settle()
        var isDone = false
        for completion in cell.device.port.takeCompletions() {
            if completion.id == block.id { isDone = completion.status == .completed } else { try take(completion) }
        }
        try #require(isDone)
    }

    /// Reads until the device has nothing more to say.
    private func collect() throws {
        while true {
            listen()
            cell.device.settle()
            let completions = cell.device.port.takeCompletions()
            if completions.isEmpty { return }
            for completion in completions { try take(completion) }
        }
    }

    private func listen() {
        guard !isListening else { return }
        isListening = true
        cell.device.port.submit(
            USBRequestBlock(id: nextID(), endpoint: MonitorInterface.bulkIn.number, isInput: true, length: 4096))
    }

    private func take(_ completion: USBCompletion) throws {
        try #require(completion.status == .completed)
        isListening = false
        var position = 0
        while position < completion.data.count || assembler.isInsideFrame {
            position += assembler.push(completion.data.span, from: position)
            guard let frame = try assembler.next() else { break }
            try take(frame)
        }
    }

    private func take(_ frame: Frame) throws {
        switch frame.type {
        case .sampleReport: samples.append(try frame.decode(SampleReport.self).sample)
        case .eventReport: if let event = try frame.decode(EventReport.self).event { events.append(event) }
        case .noticeReport: if let notice = try frame.decode(NoticeReport.self).notice { notices.append(notice) }
        case .lossReport: lostReports += try frame.decode(LossReport.self).lostReportCount
        default: replies.append(frame)
        }
    }

    private func nextID() -> UInt64 {
        lastID += 1
        return lastID
    }
}

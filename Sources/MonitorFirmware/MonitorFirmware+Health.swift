import AnalogFrontEnd
import CellCore
import CellWire
import Journal

extension MonitorFirmware where B: ~Copyable {
    /// How the parts are, as a host is told.
    public var health: HealthReply {
        var reply = HealthReply()
        reply.current = ChipReport(sensors.condition(of: .current))
        reply.voltage = ChipReport(sensors.condition(of: .voltage))
        reply.temperature = ChipReport(sensors.condition(of: .temperature))
        reply.impedance = ChipReport(impedance.condition)
        if keeper.hasFlash {
            reply.log = RingReport(keeper.logHealth)
            reply.minutes = RingReport(keeper.minutesHealth)
        }
        reply.busClearCount = sensors.busClearCount
        reply.lateSampleCount = deadlines.lateCount
        reply.lostSampleCount = deadlines.lostCount
        reply.greatestLatenessMicroseconds = UInt32(clamping: deadlines.greatestMicroseconds)
        reply.burstCount = bursts.count
        reply.spectrumCount = impedance.spectrumCount
        reply.minuteCount = keeper.minuteCount
        reply.checkpointCount = keeper.checkpointCount
        reply.startNumber = keeper.startNumber
        reply.rawResetCause = UInt32(board.resetCause.rawValue)
        return reply
    }
}

extension ChipReport {
    /// A chip's condition in the words of the wire.
    init(_ condition: ChipCondition) {
        self.init()
        switch condition.health {
        case nil: rawState = State.notFitted.rawValue
        case .starting: rawState = State.starting.rawValue
        case .measuring: rawState = State.measuring.rawValue
        case .faulty(let fault):
            rawState = State.faulty.rawValue
            rawFault = HardwareFault(fault).rawValue
        }
        errorCount = condition.errorCount
        faultCount = condition.faultCount
    }
}

extension RingReport {
    /// A ring's health in the words of the wire.
    init(_ health: RingHealth) {
        self.init()
        let state: State =
            switch health.state {
            case .ready, .clearing, .unmounted: .ready
            case .newerVersion: .newerVersion
            case .worn, .unusable: .worn
            }
        rawState = state.rawValue
        retiredCount = UInt16(clamping: health.retiredCount)
        refusedCount = health.refusedCount
    }
}

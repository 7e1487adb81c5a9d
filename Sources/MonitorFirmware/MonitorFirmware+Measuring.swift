import AnalogFrontEnd
import CellCore
import CellWire
import Journal

extension MonitorFirmware where B: ~Copyable {
    mutating func takeEdges() {
        while let edge = board.nextEdge() {
            switch edge.source {
            case .current: sensors.conversionEnded(.current, at: edge.microseconds)
            case .voltage: sensors.conversionEnded(.voltage, at: edge.microseconds)
            case .temperature: sensors.conversionEnded(.temperature, at: edge.microseconds)
            case .impedance: impedance.interrupted(at: edge.microseconds)
            }
        }
    }

    /// Takes a sample with the board's time; the monitor sees it with its own, which goes on over restarts.
    mutating func take(_ raw: Sample, at now: UInt64) {
        let lateness = deadlines.take(end: raw.timeMicroseconds, now: now)
        while let record = minutes.close(before: raw.timeMicroseconds) { keeper.keep(record) }
        minutes.take(raw)
        inputChecks.take(raw, sensors.condition(of: .voltage).health)
        loadSteps.add(raw)
        while let point = loadSteps.takePoint() { send(point) }
        if let jump = load.take(raw, nominalPicoamperes: profile.nominalCurrentPicoamperes) {
            startBurst(jump, at: now)
        }

        var sample = raw
        sample.timeMicroseconds = raw.timeMicroseconds &+ timeBaseMicroseconds
        var events = EventList()
        monitor.step(sample, events: &events)
        stream.send(sample, over: &link)
        keep(events)
        stream.send(monitor.status, over: &link)
        if let lateness { tell(.sampleLate, value: Int64(clamping: lateness)) }
        if deadlines.take(lost: sensors.lostSamples) > 0 { tell(.sampleLate, value: 0) }
    }

    /// Numbers an event of the device itself among the monitor's.
    mutating func tell(_ id: EventID, value: Int64) {
        let notice = DeviceNotice(
            timeMicroseconds: board.uptimeMicroseconds &+ timeBaseMicroseconds, id: id, value: value)
        var events = EventList()
        monitor.note(notice, events: &events)
        stream.send(notice, over: &link)
        keep(events)
    }

    private mutating func keep(_ events: EventList) {
        for index in 0..<events.count {
            guard let event = events[index] else { continue }
            log.append(event)
            stream.send(event, over: &link)
            keeper.keep(event, uptimeMicroseconds: event.timeMicroseconds &- timeBaseMicroseconds)
        }
    }

    private mutating func startBurst(_ jump: Int64, at now: UInt64) {
        guard !spectra.isRunning, bursts.jumped(at: now) else { return }
        sensors.setRate(.burst)
        tell(.burst, value: jump)
    }

    /// Begins, follows and ends spectra.
    mutating func measureImpedance(at now: UInt64) {
        impedance.poll(at: now)
        while let point = impedance.takePoint() {
            spectra.took()
            send(point)
        }
        if spectra.isRunning {
            if !impedance.isBusy {
                let isWhole = impedance.spectrumCount != spectra.countBefore
                spectra.ended(isWhole: isWhole, at: now)
                tell(isWhole ? .spectrumTaken : .spectrumAbandoned, value: Int64(spectra.pointCount))
            } else if !load.isSteady(for: SpectrumSchedule.steadyMicroseconds, at: now) {
                impedance.abortSpectrum(at: now)
            }
        } else if spectra.isDue(at: now, load: load), !bursts.isRunning {
            spectra.began(impedance.startSpectrum(at: now), count: impedance.spectrumCount, at: now)
        }
    }

    private mutating func send(_ point: ImpedancePoint) {
        var told = point
        told.endMicroseconds = point.endMicroseconds &+ timeBaseMicroseconds
        stream.send(told, over: &link)
    }

    /// Ends bursts, checks the voltage's input and reference, and closes minutes for which no sample came.
    mutating func keepTime(at now: UInt64) {
        if bursts.hasEnded(at: now) { sensors.setRate(.second) }
        if inputChecks.isDue(at: now, isFree: !bursts.isRunning && !spectra.isRunning) {
            sensors.checkVoltageInput()
            sensors.checkReference()
        }
        while let record = minutes.closeOverdue(at: now) { keeper.keep(record) }
    }

    /// Tells what has changed with chips and flash.
    mutating func watchParts(at now: UInt64) {
        watch(0, sensors.condition(of: .current).health)
        watch(1, sensors.condition(of: .voltage).health)
        watch(2, sensors.condition(of: .temperature).health)
        watch(3, impedance.condition.health)
        if let problem = keeper.nextProblem(at: now) { tell(problem.id, value: problem.value) }
    }

    private mutating func watch(_ chip: Int, _ health: ChipHealth?) {
        if let news = hardware.look(at: chip, health) { tell(news.id, value: news.value) }
    }
}

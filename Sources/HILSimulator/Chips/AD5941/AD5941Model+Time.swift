extension AD5941Model {
    private typealias R = AD5941Register

    /// Lets commands, timers, samples and the loop pass; each at its own time.
    public func advance(to nanoseconds: UInt64) {
        guard nanoseconds > now || needsSettling else { return }
        guard isPowered else {
            run(to: nanoseconds)
            return
        }
        while let event = nextInternal, event <= Double(nanoseconds) {
            run(to: max(now, UInt64(event.rounded(.up))))
            if let next = nextCommand, next <= event {
                executeCommand()
            } else if let timer, timer.next <= event {
                fireTimer()
            } else if let end = timeoutEnd, end <= event {
                timeoutEnd = nil
                raise(.sequenceTimeout)
            }
        }
        run(to: nanoseconds)
        instant = Double(now)
    }

    private var needsSettling: Bool { nextInternal.map { $0 <= Double(now) } ?? false }

    /// The next command or timer.
    private var nextInternal: Double? {
        [nextCommand, timer?.next, timeoutEnd].compactMap { $0 }.min()
    }

    /// Lets time pass with registers as they are.
    ///
    /// The loop goes in whole steps and else stays behind: a byte of SPI is not worth a step of the cell. It catches up
    /// where a sample goes into the FIFO, a DFT ends, or a register or pin is about to change.
    private func run(to nanoseconds: UInt64) {
        guard nanoseconds > now else { return }
        // Long calm times in one piece; else in pieces whose points are all kept until their samples are taken.
        let piece: UInt64 = conversion != nil || loop.isClosed ? 20_000_000 : .max
        while nanoseconds - loop.now > piece { step(to: loop.now + piece) }
        now = nanoseconds
        let due = isSampleDue
        if due || !loop.isClosed && conversion == nil {
            step(to: now)
        } else if now - loop.now >= loop.longestStep {
            step(to: now - (now - loop.now) % loop.longestStep)
        }
        tellResults(until: Double(now))
    }

    private func step(to nanoseconds: UInt64) {
        now = max(now, nanoseconds)
        loop.advance(to: nanoseconds) { self.driveVolts(at: $0) }
        takeSamples(until: Double(nanoseconds))
        loop.trim()
    }

    /// Brings the loop and the samples to the present.
    func settle() {
        if loop.now < now { step(to: now) }
    }

    /// Lets time pass like `advance(to:)` and moves the cell in the loop on to exactly that time.
    ///
    /// For the owner of the cell, before it steps the cell itself or changes its load.
    public func synchronize(to nanoseconds: UInt64) {
        advance(to: nanoseconds)
        settle()
    }

    /// Gives the loop the present excitation, after a register or a pin has changed.
    func updateDrive() {
        loop.isMoving = isSine && generatorHertz < Self.steadyHertz
        loop.drive(volts: driveVolts(at: instant), isClosed: isCoupled && isLoopDriven)
    }

    /// When something next happens that an interrupt, a pin or LPDAC0 may show; nil when nothing is under way.
    ///
    /// Advancing to it and looking at `isInterruptAsserted` misses no interrupt; advancing less often costs nothing else.
    public var nextEventNanoseconds: UInt64? {
        var times = [nextInternal].compactMap { $0 }
        if let end = transformEnd { times.append(end) }
        if let end = thresholdTime { times.append(end) }
        if let stream = stream(.sinc3), isSelected(.adcReady) { times.append(stream.next(after: Double(now))) }
        if let stream = stream(.sinc2), isSelected(.sinc2Ready) { times.append(stream.next(after: Double(now))) }
        return times.min().map { max(now, UInt64($0.rounded(.up))) }
    }
}

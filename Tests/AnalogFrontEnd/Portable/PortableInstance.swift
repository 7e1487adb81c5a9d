import AnalogFrontEnd
import CellCore

// The drivers are generic, and generic code is only checked for heap use where it is instantiated: this file is compiled
// for the embedded target with `-no-allocations` by the check of portable modules, and into the tests as well.

/// A bus on which every transfer ends at once, with bytes or an error that the compiler cannot foresee.
struct OneAnswerBus: I2CBus, ~Copyable {
    var byte: UInt8
    var error: I2CError?
    var readCount: UInt8 = 0

    mutating func start(_ transfer: I2CTransfer) { readCount = transfer.readCount }
    mutating func poll() -> I2CProgress {
        if let error { return .failed(error) }
        var bytes = I2CBytes()
        for _ in 0..<readCount { bytes.append(byte) }
        return .done(bytes)
    }
    mutating func startRecovery() { readCount = 0 }
}

/// Calls every entry point of the chain, so that all of it is instantiated.
public func usePortableChain(_ byte: UInt8, _ error: I2CError?, until end: UInt64) -> Sample? {
    var chain = MeasuringChain(bus: OneAnswerBus(byte: byte, error: error))
    chain.setRate(.burst)
    chain.checkVoltageInput()
    chain.checkReference()
    chain.markExcitation()
    var last: Sample?
    var now: UInt64 = 0
    while now < end {
        chain.poll(at: now)
        chain.conversionEnded(.current, at: now)
        chain.conversionEnded(.voltage, at: now)
        chain.conversionEnded(.temperature, at: now)
        last = chain.takeSample() ?? last
        now += 1_000
    }
    var isHealthy = chain.health(of: .current) == .measuring && chain.health(of: .voltage) == .measuring
    isHealthy = isHealthy && chain.health(of: .temperature) == .measuring
    isHealthy = isHealthy && chain.dataReadyPin(of: .voltage) != .lost
    return isHealthy && chain.lostSamples == 0 && chain.dueMicroseconds == 0 ? nil : last
}

/// An SPI bus on which every transfer ends at once, with a byte that the compiler cannot foresee.
struct OneAnswerSPIBus: SPIBus, ~Copyable {
    var byte: UInt8
    var isSilent: Bool
    var readCount: UInt8 = 0

    mutating func start(_ transfer: SPITransfer) { readCount = transfer.readCount }
    mutating func poll() -> SPIProgress {
        if isSilent { return .timeout }
        var bytes = SPIBytes()
        for _ in 0..<readCount { bytes.append(byte) }
        return .done(bytes)
    }
}

/// Calls every entry point of the impedance front end, so that all of it is instantiated.
public func usePortableImpedance(_ byte: UInt8, isSilent: Bool, until end: UInt64) -> ImpedancePoint? {
    var plan = SpectrumPlan.standard
    plan.append(word: 9_999)
    var frontEnd = ImpedanceFrontEnd(bus: OneAnswerSPIBus(byte: byte, isSilent: isSilent), plan: plan)
    var last: ImpedancePoint?
    var now: UInt64 = 0
    while now < end {
        if now % 8_000 == 0 { _ = frontEnd.startSpectrum(at: now) }
        if now % 64_000 == 0 { frontEnd.abortSpectrum(at: now) }
        frontEnd.poll(at: now)
        frontEnd.interrupted(at: now)
        last = frontEnd.takePoint() ?? last
        now += 1_000
    }
    frontEnd.plan = .brief
    let isQuiet = !frontEnd.isExciting && !frontEnd.isBusy && frontEnd.health == .measuring
    return isQuiet && frontEnd.spectrumCount == 0 && frontEnd.dueMicroseconds == 0 ? nil : last
}

/// Calls every entry point of the impedance from a step of the load.
public func usePortableLoadStep(_ sample: Sample, _ voltage: SampledVoltage) -> ImpedancePoint? {
    var impedance = LoadStepImpedance(rangePicoamperes: sample.currentPicoamperes, voltage: voltage)
    impedance.add(sample)
    return impedance.takePoint()
}

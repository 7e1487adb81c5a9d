import CellCore

/// Asks how the device's parts are: no payload.
public struct HealthRequest: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .healthRequest }

    /// A message to decode into.
    public init() {}

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {}
}

/// How a chip is: 12 bytes. State u8, fault u8, reserved u16, failed transfers u32, times given up u32.
public struct ChipReport: Equatable, Sendable {
    /// Whether it gives readings. Raw values are on the wire.
    public enum State: UInt8, Sendable {
        /// The board has none.
        case notFitted = 0
        /// Being identified and configured.
        case starting = 1
        /// Gives readings.
        case measuring = 2
        /// Gives none.
        case faulty = 3
    }

    /// The state's raw value.
    public var rawState: UInt8 = 0
    /// The raw value of its `HardwareFault`; 0 while it works.
    public var rawFault: UInt8 = 0
    /// Transfers that failed or were damaged since power-up; wraps around.
    public var errorCount: UInt32 = 0
    /// Times it was given up and started again since power-up; wraps around.
    public var faultCount: UInt32 = 0

    /// A chip that is not fitted.
    public init() {}

    /// Nil when it is one of a newer device.
    public var state: State? { State(rawValue: rawState) }
    /// Nil when it is one of a newer device.
    public var fault: HardwareFault? { HardwareFault(rawValue: rawFault) }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&rawState)
        coder.code(&rawFault)
        coder.codeReserved(2)
        coder.code(&errorCount)
        coder.code(&faultCount)
    }
}

/// How a ring of the journal is: 8 bytes. State u8, reserved u8, retired sectors u16, records refused u32.
public struct RingReport: Equatable, Sendable {
    /// Whether it can be written and read. Raw values are on the wire.
    public enum State: UInt8, Sendable {
        /// The board has no flash for it.
        case notFitted = 0
        /// Reads and writes.
        case ready = 1
        /// Another firmware's, newer than this one.
        case newerVersion = 2
        /// Reads and no longer writes.
        case worn = 3
    }

    /// The state's raw value.
    public var rawState: UInt8 = 0
    /// Sectors that failed and are passed over.
    public var retiredCount: UInt16 = 0
    /// Records that found no room since power-up.
    public var refusedCount: UInt32 = 0

    /// A ring that is not fitted.
    public init() {}

    /// Nil when it is one of a newer device.
    public var state: State? { State(rawValue: rawState) }

    mutating func visit(_ coder: inout some FieldCoder) {
        coder.code(&rawState)
        coder.codeReserved(1)
        coder.code(&retiredCount)
        coder.code(&refusedCount)
    }
}

/// How the device's parts are: 104 bytes.
///
/// Four chips of 12 (current, voltage, temperature, impedance), two rings of 8 (log, minutes), then u32 each: bus clears,
/// late samples, lost samples, greatest lateness in µs, bursts, spectra, minutes kept, checkpoints kept, starts, cause of
/// the last reset.
public struct HealthReply: WireMessage, Equatable {
    /// The type that its frame carries.
    public static var type: FrameType { .healthReply }

    /// The INA228.
    public var current = ChipReport()
    /// The ADS122C04.
    public var voltage = ChipReport()
    /// The TMP117.
    public var temperature = ChipReport()
    /// The AD5941.
    public var impedance = ChipReport()
    /// Checkpoints, events and starts.
    public var log = RingReport()
    /// The minutes.
    public var minutes = RingReport()
    /// Times the sensors' bus was cleared since power-up.
    public var busClearCount: UInt32 = 0
    /// Samples that came after their deadline since power-up.
    public var lateSampleCount: UInt32 = 0
    /// Samples that were lost since power-up.
    public var lostSampleCount: UInt32 = 0
    /// The longest time from the end of a sample's interval to the monitor, µs.
    public var greatestLatenessMicroseconds: UInt32 = 0
    /// Bursts of fast samples since power-up.
    public var burstCount: UInt32 = 0
    /// Spectra measured since power-up.
    public var spectrumCount: UInt32 = 0
    /// Minutes given to the journal since power-up.
    public var minuteCount: UInt32 = 0
    /// Checkpoints given to the journal since power-up.
    public var checkpointCount: UInt32 = 0
    /// Starts that the journal counts, this one included; 0 without a journal.
    public var startNumber: UInt32 = 0
    /// Cause of the last reset, as in the journal: 0 unknown, 1 power, 2 brown-out, 3 watchdog, 4 pin, 5 software, 6 debugger.
    public var rawResetCause: UInt32 = 0

    /// A message to decode into.
    public init() {}

    /// Visits the fields in the order of the wire.
    public mutating func visit(_ coder: inout some FieldCoder) {
        current.visit(&coder)
        voltage.visit(&coder)
        temperature.visit(&coder)
        impedance.visit(&coder)
        log.visit(&coder)
        minutes.visit(&coder)
        coder.code(&busClearCount)
        coder.code(&lateSampleCount)
        coder.code(&lostSampleCount)
        coder.code(&greatestLatenessMicroseconds)
        coder.code(&burstCount)
        coder.code(&spectrumCount)
        coder.code(&minuteCount)
        coder.code(&checkpointCount)
        coder.code(&startNumber)
        coder.code(&rawResetCause)
    }
}

/// Addresses of the AD5941's registers that the driver uses.
///
/// Registers from 1000h to 3014h have 32 bits, the others 16.
/// Source: AD5940/AD5941 data sheet, register summaries of the respective sections.
enum AD5941Register {
    // General-purpose pins.
    static let pinFunctions: UInt16 = 0x0000
    static let pinOutputs: UInt16 = 0x0004
    static let pinInputs: UInt16 = 0x000C
    static let pinLevels: UInt16 = 0x0010
    static let pinSet: UInt16 = 0x0018
    static let pinClear: UInt16 = 0x001C

    // Identification, clocks, reset, triggers.
    static let manufacturer: UInt16 = 0x0400
    static let chip: UInt16 = 0x0404
    static let clockDividers: UInt16 = 0x0408
    static let clockEnables: UInt16 = 0x0410
    static let clockSources: UInt16 = 0x0414
    static let reset: UInt16 = 0x0424
    static let trigger: UInt16 = 0x0430

    // Analogue control.
    static let control: UInt16 = 0x2000
    static let sequencer: UInt16 = 0x2004
    static let fifo: UInt16 = 0x2008
    static let switchControl: UInt16 = 0x200C
    static let dac: UInt16 = 0x2010
    static let waveform: UInt16 = 0x2014
    static let sineFrequency: UInt16 = 0x2030
    static let sinePhase: UInt16 = 0x2034
    static let sineOffset: UInt16 = 0x2038
    static let sineAmplitude: UInt16 = 0x203C
    static let filter: UInt16 = 0x2044
    static let lowPowerReference: UInt16 = 0x2050
    static let commandWord: UInt16 = 0x2070
    static let dftReal: UInt16 = 0x2078
    static let dftImaginary: UInt16 = 0x207C
    static let sinc2Result: UInt16 = 0x2080
    static let adcMinimum: UInt16 = 0x20A8
    static let adcMaximum: UInt16 = 0x20B0
    static let oscillator: UInt16 = 0x20BC
    static let dft: UInt16 = 0x20D0
    static let lowPowerSwitches: UInt16 = 0x20E4
    static let lowPowerAmplifiers: UInt16 = 0x20EC
    static let feedback: UInt16 = 0x20F0
    static let sensorFeedback: UInt16 = 0x20F8
    static let amplifierBias: UInt16 = 0x20FC
    static let lowPowerDACData: UInt16 = 0x2120
    static let lowPowerDACSwitches: UInt16 = 0x2124
    static let lowPowerDAC: UInt16 = 0x2128
    static let switchesD: UInt16 = 0x2150
    static let switchesN: UInt16 = 0x2154
    static let switchesP: UInt16 = 0x2158
    static let switchesT: UInt16 = 0x215C
    static let referenceBuffers: UInt16 = 0x2180
    static let converter: UInt16 = 0x21A8
    static let sequence0: UInt16 = 0x21CC
    static let commandAddress: UInt16 = 0x21D4
    static let memory: UInt16 = 0x21D8
    static let fifoThreshold: UInt16 = 0x21E0
    static let sequence1: UInt16 = 0x21E8
    static let fifoCount: UInt16 = 0x2200
    static let powerMode: UInt16 = 0x22F0

    // Interrupt controllers: 0 drives a pin, 1 is looked at.
    static let flagsClear: UInt16 = 0x3004
    static let flagsSelect0: UInt16 = 0x3008
    static let flagsSelect1: UInt16 = 0x300C
    static let flags1: UInt16 = 0x3014

    /// True for a register of 32 bits.
    static func isWide(_ register: UInt16) -> Bool { register >= 0x1000 && register <= 0x3014 }
}

/// The commands of the serial interface.
///
/// Source: AD5940/AD5941 data sheet, section "SPI interface".
enum AD5941Command {
    static let setAddress: UInt8 = 0x20
    static let write: UInt8 = 0x2D
    static let read: UInt8 = 0x6D
    static let readFIFO: UInt8 = 0x5F
}

/// Values of the registers' fields.
///
/// Source: AD5940/AD5941 data sheet, register details; what is only inferred says so.
enum AD5941Value {
    /// ADIID: the same in every chip.
    static let analogDevices: UInt32 = 0x4144
    /// CHIPID: high byte; the low one is the revision.
    static let chipFamily: UInt32 = 0x55
    /// SWRSTCON: the software reset.
    static let reset: UInt32 = 0xA158

    /// GP0CON: GP0 is an ordinary pin (3), GP3 the output of interrupt controller 0 (3).
    static let pinFunctions: UInt32 = 3 | 3 << 6
    /// The pin of the coupling switch: GP0, 1 connects the cell.
    static let couplingPin: UInt32 = 1
    /// GP0OEN: the coupling switch and the interrupt.
    static let pinOutputs: UInt32 = 1 | 1 << 3

    /// AFECON: blocks that are switched on.
    static let currentLimit: UInt32 = 1 << 19
    static let dacReference: UInt32 = 1 << 20
    static let sinc2: UInt32 = 1 << 16
    static let dftEnable: UInt32 = 1 << 15
    static let generator: UInt32 = 1 << 14
    static let feedbackAmplifier: UInt32 = 1 << 11
    static let excitationAmplifier: UInt32 = 1 << 10
    static let excitationBuffer: UInt32 = 1 << 9
    static let convert: UInt32 = 1 << 8
    static let converterPower: UInt32 = 1 << 7
    static let dacPower: UInt32 = 1 << 6
    /// AFECON: bit 5 switches the reference off.
    static let off: UInt32 = currentLimit | 1 << 5
    /// AFECON for single sines, generator stopped.
    static let sineBase: UInt32 =
        currentLimit | dacReference | sinc2 | feedbackAmplifier | excitationAmplifier | excitationBuffer
        | converterPower | dacPower
    /// AFECON for the multisine: the high-speed excitation is off.
    static let multisineBase: UInt32 = currentLimit | sinc2 | feedbackAmplifier | converterPower

    /// INTCFLAG1: a DFT has ended; a result was below ADCMIN or above ADCMAX; the FIFO overflowed.
    static let dftReady: UInt32 = 1 << 1
    static let belowMinimum: UInt32 = 1 << 4
    static let aboveMaximum: UInt32 = 1 << 5
    static let fifoReached: UInt32 = 1 << 25
    static let fifoOverflow: UInt32 = 1 << 26
    static let watchedFlags: UInt32 = dftReady | belowMinimum | aboveMaximum | fifoOverflow

    /// FIFOCON: enabled, fed by the SINC2 filter (source 3).
    static let fifoOfSinc2: UInt32 = 1 << 11 | 3 << 13
    /// CMDDATACON: FIFO mode (2) with 2 kB (1), commands in memory mode (1) with 4 kB (2).
    static let memory: UInt32 = 2 << 9 | 1 << 6 | 1 << 3 | 2
    /// SWCON: the switches follow the four full registers.
    static let switchesByRegister: UInt32 = 1 << 16
    /// WGCON: a sine (2), calibrations of gain and offset applied.
    static let sine: UInt32 = 2 << 1 | 1 << 5 | 1 << 4
    /// HPOSCCON: bit 2 cleared makes the oscillator run at 32 MHz; the rest as after reset.
    static let oscillator32: UInt32 = 0x20
    /// CLKCON0: system clock divided by 2, the converter's by 1, the third field as after reset.
    static let dividers: UInt32 = 1 << 10 | 1 << 6 | 2
    /// PMBW: high power, bandwidth 250 kHz.
    static let highPower: UInt32 = 3 << 2 | 1
}

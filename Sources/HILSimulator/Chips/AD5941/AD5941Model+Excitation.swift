import Foundation

extension AD5941Model {
    private typealias R = AD5941Register

    // MARK: Switches

    /// Where the excitation goes.
    enum Route { case open, calibration, cell, cellByLowPower }

    /// A matrix's closed switches: those of its full register when SWCON selects them.
    func switches(_ address: UInt16) -> UInt32 { isSet(R.swcon, 1 << 16) ? register(address) : 0 }

    var isTransimpedanceOn: Bool { !isHibernating && isSet(R.afecon, Block.transimpedance) }

    var isHighSpeedOn: Bool {
        !isHibernating && isSet(R.afecon, Block.excitationAmplifier | Block.excitationBuffer)
    }

    /// The excitation's way by the matrix: D to RCAL0 or to any pin but the sense inputs, T to RCAL1 or likewise.
    ///
    /// Which pin the loop is wired to is left to the board; AIN2 and AIN3 are the sense inputs.
    var route: Route {
        guard isTransimpedanceOn else { return .open }
        let out = switches(R.dswfullcon)
        let back = switches(R.tswfullcon)
        let goesToCell = back & 0x2F3 != 0
        if isHighSpeedOn && out != 0 {
            guard switches(R.pswfullcon) != 0, switches(R.nswfullcon) != 0 else { return .open }
            if out & 1 != 0 && back & 0x800 != 0 { return .calibration }
            return out & 0xF2 != 0 && goesToCell ? .cell : .open
        }
        // The low-power potentiostat on CE0, its feedback closed (LPTIACON0 bit 1 clear).
        return !isSet(R.lptiacon0, 2) && goesToCell ? .cellByLowPower : .open
    }

    var isLoopDriven: Bool {
        switch route {
        case .cell, .cellByLowPower: return true
        case .open, .calibration: return false
        }
    }

    // MARK: Excitation

    /// LPDAC0's outputs in volts: 12 bits of 2.2 V/4095, 6 bits of 34.375 mV, both from 0.2 V (LPDACDAT0 table).
    func lowPowerVolts() -> (bias: Double, zero: Double) {
        let control = register(R.lpdaccon0)
        guard control & 2 == 0 else { return (0, 0) }
        // With RSTEN clear both outputs are at their lowest.
        let data = control & 1 == 1 ? register(R.lpdacdat0) : 0
        let fine = 0.2 + Double(data & 0xFFF) * 2.2 / 4_095 * (1 + errors.lowPowerGain) + errors.lowPowerVolts
        let coarse = 0.2 + Double(data >> 12 & 0x3F) * 34.375e-3
        return (control & 8 == 0 ? fine : coarse, control & 16 == 0 ? coarse : fine)
    }

    /// The transimpedance amplifier's positive input: VBIAS_CAP, or VZERO0 (HSTIACON).
    var virtualGround: Double { register(R.hstiacon) & 3 == 1 ? lowPowerVolts().zero : Self.commonVolts }

    /// Frequency of the sine generator, as it truly is: FCW/2^30 of its clock.
    public var generatorHertz: Double { Double(register(R.wgfcw) & 0xFF_FFFF) * systemHertz / 0x1p30 }

    var isSine: Bool {
        !isHibernating && isSet(R.afecon, Block.generator | Block.dac | Block.dacReference)
            && register(R.wgcon) >> 1 & 3 == 2
    }

    /// Volts of the excitation for a code of the high-speed DAC: ±607 mV between 0x200 and 0xE00, less with attenuators.
    private var codeVolts: Double {
        let amplifier = isSet(R.hsdaccon, 0x1000) ? 0.25 / 2 : 1
        let attenuator = isSet(R.hsdaccon, 1) ? 0.2 : 1
        return 0.607 / 1_536 * amplifier * attenuator * (1 + errors.excitation)
    }

    private var sineOffset: Double {
        let offset = register(R.wgoffset) & 0xFFF
        return offset & 0x800 != 0 ? Double(offset) - 4_096 : Double(offset)
    }

    /// The excitation against the virtual ground in volts at a time, without a steady sine.
    func driveVolts(at nanoseconds: Double) -> Double {
        switch route {
        case .open: return 0
        case .cellByLowPower: return lowPowerVolts().bias - virtualGround
        case .calibration, .cell: break
        }
        var volts = 0.0
        if isSet(R.afecon, Block.dcBuffer) {
            let outputs = lowPowerVolts()
            volts += outputs.bias - outputs.zero
        }
        if isSine {
            volts += sineOffset * codeVolts
            if generatorHertz < Self.steadyHertz {
                volts += amplitudeVolts * sin(2 * Double.pi * generatorTurns(at: nanoseconds))
            }
        } else if isSet(R.afecon, Block.dac | Block.dacReference), register(R.wgcon) >> 1 & 3 == 0 {
            volts += (Double(register(R.hsdacdat) & 0xFFF) - 2_048) * codeVolts
        }
        return volts
    }

    var amplitudeVolts: Double { Double(register(R.wgamplitude) & 0x7FF) * codeVolts }

    /// Phase of the generator in turns at a time.
    func generatorTurns(at nanoseconds: Double) -> Double {
        let turns = generator.turns + (nanoseconds - generator.start) * 1e-9 * generatorHertz
        return (turns + Double(register(R.wgphase) & 0xF_FFFF) / 0x1p20).truncatingRemainder(dividingBy: 1)
    }

    /// A change of frequency goes on from the present phase.
    func keepPhase() {
        let turns = generator.turns + (instant - generator.start) * 1e-9 * generatorHertz
        generator = (instant, turns.truncatingRemainder(dividingBy: 1))
    }
}

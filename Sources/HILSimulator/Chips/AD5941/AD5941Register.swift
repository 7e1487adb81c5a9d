/// Addresses of the AD5941's registers and what they hold after a reset.
///
/// Source: AD5940/AD5941 data sheet, register summary and register detail tables.
enum AD5941Register {
    // General-purpose pins, 16 bits.
    static let gp0con: UInt16 = 0x0000
    static let gp0oen: UInt16 = 0x0004
    static let gp0in: UInt16 = 0x0010
    static let gp0out: UInt16 = 0x0014
    static let gp0set: UInt16 = 0x0018
    static let gp0clr: UInt16 = 0x001C
    static let gp0tgl: UInt16 = 0x0020
    // Identification, clocks and reset, 16 bits.
    static let adiid: UInt16 = 0x0400
    static let chipid: UInt16 = 0x0404
    static let clkcon0: UInt16 = 0x0408
    static let clksel: UInt16 = 0x0414
    static let swrstcon: UInt16 = 0x0424
    static let trigseq: UInt16 = 0x0430
    // Sleep and wake-up timer, 16 bits; four sequences 0x10 apart.
    static let wuptmrCon: UInt16 = 0x0800
    static let wuptmrOrder: UInt16 = 0x0804
    static let wuptmrWakeLow: UInt16 = 0x0808
    static let wuptmrSleepLow: UInt16 = 0x0810
    // Always-on, 16 bits.
    static let pwrmod: UInt16 = 0x0A00
    static let pwrkey: UInt16 = 0x0A04
    static let osccon: UInt16 = 0x0A10
    static let rststa: UInt16 = 0x0A40
    // Analogue front end, 32 bits.
    static let afecon: UInt16 = 0x2000
    static let seqcon: UInt16 = 0x2004
    static let fifocon: UInt16 = 0x2008
    static let swcon: UInt16 = 0x200C
    static let hsdaccon: UInt16 = 0x2010
    static let wgcon: UInt16 = 0x2014
    static let wgfcw: UInt16 = 0x2030
    static let wgphase: UInt16 = 0x2034
    static let wgoffset: UInt16 = 0x2038
    static let wgamplitude: UInt16 = 0x203C
    static let adcfiltercon: UInt16 = 0x2044
    static let hsdacdat: UInt16 = 0x2048
    static let syncextdevice: UInt16 = 0x2054
    static let seqcnt: UInt16 = 0x2064
    static let seqtimeout: UInt16 = 0x2068
    static let datafiford: UInt16 = 0x206C
    static let cmdfifowrite: UInt16 = 0x2070
    static let adcdat: UInt16 = 0x2074
    static let dftreal: UInt16 = 0x2078
    static let dftimag: UInt16 = 0x207C
    static let sinc2dat: UInt16 = 0x2080
    static let afegenintsta: UInt16 = 0x209C
    static let adcmin: UInt16 = 0x20A8
    static let adcmax: UInt16 = 0x20B0
    static let hposccon: UInt16 = 0x20BC
    static let dftcon: UInt16 = 0x20D0
    static let lptiasw0: UInt16 = 0x20E4
    static let lptiacon0: UInt16 = 0x20EC
    static let hsrtiacon: UInt16 = 0x20F0
    static let hstiacon: UInt16 = 0x20FC
    static let seqslplock: UInt16 = 0x2118
    static let seqtrgslp: UInt16 = 0x211C
    static let lpdacdat0: UInt16 = 0x2120
    static let lpdacsw0: UInt16 = 0x2124
    static let lpdaccon0: UInt16 = 0x2128
    static let dswfullcon: UInt16 = 0x2150
    static let nswfullcon: UInt16 = 0x2154
    static let pswfullcon: UInt16 = 0x2158
    static let tswfullcon: UInt16 = 0x215C
    static let adccon: UInt16 = 0x21A8
    static let dswsta: UInt16 = 0x21B0
    static let pswsta: UInt16 = 0x21B4
    static let nswsta: UInt16 = 0x21B8
    static let tswsta: UInt16 = 0x21BC
    static let seq0info: UInt16 = 0x21CC
    static let seq2info: UInt16 = 0x21D0
    static let cmdfifowaddr: UInt16 = 0x21D4
    static let cmddatacon: UInt16 = 0x21D8
    static let datafifothres: UInt16 = 0x21E0
    static let seq3info: UInt16 = 0x21E4
    static let seq1info: UInt16 = 0x21E8
    static let fifocntsta: UInt16 = 0x2200
    static let pmbw: UInt16 = 0x22F0
    // Interrupts, 32 bits.
    static let intcpol: UInt16 = 0x3000
    static let intcclr: UInt16 = 0x3004
    static let intcsel0: UInt16 = 0x3008
    static let intcsel1: UInt16 = 0x300C
    static let intcflag0: UInt16 = 0x3010
    static let intcflag1: UInt16 = 0x3014

    /// Registers from 0x1000 to 0x3014 have 32 bits, the others 16 (SPI interface section).
    static func isLong(_ address: UInt16) -> Bool { (0x1000...0x3014).contains(address) }

    /// Where a sequence's address and length stand, by its number.
    static let sequenceInfo: [UInt16] = [seq0info, seq1info, seq2info, seq3info]

    /// What registers hold after a reset; those that are not here are unknown to the model.
    static let resetValues: [UInt16: UInt32] = {
        var values: [UInt16: UInt32] = [
            adiid: 0x4144, chipid: 0x5502, clkcon0: 0x0441, 0x0410: 0x02C0, swrstcon: 0x0001, pwrmod: 0x0001,
            osccon: 0x0003, 0x0A30: 0xC000, 0x0A6C: 0x008F, 0x0A70: 0x0004, afecon: 0x0008_0000, seqcon: 0x0002,
            fifocon: 0x1010, swcon: 0xFFFF, hsdaccon: 0x001E, wgcon: 0x0030, adcfiltercon: 0x0301, hsdacdat: 0x0800,
            0x2060: 0x0001, hposccon: 0x0024, dftcon: 0x0090, lptiacon0: 0x0003, hsrtiacon: 0x000F, 0x20F8: 0x00FF,
            0x2114: 0x0102, lpdaccon0: 0x0002, 0x2180: 0x0037, pswsta: 0x6000, nswsta: 0x0C00, cmddatacon: 0x0410,
            0x21F0: 0x0160, pmbw: 0x0008_8800, 0x2374: 0x0002_0000, 0x238C: 0x005F_3D00, intcsel0: 0x2000,
        ]
        // 0x4000 is a calibration gain of 1 (unverified); the model has no calibration registers of its own.
        for address: UInt16 in [
            0x2238, 0x2240, 0x2270, 0x2274, 0x2278, 0x2284, 0x228C, 0x2294, 0x2298, 0x22AC, 0x22C4,
        ] {
            values[address] = 0x4000
        }
        values[0x2260] = 0x0800
        for sequence: UInt16 in 0..<4 {
            for half: UInt16 in [0, 8] {
                values[wuptmrWakeLow + 0x10 * sequence + half] = 0xFFFF
                values[wuptmrWakeLow + 0x10 * sequence + half + 4] = 0x000F
            }
        }
        let zero: [UInt16] = [
            gp0con, gp0oen, 0x0008, 0x000C, gp0in, gp0out, gp0set, gp0clr, gp0tgl, clksel, 0x0420, trigseq, wuptmrCon,
            wuptmrOrder, 0x0900, 0x0904, 0x0908, 0x090C, 0x0918, 0x091C, pwrkey, 0x0A0C, 0x0A1C, 0x0A20, 0x0A24, 0x0A28,
            rststa, 0x0A5C, 0x0C08, 0x2018, 0x201C, 0x2020, 0x2024, 0x2028, 0x202C, wgfcw, wgphase, wgoffset,
            wgamplitude, 0x2050, syncextdevice, seqcnt, seqtimeout, datafiford, cmdfifowrite, adcdat, dftreal, dftimag,
            sinc2dat, 0x2084, afegenintsta, adcmin, 0x20AC, adcmax, 0x20B4, 0x20B8, lptiasw0, hstiacon, 0x210C, 0x2110,
            seqslplock, seqtrgslp, lpdacdat0, lpdacsw0, dswfullcon, nswfullcon, pswfullcon, tswfullcon, 0x2174, adccon,
            dswsta, tswsta, 0x21C0, 0x21C4, 0x21C8, seq0info, seq1info, seq2info, seq3info, cmdfifowaddr, 0x21DC,
            datafifothres, fifocntsta, 0x2230, 0x2234, 0x223C, 0x2244, 0x2250, 0x2264, 0x2268, 0x2280, 0x2288, 0x22A8,
            0x22B0, 0x22B8, 0x22BC, 0x22C8, 0x22CC, 0x22D0, 0x22D4, 0x235C, intcpol, intcclr, intcsel1, intcflag0,
            intcflag1,
        ]
        for address in zero { values[address] = 0 }
        return values
    }()
}

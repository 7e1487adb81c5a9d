import CellCore
import TestSupport
import Testing

/// A compiled profile is the same profile, and nothing else than one is taken for it.
@Suite struct ProfileBytesTests {
    private func builtIn() throws -> [CellProfile] {
        try (0..<CellProfile.builtInCount).map { index in
            let name = ProfileName(try #require(CellProfile.builtInName(index)))
            return try #require(CellProfile.builtIn(named: name))
        }
    }

    private func list(_ bytes: ProfileBytes) -> [UInt8] { (0..<bytes.count).map { bytes[$0] } }

    private func buffer(_ list: [UInt8]) -> ProfileBytes {
        var buffer = ProfileBytes()
        for byte in list { buffer.append(byte) }
        return buffer
    }

    private func fault(_ list: [UInt8]) -> ProfileBytesError? {
        do throws(ProfileBytesError) {
            _ = try CellProfile(bytes: buffer(list))
            return nil
        } catch {
            return error
        }
    }

    /// CRC-32 bit by bit, apart from the tables of the module. Source: ISO/IEC/IEEE 8802-3, clause 3.2.9.
    private func check(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var register: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            register ^= UInt32(byte)
            for _ in 0..<8 { register = register & 1 == 1 ? (register >> 1) ^ 0xEDB8_8320 : register >> 1 }
        }
        return (0..<4).map { UInt8(truncatingIfNeeded: (register ^ 0xFFFF_FFFF) >> UInt32(8 * $0)) }
    }

    @Test func everyBuiltInProfileIsSoundAndComesBack() throws {
        for profile in try builtIn() {
            try profile.check()
            let bytes = profile.bytes
            #expect(!bytes.isOverflowed)
            #expect(try CellProfile(bytes: bytes) == profile)
        }
    }

    /// Magic, version and length stand first, little-endian; the check value last. A sector of 4096 bytes has room.
    @Test func theLayoutIsTheStatedOne() throws {
        let bytes = list(CellProfile.aluconeTiS2.bytes)
        let head: [UInt8] = Array("CPRF".utf8) + [3, 0, 0x79, 0x03]
        #expect(Array(bytes.prefix(8)) == head)
        #expect(bytes.count == 0x379 && bytes.count <= 4096)
        let name: [UInt8] = Array("alucone-tis2".utf8) + Array(repeating: 0, count: 12)
        #expect(Array(bytes[8..<32]) == name)
        // Presence, then 3.666 C in nanocoulombs.
        #expect(bytes[32] == 15)
        var nanocoulombs: Int64 = 0
        for byte in bytes[33..<41].reversed() { nanocoulombs = nanocoulombs << 8 | Int64(byte) }
        #expect(nanocoulombs == 3_666_000_000)
        #expect(Array(bytes.suffix(4)) == check(bytes.dropLast(4)))
    }

    /// The last number of the limits, 4.32 µA in picoamperes, stands before the check value; without limits 0 does.
    @Test func limitsAreCompiled() throws {
        var profile = CellProfile.aluconeTiS2
        #expect(list(profile.bytes).suffix(12).prefix(8) == [0x00, 0xEB, 0x41, 0, 0, 0, 0, 0])
        profile.limits = nil
        let bytes = list(profile.bytes)
        #expect(bytes[32] == 7 && bytes.dropLast(4).suffix(264).allSatisfy { $0 == 0 })
        #expect(try CellProfile(bytes: buffer(bytes)) == profile)
    }

    /// The rest of an erased sector follows a profile in flash.
    @Test func whatFollowsIsPassedOver() throws {
        let bytes = list(CellProfile.symmetric.bytes) + Array(repeating: 0xFF, count: 200)
        #expect(try CellProfile(bytes: buffer(bytes)) == .symmetric)
    }

    @Test func namedRefusals() {
        let bytes = list(CellProfile.aluconeTiS2.bytes)
        #expect(fault([]) == .wrongLength(0))
        #expect(fault(Array(repeating: 0xFF, count: 600)) == .notAProfile(0xFFFF_FFFF))
        #expect(fault(bytes.dropLast()) == .wrongLength(bytes.count - 1))
        var other = bytes
        other[4] = 1
        #expect(fault(other) == .unknownVersion(1))
        other[4] = 4
        #expect(fault(other) == .unknownVersion(4))
        other = bytes
        other[100] ^= 1
        guard case .damaged = fault(other) else {
            Issue.record("a damaged profile was not called so")
            return
        }
    }

    @Test func everyFlippedBitIsSeen() {
        let bytes = list(CellProfile.aluconeTiS2.bytes)
        for bit in 0..<(bytes.count * 8) {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(fault(flipped) != nil, "bit \(bit)")
        }
    }

    /// Rubbish with a right check value: a profile that passes the check, or a refusal; never a trap.
    @Test func rubbishIsRefusedOrSound() throws {
        var random = SeededGenerator(seed: 71, purpose: "compiled profiles with random fields")
        let originals = try builtIn().map { list($0.bytes) }
        var accepted = 0
        for _ in 0..<40_000 {
            var bytes = originals.randomElement(using: &random) ?? []
            for _ in 0...Int.random(in: 0...6, using: &random) {
                let index = Int.random(in: 8..<(bytes.count - 4), using: &random)
                bytes[index] = UInt8.random(in: 0...255, using: &random)
            }
            bytes = bytes.dropLast(4) + check(bytes.dropLast(4))
            guard fault(bytes) == nil else { continue }
            accepted += 1
            let profile = try CellProfile(bytes: buffer(bytes))
            try profile.check()
            #expect(try CellProfile(bytes: profile.bytes) == profile)
            var monitor = CellMonitor(profile: profile)
            var events = EventList()
            monitor.step(
                Sample(
                    timeMicroseconds: 1_000_000, intervalMicroseconds: 1_000_000, currentPicoamperes: -86_400_000,
                    voltageNanovolts: 2_000_000_000, temperatureMillikelvin: 298_150,
                    flags: SampleFlags.currentValid.union(.voltageValid).union(.temperatureValid)), events: &events)
        }
        #expect(accepted > 100, "the test must also reach profiles that are taken")
        for _ in 0..<20_000 {
            let bytes = random.bytes(Int.random(in: 0...1024, using: &random))
            #expect(fault(bytes) != nil)
        }
    }

    /// Each part out of its range is refused by name.
    @Test func unsoundProfilesAreRefused() {
        let cases: [(ProfileFault, (inout CellProfile) -> Void)] = [
            (.name, { $0.name = ProfileName("") }), (.capacity, { $0.capacityNanocoulombs = 0 }),
            (.capacity, { $0.capacityTolerance = .nan }), (.capacity, { $0.firstCycleLoss = -0.1 }),
            (.current, { $0.maximumCurrentPicoamperes = 0 }), (.current, { $0.nominalCurrentPicoamperes = -1 }),
            (.window, { $0.window?.upperVolts = 0 }), (.capacityWithoutCurve, { $0.curve = nil }),
            (.capacityWithoutCurve, { $0.capacityNanocoulombs = nil }),
            (.polarisation, { $0.polarisation?.electrolyte.ohms = -1 }),
            (.polarisation, { $0.polarisation?.tolerance = 1 }),
            (.coating, { $0.polarisation?.coating.electrodeCount = 1.5 }),
            (.coating, { $0.polarisation?.coating.leastActivation = 2 }),
            (.coating, { $0.polarisation?.coating.exchangeAmperes = 0 }), (.rest, { $0.rest.microseconds = 0 }),
            (.rest, { $0.rest.voltsPerSecond = .infinity }), (.sensor, { $0.sensor.currentGain = -0.001 }),
            (.short, { $0.hardShortOhms = 0 }), (.limits, { $0.limits?.voltageAbove.recommended = 2_810_000_000 }),
            (.limits, { $0.limits?.voltageBelow.operating = 2_810_000_000 }),
            (.limits, { $0.limits?.dischargeAbove.operating = 0 }),
            (.limits, { $0.limits?.temperatureBelow.safety = -1 }),
            (.limits, { $0.limits?.temperatureHysteresis = -1 }),
            (.limits, { $0.limits?.voltageRateAbove.safety = .max }),
            (.limits, { $0.limits?.plausible.leastOhms = 15_000 }),
            (.limits, { $0.limits?.plausible.steadyPicoamperes = 17_280_000 }),
        ]
        for (expected, change) in cases {
            var profile = CellProfile.aluconeTiS2
            change(&profile)
            #expect(throws: expected) { try profile.check() }
            #expect(fault(list(profile.bytes)) == .unsound(expected) || expected == .capacityWithoutCurve)
        }
    }
}

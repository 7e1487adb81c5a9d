/// Consecutive sectors of a flash.
public struct FlashRegion: Equatable, Sendable {
    /// The first sector's number.
    public let firstSector: Int
    /// Number of sectors.
    public let sectorCount: Int

    /// `sectorCount` sectors from `firstSector` on; whether the flash has them is found when it is mounted.
    public init(firstSector: Int, sectorCount: Int) {
        self.firstSector = firstSector
        self.sectorCount = sectorCount
    }

    /// Byte offset in the flash of a byte of the region's sector `position`.
    func offset(_ position: Int, _ byte: Int = 0) -> Int {
        (firstSector &+ position) &* FlashGeometry.sectorLength &+ byte
    }
}

/// The flash of the Pico 2, 4 MiB, in 1024 sectors.
///
/// Boot and header 64 kB, two image slots of 768 kB, journal 64 kB, profile 2 × 4 kB, keys 4 kB, black box 256 kB,
/// minute records the rest.
public enum PicoFlashMap {
    /// 64 kB behind boot (16 sectors) and the image slots (2 × 192 sectors).
    public static var log: FlashRegion { FlashRegion(firstSector: 400, sectorCount: 16) }
    /// 2164 kB behind journal (16), profile (2), keys (1) and black box (64 sectors), to the end.
    public static var minutes: FlashRegion { FlashRegion(firstSector: 483, sectorCount: 541) }
}

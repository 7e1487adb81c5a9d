import CellWire
import USBDevice

/// Which firmware this is, and on which device.
public struct FirmwareIdentity: Sendable {
    /// Version of the firmware, one place for all bodies.
    public static var version: (major: UInt8, minor: UInt8, patch: UInt8) { (0, 1, 0) }

    /// Unique to the device; the board knows it.
    public var serialNumber: FixedText<24>
    /// The revision of the source, as the build knows it.
    public var sourceRevision: FixedText<16>

    /// An identity from what board and build know.
    public init(serialNumber: FixedText<24>, sourceRevision: FixedText<16>) {
        self.serialNumber = serialNumber
        self.sourceRevision = sourceRevision
    }

    /// The same as USB says it.
    var usb: USBIdentity {
        let version = FirmwareIdentity.version
        var serial = USBString()
        for index in 0..<serialNumber.count { serial.append(serialNumber.bytes[index]) }
        return USBIdentity(
            manufacturer: USBString("Cell monitor"), product: USBString("Cell monitor"),
            serialNumber: serial,
            // Binary-coded decimal: 0.1.0 is 0x0010.
            deviceRelease: UInt16(version.major % 10) << 8 | UInt16(version.minor % 10) << 4
                | UInt16(version.patch % 10))
    }
}

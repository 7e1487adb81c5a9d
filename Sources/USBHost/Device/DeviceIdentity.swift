/// Vendor, product and, to tell two of a kind apart, serial number.
public struct DeviceIdentity: Equatable, Sendable, CustomStringConvertible {
    /// idVendor.
    public var vendorID: UInt16
    /// idProduct.
    public var productID: UInt16
    /// iSerialNumber's text; nil for any.
    public var serial: String?

    /// An identity; without a serial number it fits all devices of the kind.
    public init(vendorID: UInt16, productID: UInt16, serial: String? = nil) {
        self.vendorID = vendorID
        self.productID = productID
        self.serial = serial
    }

    /// Parses `VID:PID[:SERIAL]`, VID and PID as one to four hexadecimal digits; nil if it is not of this form.
    public init?(parsing text: String) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, let vendorID = Self.number(parts[0]), let productID = Self.number(parts[1]) else {
            return nil
        }
        if parts.count == 3, parts[2].isEmpty { return nil }
        self.init(vendorID: vendorID, productID: productID, serial: parts.count == 3 ? String(parts[2]) : nil)
    }

    /// The form that `init(parsing:)` takes.
    public var description: String {
        let kind = "\(Self.digits(vendorID)):\(Self.digits(productID))"
        return serial.map { "\(kind):\($0)" } ?? kind
    }

    /// True for a device of this vendor and product, whatever its serial number.
    func isKind(of vendorID: UInt16, _ productID: UInt16) -> Bool {
        self.vendorID == vendorID && self.productID == productID
    }

    /// Four hexadecimal digits, as `lsusb` prints them.
    public static func digits(_ number: UInt16) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static func number(_ text: Substring) -> UInt16? {
        guard (1...4).contains(text.utf8.count), text.allSatisfy(\.isHexDigit) else { return nil }
        return UInt16(text, radix: 16)
    }
}

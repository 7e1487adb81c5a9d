/// Who the device says it is: numbers fixed when it is built, texts known when it runs.
public struct USBIdentity: Sendable {
    /// Vendor 0x1209, pid.codes.
    ///
    /// With product 0x0001 this is a test identity: fine for development, **not to be redistributed**. Hardware that
    /// leaves the bench needs a product number of its own. Source: pid.codes, "1209/0001".
    public static var developmentVendorID: UInt16 { 0x1209 }

    /// Product 0x0001 of pid.codes, for testing only; see `developmentVendorID`.
    public static var developmentProductID: UInt16 { 0x0001 }

    /// idVendor.
    public var vendorID: UInt16
    /// idProduct.
    public var productID: UInt16
    /// bcdDevice, binary-coded decimal: 0x0102 is release 1.02.
    public var deviceRelease: UInt16
    /// The text of iManufacturer.
    public var manufacturer: USBString
    /// The text of iProduct.
    public var product: USBString
    /// The text of iSerialNumber, unique among devices of one vendor and product; known only at run time.
    public var serialNumber: USBString

    /// An identity with the development numbers unless others are given.
    public init(
        manufacturer: USBString, product: USBString, serialNumber: USBString, deviceRelease: UInt16 = 0x0100,
        vendorID: UInt16 = USBIdentity.developmentVendorID, productID: UInt16 = USBIdentity.developmentProductID
    ) {
        self.vendorID = vendorID
        self.productID = productID
        self.deviceRelease = deviceRelease
        self.manufacturer = manufacturer
        self.product = product
        self.serialNumber = serialNumber
    }
}

/// A chip on the simulated SPI bus (mode 0, high bit first), at the level of bytes.
///
/// The bus calls `advance` before each event, so that what a chip answers is what it holds at that moment.
public protocol SPITarget: AnyObject {
    /// Lets the chip's own time pass, in nanoseconds of virtual time; never goes back.
    func advance(to nanoseconds: UInt64)

    /// Chip select goes low.
    func select()

    /// Eight clocks: takes a byte from MOSI and returns what MISO showed meanwhile.
    func exchange(_ byte: UInt8) -> UInt8

    /// Chip select goes high.
    func deselect()
}

/// What the AD5941's registers hold, by address; nil at an address that the model does not know.
struct AD5941RegisterFile {
    private var values: [UInt32]
    private var isKnown: [Bool]
    /// Behind the highest address, 3014h.
    private static let length = 0x3018

    /// Registers with these contents; there are no others.
    init(_ contents: [UInt16: UInt32]) {
        values = [UInt32](repeating: 0, count: Self.length)
        isKnown = [Bool](repeating: false, count: Self.length)
        for (address, value) in contents { self[address] = value }
    }

    /// The content of a register; setting it makes the address known. Addresses from 3018h on stay unknown.
    subscript(address: UInt16) -> UInt32? {
        get { address < Self.length && isKnown[Int(address)] ? values[Int(address)] : nil }
        set {
            guard address < Self.length else { return }
            values[Int(address)] = newValue ?? 0
            isKnown[Int(address)] = newValue != nil
        }
    }
}

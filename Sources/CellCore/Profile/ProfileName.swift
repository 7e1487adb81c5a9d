/// A profile's name: up to 24 bytes of ASCII, the rest zero.
public struct ProfileName: Equatable, Sendable {
    /// Bytes that fit.
    public static var capacity: Int { 24 }

    /// The bytes of the name, zero beyond its end.
    public var bytes: InlineArray<24, UInt8>

    /// A name from a literal; what does not fit is cut off.
    public init(_ text: StaticString) {
        bytes = InlineArray(repeating: 0)
        guard text.hasPointerRepresentation else { return }
        let source = UnsafeBufferPointer(start: text.utf8Start, count: min(text.utf8CodeUnitCount, 24))
        for index in source.indices { bytes[index] = source[index] }
    }

    /// A name from its bytes, as a message holds them.
    public init(bytes: InlineArray<24, UInt8>) { self.bytes = bytes }

    /// Equal in every byte.
    public static func == (left: ProfileName, right: ProfileName) -> Bool {
        for index in left.bytes.indices where left.bytes[index] != right.bytes[index] { return false }
        return true
    }
}

/// Texts of a device.
///
/// Source: Universal Serial Bus Specification 2.0, 9.6.7 (tables 9-15 and 9-16).
package enum StringDescriptor {
    /// Decodes the UTF-16 text; control characters, which could harm a terminal, become `?`.
    package static func text(decoding bytes: [UInt8]) throws(DescriptorError) -> String {
        let units = try units(decoding: bytes)
        let scalars = String(decoding: units, as: UTF16.self).unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? "?" : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// The first language of string 0.
    package static func language(decoding bytes: [UInt8]) throws(DescriptorError) -> UInt16 {
        guard let language = try units(decoding: bytes).first else { throw .length(have: bytes.count, need: 4) }
        return language
    }

    private static func units(decoding bytes: [UInt8]) throws(DescriptorError) -> [UInt16] {
        guard bytes.count >= 2, bytes.count.isMultiple(of: 2), Int(bytes[0]) == bytes.count else {
            throw .length(have: bytes.count, need: max(2, Int(bytes.first ?? 2)))
        }
        guard bytes[1] == 3 else { throw .type(bytes[1]) }
        return stride(from: 2, to: bytes.count, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
    }
}

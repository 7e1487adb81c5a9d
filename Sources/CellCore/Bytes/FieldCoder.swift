/// Visits the fields of a record in order, so that one listing of them both encodes and decodes.
///
/// A writer reads each field, a reader overwrites it. Everything is little-endian. A reader that runs out of bytes
/// leaves the rest of the fields as they are and remembers it; whoever drives it asks afterwards.
public protocol FieldCoder {
    mutating func code(_ value: inout UInt8)
    mutating func code(_ value: inout UInt16)
    mutating func code(_ value: inout UInt32)
    mutating func code(_ value: inout UInt64)
}

extension FieldCoder {
    /// Two's complement.
    @inlinable
    public mutating func code(_ value: inout Int32) {
        var bits = UInt32(bitPattern: value)
        code(&bits)
        value = Int32(bitPattern: bits)
    }

    /// Two's complement.
    @inlinable
    public mutating func code(_ value: inout Int64) {
        var bits = UInt64(bitPattern: value)
        code(&bits)
        value = Int64(bitPattern: bits)
    }

    /// IEEE 754 binary32.
    @inlinable
    public mutating func code(_ value: inout Float) {
        var bits = value.bitPattern
        code(&bits)
        value = Float(bitPattern: bits)
    }

    /// One byte, 0 or 1; any other value reads as true.
    @inlinable
    public mutating func code(_ value: inout Bool) {
        var byte: UInt8 = value ? 1 : 0
        code(&byte)
        value = byte != 0
    }

    /// An absent value takes its bytes as zeros; `present` says which it is, and comes from an earlier field.
    @inlinable
    public mutating func code(_ value: inout Int64?, present: Bool) {
        var field = value ?? 0
        code(&field)
        value = present ? field : nil
    }

    /// As for `Int64?`.
    @inlinable
    public mutating func code(_ value: inout Int32?, present: Bool) {
        var field = value ?? 0
        code(&field)
        value = present ? field : nil
    }

    /// As for `Int64?`.
    @inlinable
    public mutating func code(_ value: inout UInt64?, present: Bool) {
        var field = value ?? 0
        code(&field)
        value = present ? field : nil
    }

    /// Estimate, lower and upper bound.
    @inlinable
    public mutating func code(_ value: inout Bounded) {
        code(&value.value)
        code(&value.lower)
        code(&value.upper)
    }

    /// As for `Int64?`.
    @inlinable
    public mutating func code(_ value: inout Bounded?, present: Bool) {
        var field = value ?? Bounded(value: 0, lower: 0, upper: 0)
        code(&field)
        value = present ? field : nil
    }
}

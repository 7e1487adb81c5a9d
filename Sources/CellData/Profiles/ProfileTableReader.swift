import CellCore

/// A table of a profile's file, read in the types of a profile. Ranges are those of `ProfileRange`.
struct ProfileTableReader {
    let table: ConfigurationTable

    init(_ table: ConfigurationTable) { self.table = table }

    func table(ifPresent key: String) throws(ConfigurationError) -> ProfileTableReader? {
        try table.table(ifPresent: key).map(ProfileTableReader.init)
    }

    func required(_ key: String, why: String) throws(ConfigurationError) -> ProfileTableReader {
        guard let result = try table(ifPresent: key) else {
            throw table.error(at: key, "expected a table [\(key)]: \(why)")
        }
        return result
    }

    /// A number, rounded to the nearest of the profile's type.
    func float(ifPresent key: String, in range: ClosedRange<Float>) throws(ConfigurationError) -> Float? {
        // The nearest number of single precision may lie just beyond a bound that was written in decimal.
        guard let number = try table.number(ifPresent: key, in: -1e300...1e300) else { return nil }
        guard range.contains(Float(number)) else {
            throw table.error(at: key, "expected \(range.lowerBound)…\(range.upperBound) in \(key), found \(number)")
        }
        return Float(number)
    }

    func float(_ key: String, in range: ClosedRange<Float>) throws(ConfigurationError) -> Float {
        guard let value = try float(ifPresent: key, in: range) else {
            return Float(try table.number(key, in: 0...0))
        }
        return value
    }

    /// A number as whole units, `unitsPerOne` a one.
    func integer(
        _ key: String, unitsPerOne: Double, in range: ClosedRange<Int64>
    ) throws(ConfigurationError) -> Int64 {
        let number = try table.number(key, in: -1e300...1e300)
        let units = (number * unitsPerOne).rounded()
        guard units >= Double(range.lowerBound), units <= Double(range.upperBound) else {
            let lower = Double(range.lowerBound) / unitsPerOne
            let upper = Double(range.upperBound) / unitsPerOne
            throw table.error(at: key, "expected \(lower)…\(upper) in \(key), found \(number)")
        }
        return Int64(units)
    }

    /// A current in amperes, as picoamperes.
    func picoamperes(_ key: String, from least: Int64) throws(ConfigurationError) -> Int64 {
        try integer(key, unitsPerOne: 1e12, in: least...ProfileRange.picoamperes.upperBound)
    }
}

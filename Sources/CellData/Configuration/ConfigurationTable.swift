import TOMLKit

/// What is wrong with a configuration file (a scenario, a profile).
public struct ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Path as it was given.
    public var file: String
    /// Line from 1; 0 where the whole file is meant.
    public var line: Int
    /// Column from 1; 0 where the whole file is meant.
    public var column: Int
    /// What was expected, what was found, and what to do.
    public var message: String

    /// `FILE:LINE:COLUMN: …`.
    public var description: String {
        line > 0 ? "\(file):\(line):\(column): \(message)" : "\(file): \(message)"
    }
}

/// A table of a TOML file, read key by key; what was not read in the end is a mistake of the author's.
///
/// ```swift
/// let table = try ConfigurationTable(text: text, file: "scenario.toml")
/// let seed = try table.integer("seed", in: 0...Int.max)
/// try table.finish()
/// ```
public final class ConfigurationTable {
    private let file: String
    private let lines: ConfigurationLines
    private let table: TOMLTable
    private let path: ConfigurationPath
    private var readKeys: Set<String> = []
    private var children: [ConfigurationTable] = []

    /// Parses a whole file.
    public convenience init(text: String, file: String) throws(ConfigurationError) {
        let check = HeaderCheck(text)
        do {
            let table = try TOMLTable(string: check.harmlessText ?? text)
            guard check.found == nil else {
                throw ConfigurationError(
                    file: file, line: check.place.line, column: check.place.column,
                    message: "expected TOML: \(check.expected)")
            }
            self.init(file: file, lines: ConfigurationLines(text), table: table, path: ConfigurationPath())
        } catch let error as TOMLParseError {
            throw ConfigurationError(
                file: file, line: error.source.begin.line, column: error.source.begin.column,
                message: "expected TOML: \(error.description)")
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw ConfigurationError(file: file, line: 0, column: 0, message: "expected TOML: \(error)")
        }
    }

    private init(file: String, lines: ConfigurationLines, table: TOMLTable, path: ConfigurationPath) {
        self.file = file
        self.lines = lines
        self.table = table
        self.path = path
    }

    /// A number within a range; nil when the key is absent.
    public func number(ifPresent key: String, in range: ClosedRange<Double>) throws(ConfigurationError) -> Double? {
        guard let value = take(key) else { return nil }
        guard let number = value.double ?? value.int.map(Double.init) else {
            throw error(at: key, "expected a number in \(key)")
        }
        guard range.contains(number) else {
            throw error(at: key, "expected \(range.lowerBound)…\(range.upperBound) in \(key), found \(number)")
        }
        return number
    }

    /// A number within a range.
    public func number(_ key: String, in range: ClosedRange<Double>) throws(ConfigurationError) -> Double {
        try required(key, try number(ifPresent: key, in: range))
    }

    /// A whole number within a range; nil when the key is absent.
    public func integer(ifPresent key: String, in range: ClosedRange<Int>) throws(ConfigurationError) -> Int? {
        guard let value = take(key) else { return nil }
        guard let number = value.int else { throw error(at: key, "expected a whole number in \(key)") }
        guard range.contains(number) else {
            throw error(at: key, "expected \(range.lowerBound)…\(range.upperBound) in \(key), found \(number)")
        }
        return number
    }

    /// A text; nil when the key is absent.
    public func text(ifPresent key: String) throws(ConfigurationError) -> String? {
        guard let value = take(key) else { return nil }
        guard let text = value.string else { throw error(at: key, "expected a text in quotes in \(key)") }
        return text
    }

    /// A text.
    public func text(_ key: String) throws(ConfigurationError) -> String {
        try required(key, try text(ifPresent: key))
    }

    /// Pairs of numbers, `[[0, 1.5], [1, 2.5]]`; nil when absent.
    public func pairs(ifPresent key: String) throws(ConfigurationError) -> [(x: Double, y: Double)]? {
        guard let value = take(key) else { return nil }
        guard let array = value.array else { throw error(at: key, "expected pairs [[x, y], …] in \(key)") }
        var result: [(x: Double, y: Double)] = []
        for (index, element) in array.enumerated() {
            guard let pair = element.array, pair.count == 2, let x = ConfigurationTable.number(pair[0]),
                let y = ConfigurationTable.number(pair[1])
            else { throw error(at: key, element: index, "expected a pair of numbers [x, y] in \(key)") }
            result.append((x, y))
        }
        return result
    }

    /// So many numbers, `[1, 2.5, 3]`; `what` says what they are.
    public func numbers(_ key: String, count: Int, what: String) throws(ConfigurationError) -> [Double] {
        let expected = "expected \(count) numbers in \(key), [\(what)]"
        guard let array = try required(key, take(key)).array else { throw error(at: key, expected) }
        guard array.count == count else { throw error(at: key, "\(expected), found \(array.count)") }
        var result: [Double] = []
        for (index, element) in array.enumerated() {
            guard let number = ConfigurationTable.number(element) else {
                throw error(at: key, element: index, "expected a number in \(key)")
            }
            result.append(number)
        }
        return result
    }

    private static func number(_ value: any TOMLValueConvertible) -> Double? {
        guard let number = value.double ?? value.int.map(Double.init), number.isFinite else { return nil }
        return number
    }

    /// A table `[key]`; nil when absent.
    public func table(ifPresent key: String) throws(ConfigurationError) -> ConfigurationTable? {
        guard let value = take(key) else { return nil }
        guard let inner = value.table else { throw error(at: key, "expected a table [\(key)]") }
        return child(inner, path.appending(key, index: nil))
    }

    /// The tables `[[key]]`, in order; empty when absent.
    public func tables(_ key: String) throws(ConfigurationError) -> [ConfigurationTable] {
        guard let value = take(key) else { return [] }
        guard let array = value.array else { throw error(at: key, "expected tables [[\(key)]]") }
        var result: [ConfigurationTable] = []
        for (index, element) in array.enumerated() {
            guard let inner = element.table else { throw error(at: key, "expected tables [[\(key)]]") }
            result.append(child(inner, path.appending(key, index: index)))
        }
        return result
    }

    /// Refuses keys that nobody has read, in this table and those under it: a misspelt key must not pass in silence.
    public func finish() throws(ConfigurationError) {
        for key in table.keys.sorted() where !readKeys.contains(key) {
            throw error(at: key, "unknown key \(key); known here: \(readKeys.sorted().joined(separator: ", "))")
        }
        for child in children { try child.finish() }
    }

    /// An error at a key of this table.
    public func error(at key: String, _ message: String) -> ConfigurationError {
        let place = lines.place(of: key, in: path)
        return ConfigurationError(file: file, line: place.line, column: place.column, message: message)
    }

    /// An error at an element of the array that `key` holds; `element` counts from 0.
    public func error(at key: String, element: Int, _ message: String) -> ConfigurationError {
        let place = lines.place(of: key, in: path, element: element)
        return ConfigurationError(
            file: file, line: place.line, column: place.column, message: "\(message), entry \(element + 1)")
    }

    private func take(_ key: String) -> (any TOMLValueConvertible)? {
        readKeys.insert(key)
        return table[key]
    }

    private func child(_ inner: TOMLTable, _ path: ConfigurationPath) -> ConfigurationTable {
        let result = ConfigurationTable(file: file, lines: lines, table: inner, path: path)
        children.append(result)
        return result
    }

    private func required<Value>(_ key: String, _ value: Value?) throws(ConfigurationError) -> Value {
        guard let value else {
            throw error(at: key, "expected the key \(key)\(path.isRoot ? "" : " in \(path)")")
        }
        return value
    }
}

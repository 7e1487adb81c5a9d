import CellCore

/// Why a profile that was asked for is not to be had.
public enum ProfileLoadError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Neither the name of a built-in profile nor a file; carries it.
    case unknown(String)
    /// The system refused the file.
    case file(RecordError)
    /// The file is no profile, or one with a mistake.
    case configuration(ConfigurationError)
    /// The file is a compiled profile that cannot be used.
    case compiled(file: String, ProfileBytesError)

    /// One sentence: what was expected, what was found, and what to do.
    public var description: String {
        switch self {
        case .unknown(let name):
            "there is no profile \"\(name)\"; give a file, or one of those built in: \(ProfileFile.builtInNames)"
        case .file(let error): error.description
        case .configuration(let error): error.description
        case .compiled(let file, let error): "\(file): \(ProfileLoadError.text(error))"
        }
    }

    /// The exit status of a command that fails with this: 64 usage, 65 bad data, 66 no such file, 77 permission, 74 other.
    public var exitStatus: Int32 {
        switch self {
        case .unknown: 64
        case .file(let error): error.exitStatus
        case .configuration, .compiled: 65
        }
    }

    private static func text(_ error: ProfileBytesError) -> String {
        switch error {
        case .notAProfile: "expected a compiled profile, found other bytes"
        case .unknownVersion(let version):
            "expected a compiled profile of version \(CellProfile.bytesVersion), found version \(version); "
                + "compile it again with cellmon profile check --binary"
        case .wrongLength(let length): "expected a compiled profile, found \(length) bytes, too few or too many"
        case .damaged: "expected a compiled profile, found one whose check value is wrong; compile it again"
        case .unsound(let fault): "expected a sound profile, found a wrong \(fault)"
        }
    }
}

extension ProfileFile {
    /// Longest file that is taken for a profile, in bytes.
    private static let longest = 1_048_576

    /// The names of the built-in profiles, with commas between.
    public static var builtInNames: String {
        (0..<CellProfile.builtInCount).compactMap { CellProfile.builtInName($0)?.description }.joined(separator: ", ")
    }

    /// The built-in profile of that name or else the file at that path, TOML or compiled.
    ///
    /// A text without "/" that does not end in ".toml" and names no file is taken for a misspelt name.
    public static func load(_ nameOrPath: String) throws(ProfileLoadError) -> CellProfile {
        if let name = ProfileName(text: nameOrPath), let profile = CellProfile.builtIn(named: name) { return profile }
        let bytes: [UInt8]
        do throws(RecordError) {
            bytes = try content(nameOrPath)
        } catch {
            let isName = !nameOrPath.contains("/") && !nameOrPath.hasSuffix(".toml")
            throw error.exitStatus == 66 && isName ? .unknown(nameOrPath) : .file(error)
        }
        return try profile(bytes: bytes, file: nameOrPath)
    }

    /// A profile from a file's bytes, TOML or compiled.
    static func profile(bytes: [UInt8], file: String) throws(ProfileLoadError) -> CellProfile {
        guard bytes.count <= longest else {
            throw .configuration(
                ConfigurationError(
                    file: file, line: 0, column: 0, message: "expected a profile, found more than \(longest) bytes"))
        }
        if bytes.starts(with: magic) {
            var buffer = ProfileBytes()
            for byte in bytes { buffer.append(byte) }
            do throws(ProfileBytesError) {
                return try CellProfile(bytes: buffer)
            } catch {
                throw .compiled(file: file, error)
            }
        }
        do throws(ConfigurationError) {
            return try profile(text: String(decoding: bytes, as: UTF8.self), file: file)
        } catch {
            throw .configuration(error)
        }
    }

    private static var magic: [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: CellProfile.bytesMagic >> UInt32(8 * $0)) }
    }

    /// At most one byte more than the longest.
    private static func content(_ path: String) throws(RecordError) -> [UInt8] {
        var input = try ByteInput(path: path)
        var bytes: [UInt8] = []
        let chunk = UnsafeMutablePointer<UInt8>.allocate(capacity: 65_536)
        defer { chunk.deallocate() }
        while bytes.count <= longest {
            let count = try input.read(chunk, count: 65_536)
            if count == 0 { break }
            bytes.append(contentsOf: UnsafeBufferPointer(start: chunk, count: count))
        }
        return bytes
    }
}

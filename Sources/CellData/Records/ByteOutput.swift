#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A buffered file to write to, of constant size.
struct ByteOutput: ~Copyable {
    private static let capacity = 262_144

    let name: String
    private let descriptor: Int32
    private let owned: Bool
    private let buffer: UnsafeMutablePointer<UInt8>
    private var count = 0

    /// Creates or empties `path`, or takes standard output for `-`.
    init(path: String) throws(RecordError) {
        let isStandardOutput = path == "-"
        let descriptor = isStandardOutput ? 1 : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .system(file: path, action: .open, code: errno) }
        name = path
        self.descriptor = descriptor
        owned = !isStandardOutput
        buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: ByteOutput.capacity)
    }

    deinit {
        buffer.deallocate()
        if owned { close(descriptor) }
    }

    /// Room for at least `needed` bytes, which `advance` then takes; `needed` is far below the buffer's size.
    mutating func room(_ needed: Int) throws(RecordError) -> UnsafeMutablePointer<UInt8> {
        if count + needed > ByteOutput.capacity { try flush() }
        return buffer + count
    }

    mutating func advance(_ bytes: Int) { count += bytes }

    /// Hands everything to the system.
    mutating func flush() throws(RecordError) {
        var offset = 0
        while offset < count {
            #if canImport(Darwin)
                let written = Darwin.write(descriptor, buffer + offset, count - offset)
            #elseif canImport(Musl)
                let written = Musl.write(descriptor, buffer + offset, count - offset)
            #else
                let written = Glibc.write(descriptor, buffer + offset, count - offset)
            #endif
            if written >= 0 {
                offset += written
            } else if errno != EINTR {
                count = 0
                throw .system(file: name, action: .write, code: errno)
            }
        }
        count = 0
    }
}

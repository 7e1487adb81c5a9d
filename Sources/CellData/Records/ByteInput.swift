#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where bytes come from: a file, a pipe, standard input, or memory.
struct ByteInput: ~Copyable {
    /// Path as given, for messages.
    let name: String
    /// Length in bytes where it is known beforehand; nil for a pipe.
    let length: Int?
    private let descriptor: Int32
    private let owned: Bool
    private let memory: [UInt8]
    private var memoryOffset = 0

    /// Opens `path`, or takes standard input for `-`.
    init(path: String) throws(RecordError) {
        let isStandardInput = path == "-"
        let descriptor = isStandardInput ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(file: path, action: .open, code: errno) }
        var status = stat()
        let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        name = path
        length = isFile ? Int(status.st_size) : nil
        self.descriptor = descriptor
        owned = !isStandardInput
        memory = []
    }

    /// Bytes already in memory.
    init(bytes: [UInt8], name: String) {
        self.name = name
        length = bytes.count
        descriptor = -1
        owned = false
        memory = bytes
    }

    deinit {
        if owned { close(descriptor) }
    }

    /// Reads at most `count` bytes to `destination`; 0 at the end. Waits for a pipe that has none yet.
    mutating func read(_ destination: UnsafeMutablePointer<UInt8>, count: Int) throws(RecordError) -> Int {
        guard descriptor >= 0 else {
            let available = min(count, memory.count - memoryOffset)
            for index in 0..<available { destination[index] = memory[memoryOffset + index] }
            memoryOffset += available
            return available
        }
        while true {
            #if canImport(Darwin)
                let received = Darwin.read(descriptor, destination, count)
            #elseif canImport(Musl)
                let received = Musl.read(descriptor, destination, count)
            #else
                let received = Glibc.read(descriptor, destination, count)
            #endif
            if received >= 0 { return received }
            if errno != EINTR { throw .system(file: name, action: .read, code: errno) }
        }
    }
}

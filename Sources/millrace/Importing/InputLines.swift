import Glibc

/// The lines of a file or of standard input, one after the other, within a limit.
struct InputLines: ~Copyable {
    /// What comes next.
    enum Piece {
        /// A line without its newline.
        case line([UInt8])
        /// A line of more bytes than the limit, which was passed over.
        case tooLong
    }

    private let descriptor: CInt
    private let path: String
    private let limit: Int
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    /// Bytes read so far.
    private(set) var done = 0
    /// Bytes in all; nil if nobody knows.
    let total: Int?

    private static let chunk = 256 << 10

    /// Opens a file, or standard input for nil or `-`.
    init(_ path: String?, limit: Int) throws(CommandError) {
        self.limit = limit
        if let path, path != "-" {
            self.path = path
            descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        } else {
            self.path = "standard input"
            descriptor = STDIN_FILENO
        }
        var status = stat()
        guard descriptor >= 0, unsafe fstat(descriptor, &status) == 0 else {
            throw .unreadable(path: self.path, detail: Self.lastError)
        }
        total = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

    /// The next line; nil at the end.
    mutating func next() throws(CommandError) -> Piece? {
        var searched = position
        var isSkipping = false
        while true {
            if let newline = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { position = newline + 1 }
                let line = buffer[position..<newline]
                return isSkipping || line.count > limit ? .tooLong : .line(Array(line))
            }
            if buffer.count - position > limit {
                isSkipping = true
                buffer.removeAll(keepingCapacity: true)
                position = 0
            }
            if isAtEnd {
                guard isSkipping || position < buffer.count else { return nil }
                defer { position = buffer.count }
                return isSkipping ? .tooLong : .line(Array(buffer[position...]))
            }
            buffer.removeFirst(position)
            position = 0
            searched = buffer.count
            try fill()
        }
    }

    private mutating func fill() throws(CommandError) {
        var chunk = [UInt8](repeating: 0, count: Self.chunk)
        var count = 0
        repeat { count = unsafe read(descriptor, &chunk, chunk.count) } while count < 0 && errno == EINTR
        guard count >= 0 else { throw .unreadable(path: path, detail: Self.lastError) }
        isAtEnd = count == 0
        done += count
        buffer.append(contentsOf: chunk.prefix(count))
    }

    private static var lastError: String { unsafe String(cString: strerror(errno)) }
}

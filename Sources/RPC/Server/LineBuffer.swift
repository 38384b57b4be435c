import NIOCore

/// Cuts what arrives at newlines.
struct LineBuffer {
    private let limit: Int
    private var bytes = ByteBuffer()
    /// How many readable bytes are known to hold no newline.
    private var searched = 0
    private var isAtEnd = false

    /// Lines of more than `limit` bytes, their newline aside, are too long.
    init(limit: Int) { self.limit = limit }

    /// What comes next.
    enum Piece {
        /// A line without its newline.
        case line(ByteBuffer)
        /// A line that is longer than allowed; what follows cannot be told from it.
        case tooLong
        /// No whole line is there yet.
        case none
    }

    /// How many bytes are kept.
    var count: Int { bytes.readableBytes }

    mutating func append(_ more: ByteBuffer) {
        if bytes.readableBytes == 0 {
            bytes = more
        } else {
            if bytes.readerIndex > bytes.capacity / 2 { bytes.discardReadBytes() }
            bytes.writeImmutableBuffer(more)
        }
    }

    /// No more will come: what is left is a line too.
    mutating func end() { isAtEnd = true }

    mutating func next() -> Piece {
        let view = bytes.readableBytesView
        if let newline = view[(view.startIndex + searched)...].firstIndex(of: UInt8(ascii: "\n")) {
            let length = newline - view.startIndex
            searched = 0
            guard length <= limit, let line = bytes.readSlice(length: length) else { return .tooLong }
            bytes.moveReaderIndex(forwardBy: 1)
            return .line(line)
        }
        searched = bytes.readableBytes
        guard searched <= limit else { return .tooLong }
        guard isAtEnd, searched > 0, let line = bytes.readSlice(length: searched) else { return .none }
        searched = 0
        return .line(line)
    }

    /// Forgets everything.
    mutating func clear() {
        bytes = ByteBuffer()
        searched = 0
    }
}

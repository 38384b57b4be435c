public import SocialModel

/// Where a walk over a ranking goes on: its clock, and the rest of its window as it was ranked on the first page.
///
/// So that pages stay as they are while people like and comment. Version, digest, seconds, posts with how many of the
/// same author stand above each, checksum; big-endian, padded to threes.
public struct RankedCursor: Hashable, Sendable {
    /// A post that is still to be shown.
    public struct Entry: Hashable, Sendable {
        /// The post.
        public var post: PostNumber
        /// How many posts of its author stand above, 255 for more.
        public var above: UInt8

        /// Says it in full.
        public init(post: PostNumber, above: UInt8) {
            self.post = post
            self.above = above
        }
    }

    /// The clock, in whole seconds.
    public var now: Timestamp
    /// The rest of the window, best first.
    public var rest: [Entry]
    private var digest: UInt32

    private static let version: UInt8 = 2

    /// The rest of a query's window.
    public init(now: Timestamp, rest: [Entry], of query: QueryDigest) {
        self.now = now
        self.rest = rest
        digest = query.value
    }

    /// Reads a cursor of that query.
    ///
    /// Throws -32602 with the field `before`: `invalid_cursor` for what no engine made, `cursor_mismatch` for a cursor
    /// of other parameters.
    public init(_ text: String, of query: QueryDigest) throws(RPCFault) {
        guard let cursor = RankedCursor(opaque: text) else {
            throw .invalid("before", .invalidCursor, "\("before".quoted) is no cursor of a ranking of this engine.")
        }
        guard cursor.digest == query.value else {
            throw .invalid("before", .cursorMismatch, "The cursor belongs to a walk with other parameters.")
        }
        self = cursor
    }

    /// The text that clients hand back.
    public var text: String {
        var bytes = [Self.version]
        bytes.append(bigEndian: UInt64(digest), count: 4)
        bytes.append(bigEndian: UInt64(clamping: now.seconds), count: 5)
        bytes.append(bigEndian: UInt64(rest.count), count: 2)
        for entry in rest {
            bytes.append(bigEndian: UInt64(entry.post.value), count: 4)
            bytes.append(entry.above)
        }
        bytes.append(bigEndian: Cursor.checksum(bytes[...]), count: 4)
        while !bytes.count.isMultiple(of: 3) { bytes.append(0) }
        return Base64URL.encode(bytes)
    }

    private init?(opaque text: String) {
        guard let bytes = Base64URL.decode(text), bytes.count >= 16, bytes[0] == Self.version else { return nil }
        let count = Int(bytes[10..<12].bigEndian)
        let end = 12 + 5 * count
        guard bytes.count >= end + 4, bytes.count < end + 7,
            bytes[end..<(end + 4)].bigEndian == Cursor.checksum(bytes[..<end])
        else { return nil }
        digest = UInt32(truncatingIfNeeded: bytes[1..<5].bigEndian)
        now = Timestamp(seconds: Int64(bytes[5..<10].bigEndian))
        rest = (0..<count).map { index in
            let start = 12 + 5 * index
            let post = UInt32(truncatingIfNeeded: bytes[start..<(start + 4)].bigEndian)
            return Entry(post: PostNumber(post), above: bytes[start + 4])
        }
    }
}

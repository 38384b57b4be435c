public import SocialModel

/// Where a walk goes on: opaque to clients, 24 characters of base64url.
///
/// Version, kind, order key, query digest and checksum, big-endian, in 18 bytes.
public struct Cursor: Hashable, Sendable {
    /// What is walked.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// `stream.read` in the order of creation.
        case created = 1
        /// `stream.read` in the order of interaction.
        case interacted = 2
        /// `search.posts`.
        case search = 3
        /// `post.comments`.
        case comments = 4
        /// `post.likes` and `post.reshares`.
        case acts = 5
        /// `person.photos`.
        case photos = 6
        /// `search.people` and `tag.people`.
        case people = 7
    }

    /// What is walked.
    public var kind: Kind
    /// The last place shown; the walk goes on below it.
    public var key: OrderKey
    /// The query it belongs to.
    public var digest: UInt32

    private static let version: UInt8 = 1

    /// The place after which the next page of a query begins.
    public init(_ kind: Kind, after key: OrderKey, of query: QueryDigest) {
        self.kind = kind
        self.key = key
        digest = query.value
    }

    /// Reads a cursor of that kind and query.
    ///
    /// Throws -32602 with the field `before`: `invalid_cursor` for what no engine made, `cursor_mismatch` for a
    /// cursor of another kind of walk or of other parameters.
    public init(_ text: String, kind: Kind, of query: QueryDigest) throws(RPCFault) {
        guard let cursor = Cursor(opaque: text) else {
            throw .invalid("before", .invalidCursor, "\("before".quoted) is no cursor of this engine.")
        }
        guard cursor.kind == kind, cursor.digest == query.value else {
            throw .invalid("before", .cursorMismatch, "The cursor belongs to a walk with other parameters.")
        }
        self = cursor
    }

    /// The text that clients hand back.
    public var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(18)
        bytes.append(Self.version)
        bytes.append(kind.rawValue)
        bytes.append(bigEndian: key.value, count: 8)
        bytes.append(bigEndian: UInt64(digest), count: 4)
        bytes.append(bigEndian: Self.checksum(bytes[...]), count: 4)
        return Base64URL.encode(bytes)
    }

    private init?(opaque text: String) {
        guard text.utf8.count == 24, let bytes = Base64URL.decode(text), bytes.count == 18, bytes[0] == Self.version,
            bytes[14...].bigEndian == Self.checksum(bytes[..<14]), let kind = Kind(rawValue: bytes[1])
        else { return nil }
        self.kind = kind
        key = OrderKey(bytes[2..<10].bigEndian)
        digest = UInt32(truncatingIfNeeded: bytes[10..<14].bigEndian)
    }

    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash = Checksum()
        hash.add(bytes)
        return hash.value & 0xFFFF_FFFF
    }
}

extension [UInt8] {
    mutating func append(bigEndian value: UInt64, count: Int) {
        for index in (0..<count).reversed() { append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))) }
    }
}

extension ArraySlice<UInt8> {
    var bigEndian: UInt64 { reduce(0) { $0 << 8 | UInt64($1) } }
}

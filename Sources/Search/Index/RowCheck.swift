/// A sum over everything that the index holds of a post, each token with its place: the tokens may be added in any order.
///
/// The index keeps no text that a post could be compared with. This tells whether a post is what was indexed, and
/// whether FTS5's lists have what they were given. It guards against accidents, not against authors who look for two texts
/// with the same sum.
struct RowCheck: Equatable {
    private(set) var value: UInt32 = 0

    /// The check with this value.
    init(_ value: UInt32 = 0) { self.value = value }

    /// Of a row with these columns, whose tokens have a space between any two.
    init(words: String, facts: String) {
        add(words, column: .words)
        add(facts, column: .facts)
    }

    private mutating func add(_ column: String, column number: IndexColumn) {
        guard !column.isEmpty else { return }
        var offset = 0
        var hash = Self.beginning(number, offset)
        for byte in column.utf8 {
            if byte == UInt8(ascii: " ") {
                value &+= hash
                offset += 1
                hash = Self.beginning(number, offset)
            } else {
                Self.take(byte, &hash)
            }
        }
        value &+= hash
    }

    /// Adds a token.
    mutating func add(_ token: [UInt8], _ column: IndexColumn, _ offset: Int) {
        var hash = Self.beginning(column, offset)
        for byte in token { Self.take(byte, &hash) }
        value &+= hash
    }

    private static func beginning(_ column: IndexColumn, _ offset: Int) -> UInt32 {
        basis ^ (UInt32(truncatingIfNeeded: offset) &* 2 &+ column.rawValue)
    }

    private static func take(_ byte: UInt8, _ hash: inout UInt32) { hash = (hash ^ UInt32(byte)) &* prime }

    /// FNV-1a's.
    private static let basis: UInt32 = 0x811C_9DC5, prime: UInt32 = 0x0100_0193
}

/// The columns of FTS5's tables.
enum IndexColumn: UInt32 {
    /// The words in order.
    case words
    /// What has no order: facts, single CJK characters.
    case facts
}

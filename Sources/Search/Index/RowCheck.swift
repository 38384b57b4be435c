/// A sum over everything that the index holds of a post, each token with its place: the tokens may be added in any order.
///
/// The index keeps no text that a post could be compared with. This tells whether a post is what was indexed, and
/// whether FTS5's lists have what they were given.
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
        for (offset, token) in column.utf8.split(separator: UInt8(ascii: " ")).enumerated() {
            add(token, number, offset)
        }
    }

    /// Adds a token.
    mutating func add(_ token: some Sequence<UInt8>, _ column: IndexColumn, _ offset: Int) {
        var hash = UInt32(truncatingIfNeeded: offset) &* 2 &+ column.rawValue ^ Self.basis
        for byte in token { hash = (hash ^ UInt32(byte)) &* Self.prime }
        value &+= hash
    }

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

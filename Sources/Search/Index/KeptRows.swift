import GRDB

/// What a row holds.
struct KeptRow {
    let words: String
    let facts: String

    /// Whether both are the same to the byte: strings are equal that Unicode calls canonically equivalent, tags are not.
    func isIdentical(to other: KeptRow) -> Bool {
        words.utf8.elementsEqual(other.words.utf8) && facts.utf8.elementsEqual(other.facts.utf8)
    }

    /// How many words it has, as a packed row counts them.
    var length: Int { min(words.utf8.split(separator: UInt8(ascii: " ")).count, PackedRow.longest) }

    /// The tags for which it counts: of a public post.
    var publicTags: [String] {
        let facts = facts.unicodeScalars.split(separator: " ").map { String($0) }
        return facts.contains(Fact.isPublic.token) ? facts.compactMap(Fact.tagName) : []
    }
}

/// The rows that are most likely to change: of late posts, and of the newest of the others.
///
/// FTS5 takes a row out of its lists only for who says what the row holds. Of others that is found by a ``Sweep``.
enum KeptRows {
    /// How many packed rows are kept.
    static let newest: Int64 = 10_000

    static func put(_ row: KeptRow, at id: RowID, _ db: Database) throws {
        try db.run(
            "INSERT OR REPLACE INTO kept_rows VALUES (?, ?, ?, ?)",
            .integer(Int64(id.kind.rawValue)),
            .integer(id.id),
            .text(row.words),
            .text(row.facts)
        )
    }

    static func row(_ id: RowID, _ db: Database) throws -> KeptRow? {
        let statement = try db.cachedStatement(sql: "SELECT words, facts FROM kept_rows WHERE kind = ? AND id = ?")
        return try Row.fetchOne(statement, arguments: [id.kind.rawValue, id.id]).map {
            KeptRow(words: $0[0], facts: $0[1])
        }
    }

    /// The late ones of a stretch of time: their ids, words and facts.
    static func late(from first: Int64, through last: Int64, _ db: Database) throws -> RowCursor {
        try Row.fetchCursor(
            db,
            sql: "SELECT id, words, facts FROM kept_rows WHERE kind = ? AND id BETWEEN ? AND ?",
            arguments: [Partition.Kind.late.rawValue, first, last]
        )
    }

    static func remove(_ id: RowID, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM kept_rows WHERE kind = ? AND id = ?")
            .execute(arguments: [id.kind.rawValue, id.id])
    }

    /// Leaves the newest of so many packed rows.
    static func trim(packed count: Int64, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM kept_rows WHERE kind = ? AND id <= ?")
            .execute(arguments: [Partition.Kind.packed.rawValue, count - newest])
    }
}

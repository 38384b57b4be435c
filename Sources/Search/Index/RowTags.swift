import GRDB

/// The tags of public posts by their rows, for the counts of tags when a post goes.
enum RowTags {
    static func put(_ tags: [String], of row: RowID, _ db: Database) throws {
        guard !tags.isEmpty else { return }
        try db.run(
            "INSERT OR REPLACE INTO row_tags VALUES (?, ?, ?)",
            .integer(Int64(row.kind.rawValue)), .integer(row.id), .text(tags.joined(separator: " "))
        )
    }

    /// Takes them out.
    static func remove(of row: RowID, _ db: Database) throws -> [String] {
        let arguments: StatementArguments = [row.kind.rawValue, row.id]
        let read = try db.cachedStatement(sql: "SELECT tags FROM row_tags WHERE kind = ? AND id = ?")
        guard let tags = try String.fetchOne(read, arguments: arguments) else { return [] }
        try db.cachedStatement(sql: "DELETE FROM row_tags WHERE kind = ? AND id = ?").execute(arguments: arguments)
        return tags.unicodeScalars.split(separator: " ").map { String($0) }
    }
}

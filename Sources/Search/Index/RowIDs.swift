import GRDB
import GRDBSQLite

/// A running statement that gives the row ids of a partition that match an expression, the highest first.
///
/// SQLite is called directly: a walk outlives the closures in which GRDB lends its connection, though not the
/// connection, and is not to cost more than SQLite's own step.
@safe final class RowIDs {
    private let statement: SQLiteStatement
    private let sql: String
    private let idle: IdleStatements

    /// Rows below `before`, down to `from`; with `phrases` FTS5 is asked where so many of the expression's first phrases
    /// stand (`OccurrenceFunction.last`).
    init(
        of partition: Partition,
        _ db: Database,
        _ idle: IdleStatements,
        match: FullTextExpression,
        phrases: Int,
        before: Int64,
        from: Int64
    ) throws {
        let table = partition.table
        sql = """
            SELECT rowid\(phrases > 0 ? ", occurrences(\(table), ?4)" : "") FROM \(table)
              WHERE \(table) MATCH ?1 AND rowid < ?2 AND rowid >= ?3 ORDER BY rowid DESC
            """
        self.idle = idle
        unsafe statement = try idle.take(sql, db)
        // The destructor -1 makes SQLite copy the text.
        let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        try unsafe Self.check(sqlite3_bind_text(statement, 1, match.text, -1, copies), db)
        try unsafe Self.check(sqlite3_bind_int64(statement, 2, before), db)
        try unsafe Self.check(sqlite3_bind_int64(statement, 3, from), db)
        if phrases > 0 { try unsafe Self.check(sqlite3_bind_int64(statement, 4, Int64(phrases)), db) }
    }

    deinit { unsafe idle.giveBack(statement, sql) }

    func next(_ db: Database) throws -> Int64? {
        let code = unsafe sqlite3_step(statement)
        if code == SQLITE_ROW { return unsafe sqlite3_column_int64(statement, 0) }
        if code != SQLITE_DONE { try Self.check(code, db) }
        return nil
    }

    private static func check(_ code: Int32, _ db: Database) throws {
        guard code == SQLITE_OK else { throw db.error(code) }
    }
}

import GRDB
import GRDBSQLite

/// A running statement that gives row ids.
///
/// SQLite is called directly: a walk outlives the closures in which GRDB lends its connection, though not the
/// connection, and is not to cost more than SQLite's own step.
@safe final class RowIDs {
    private let statement: SQLiteStatement
    private let sql: String
    private let idle: IdleStatements
    private let hasTokens: Bool

    /// Binds `match` to `?1`, `before` to `?2` and `from` to `?3`.
    init(
        _ db: Database,
        _ idle: IdleStatements,
        sql: String,
        match: String,
        before: Int64,
        from: Int64,
        hasTokens: Bool
    ) throws {
        self.hasTokens = hasTokens
        self.sql = sql
        self.idle = idle
        unsafe statement = try idle.take(sql, db)
        // The destructor -1 makes SQLite copy the text.
        let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        try unsafe Self.check(sqlite3_bind_text(statement, 1, match, -1, copies), db)
        try unsafe Self.check(sqlite3_bind_int64(statement, 2, before), db)
        try unsafe Self.check(sqlite3_bind_int64(statement, 3, from), db)
    }

    deinit { unsafe idle.giveBack(statement, sql) }

    func next(_ db: Database) throws -> Int64? {
        let code = unsafe sqlite3_step(statement)
        if code == SQLITE_ROW { return unsafe sqlite3_column_int64(statement, 0) }
        if code != SQLITE_DONE { try Self.check(code, db) }
        return nil
    }

    /// The tokens of the row on which it stands, if they were asked for.
    var tokens: RowTokens? {
        hasTokens ? unsafe RowTokens(words: statement.text(1), facts: statement.text(2)) : nil
    }

    private static func check(_ code: Int32, _ db: Database) throws {
        guard code == SQLITE_OK else { throw db.error(code) }
    }
}

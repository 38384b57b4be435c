import GRDB
import GRDBSQLite

/// A running statement that gives row ids.
///
/// SQLite is called directly: a walk outlives the closures in which GRDB lends its connection, though not the
/// connection, and is not to cost more than SQLite's own step.
@safe final class RowIDs {
    private let statement: SQLiteStatement
    private let hasTokens: Bool

    /// Binds `match` to `?1`, `before` to `?2` and `from` to `?3`.
    init(_ db: Database, sql: String, match: String, before: Int64, from: Int64, hasTokens: Bool) throws {
        self.hasTokens = hasTokens
        var statement: SQLiteStatement?
        try unsafe Self.check(sqlite3_prepare_v2(db.sqliteConnection, sql, -1, &statement, nil), db)
        guard let statement = unsafe statement else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        unsafe self.statement = statement
        // The destructor -1 makes SQLite copy the text.
        let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        try unsafe Self.check(sqlite3_bind_text(statement, 1, match, -1, copies), db)
        try unsafe Self.check(sqlite3_bind_int64(statement, 2, before), db)
        try unsafe Self.check(sqlite3_bind_int64(statement, 3, from), db)
    }

    deinit { unsafe sqlite3_finalize(statement) }

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
        guard code != SQLITE_OK else { return }
        let message = unsafe sqlite3_errmsg(db.sqliteConnection).map { unsafe String(cString: $0) }
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}

import GRDB
import GRDBSQLite

/// Prepared statements that nobody uses just now, by their SQL.
///
/// A search needs one a partition, and nothing about it but its values changes from one search to the next.
@safe final class IdleStatements {
    private var idle: [String: [SQLiteStatement]] = unsafe [:]
    /// How many of the same are kept: as many as stand open at once, as a rule.
    private static let most = 4

    deinit { removeAll() }

    /// A statement, prepared if none is idle.
    func take(_ sql: String, _ db: Database) throws -> SQLiteStatement {
        if let statement = unsafe idle[sql]?.popLast() { return unsafe statement }
        var statement: SQLiteStatement?
        let code = unsafe sqlite3_prepare_v3(
            db.sqliteConnection,
            sql,
            -1,
            UInt32(SQLITE_PREPARE_PERSISTENT),
            &statement,
            nil
        )
        guard code == SQLITE_OK, let statement = unsafe statement else { throw db.error(code) }
        return unsafe statement
    }

    /// Ends the run of a statement, and keeps it for the next.
    func giveBack(_ statement: SQLiteStatement, _ sql: String) {
        unsafe sqlite3_reset(statement)
        unsafe sqlite3_clear_bindings(statement)
        if unsafe idle[sql, default: []].count < Self.most {
            unsafe idle[sql, default: []].append(statement)
        } else {
            unsafe sqlite3_finalize(statement)
        }
    }

    /// Gives them all up: before tables go, and before the connection does.
    func removeAll() {
        unsafe idle.values.joined().forEach { unsafe sqlite3_finalize($0) }
        unsafe idle = [:]
    }
}

extension Database {
    /// What SQLite says of a call that failed.
    func error(_ code: Int32) -> DatabaseError {
        let message = unsafe sqlite3_errmsg(sqliteConnection).map { unsafe String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}

import GRDB
import GRDBSQLite

/// A statement that runs millions of times: its values go to SQLite without the boxes that GRDB puts them into.
///
/// Measured: a load spends a quarter less time so.
struct BulkStatement {
    private let statement: Statement
    private let database: Database

    init(_ db: Database, _ sql: String) throws {
        statement = try db.makeStatement(sql: sql)
        database = db
    }

    /// Runs the statement with the values that `bind` gives, from left to right.
    func run(_ bind: (inout BulkRow) -> Void) throws {
        var row = unsafe BulkRow(handle: statement.sqliteStatement)
        bind(&row)
        let code = unsafe sqlite3_step(statement.sqliteStatement)
        unsafe sqlite3_reset(statement.sqliteStatement)
        guard code == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
        }
    }
}

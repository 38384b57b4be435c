import GRDB
import GRDBSQLite

/// The rows of one partition by their ids.
///
/// FTS5 keeps them in an ordinary table beside its own, which SQLite is asked for directly: hundreds of rows are read for
/// one page of the order `best`.
@safe final class StoredRows {
    private let statement: SQLiteStatement

    init(_ db: Database, of partition: Partition) throws {
        var statement: SQLiteStatement?
        let sql = "SELECT c0, c1 FROM \(partition.table)_content WHERE id = ?"
        let code = unsafe sqlite3_prepare_v2(db.sqliteConnection, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement = unsafe statement else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
        unsafe self.statement = statement
    }

    deinit { unsafe sqlite3_finalize(statement) }

    /// The words and the facts of a row; nil if there is none.
    func row(_ id: Int64) throws -> RowTokens? {
        unsafe sqlite3_reset(statement)
        unsafe sqlite3_bind_int64(statement, 1, id)
        switch unsafe sqlite3_step(statement) {
        case SQLITE_ROW: return unsafe RowTokens(words: statement.text(0), facts: statement.text(1))
        case SQLITE_DONE: return nil
        case let code: throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }
}

extension SQLiteStatement {
    /// A column of the row on which it stands.
    func text(_ column: Int32) -> RowText {
        let count = Int(unsafe sqlite3_column_bytes(self, column))
        guard count > 0, let bytes = unsafe sqlite3_column_blob(self, column) else { return RowText([]) }
        return unsafe RowText(Array(UnsafeRawBufferPointer(start: bytes, count: count)))
    }
}

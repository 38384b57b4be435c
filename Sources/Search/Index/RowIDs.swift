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

    /// What FTS5 is asked about the expression's first phrases in each row, and how many these are.
    enum Asking {
        case nothing
        /// Which of them stand there (`OccurrenceFunction.present`).
        case presence(Int)
        /// Where they stand (`OccurrenceFunction.last`).
        case occurrences(Int)

        fileprivate var function: String? {
            switch self {
            case .nothing, .presence(0), .occurrences(0): nil
            case .presence: "presence"
            case .occurrences: "occurrences"
            }
        }

        fileprivate var count: Int64 {
            switch self {
            case .nothing: 0
            case .presence(let count), .occurrences(let count): Int64(count)
            }
        }
    }

    /// Rows below `before`, down to `from`.
    init(
        of partition: Partition,
        _ db: Database,
        _ idle: IdleStatements,
        match: FullTextExpression,
        asking: Asking,
        before: Int64,
        from: Int64
    ) throws {
        let table = partition.table
        sql = """
            SELECT rowid\(asking.function.map { ", \($0)(\(table), ?4)" } ?? "") FROM \(table)
              WHERE \(table) MATCH ?1 AND rowid < ?2 AND rowid >= ?3 ORDER BY rowid DESC
            """
        self.idle = idle
        unsafe statement = try idle.take(sql, db)
        // The destructor -1 makes SQLite copy the text.
        let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        try unsafe Self.check(sqlite3_bind_text(statement, 1, match.text, -1, copies), db)
        try unsafe Self.check(sqlite3_bind_int64(statement, 2, before), db)
        try unsafe Self.check(sqlite3_bind_int64(statement, 3, from), db)
        if asking.function != nil { try unsafe Self.check(sqlite3_bind_int64(statement, 4, asking.count), db) }
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

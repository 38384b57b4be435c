import GRDB
import GRDBSQLite

/// Short ways to run the cached statements that all others are made of.
///
/// What runs several times a change gives SQLite its values, and takes its columns, without the boxes that GRDB puts them
/// into; ``row(_:_:)`` and ``rows(_:_:)`` are for what is rarer.
extension Applier {
    func run(_ sql: String, _ arguments: [(any StatementValue)?] = []) throws {
        _ = try first(sql, arguments) { _ in }
    }

    /// How many rows the last statement touched.
    var touched: Int { db.changesCount }

    /// What `read` makes of the first row, if there is one; the row is not valid after that.
    func first<Value>(
        _ sql: String,
        _ arguments: [(any StatementValue)?],
        _ read: (ScanRow) -> Value
    ) throws -> Value? {
        let handle = unsafe try db.cachedStatement(sql: sql).sqliteStatement
        // GRDB, which may have run the same statement, leaves it where it ended; there SQLite takes no values.
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
        defer { unsafe sqlite3_reset(handle) }
        guard unsafe sqlite3_bind_parameter_count(handle) == arguments.count else {
            // Else what stood there the last time would count.
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "\(arguments.count) values", sql: sql)
        }
        var row = unsafe BulkRow(handle: handle)
        for argument in arguments {
            if let argument { argument.add(to: &row) } else { row.addNull() }
        }
        let code = unsafe sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return unsafe read(ScanRow(handle: handle))
        case SQLITE_DONE: return nil
        default:
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage, sql: sql)
        }
    }

    /// Whether there is a row.
    func exists(_ sql: String, _ arguments: [(any StatementValue)?]) throws -> Bool {
        try first(sql, arguments) { _ in } != nil
    }

    /// The first row's first column; nil if that is NULL.
    func number(_ sql: String, _ arguments: [(any StatementValue)?]) throws -> UInt32? {
        try first(sql, arguments) { $0.optionalNumber(0) } ?? nil
    }

    func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
        try Row.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }

    func rows(_ sql: String, _ arguments: StatementArguments) throws -> [Row] {
        try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    }
}

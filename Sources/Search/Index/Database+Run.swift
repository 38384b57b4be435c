import GRDB
import GRDBSQLite

/// What a statement takes for a `?`.
enum SQLValue {
    case integer(Int64)
    case number(Double)
    case text(String)
}

extension Database {
    /// Runs a cached statement to its end, without the boxes into which GRDB puts values: several run for each post.
    func run(_ sql: String, _ values: SQLValue...) throws {
        let statement = unsafe try cachedStatement(sql: sql).sqliteStatement
        // GRDB, which may have run the same statement, leaves it where it ended; there SQLite takes no values.
        unsafe sqlite3_reset(statement)
        defer { unsafe sqlite3_reset(statement) }
        for (place, value) in zip(1..., values) {
            let code = unsafe statement.bind(value, Int32(place))
            guard code == SQLITE_OK else { throw error(code) }
        }
        let code = unsafe sqlite3_step(statement)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw error(code) }
    }
}

extension SQLiteStatement {
    /// Gives a value to the `?` at a place, from 1; answers SQLite's code.
    fileprivate func bind(_ value: SQLValue, _ place: Int32) -> Int32 {
        switch value {
        case .integer(let value): return unsafe sqlite3_bind_int64(self, place, value)
        case .number(let value): return unsafe sqlite3_bind_double(self, place, value)
        case .text(var value):
            return value.withUTF8 { bytes in
                // The destructor -1 makes SQLite copy them.
                let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                // Without a place in memory an empty text would be NULL.
                guard let start = unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self) else {
                    return unsafe sqlite3_bind_text(self, place, "", 0, copies)
                }
                return unsafe sqlite3_bind_text(self, place, start, Int32(bytes.count), copies)
            }
        }
    }
}

import GRDB
import GRDBSQLite
import SocialModel

/// A statement whose rows are read by the million: columns come from SQLite as they are, without GRDB's boxes.
struct ScanStatement {
    private let statement: Statement
    private let database: Database

    init(_ db: Database, _ sql: String) throws {
        statement = try db.makeStatement(sql: sql)
        database = db
    }

    /// Calls `body` with each row.
    func each(_ body: (ScanRow) -> Void) throws {
        let handle = unsafe statement.sqliteStatement
        defer { unsafe sqlite3_reset(handle) }
        while true {
            let code = unsafe sqlite3_step(handle)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
            }
            unsafe body(ScanRow(handle: handle))
        }
    }
}

/// The row at hand; it is not valid after the call it was given to.
@safe struct ScanRow {
    private let handle: OpaquePointer

    init(handle: OpaquePointer) { unsafe self.handle = handle }

    subscript(column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

    func number(_ column: Int32) -> UInt32 { UInt32(truncatingIfNeeded: self[column]) }

    func optionalNumber(_ column: Int32) -> UInt32? { isNull(column) ? nil : number(column) }

    func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// A packed list; NULL is the empty one.
    func numbers(_ column: Int32) -> [UInt32] { isNull(column) ? [] : unsafe Packed.numbers(bytes(column)) }

    /// Calls `body` with each number of a packed list.
    func eachNumber(_ column: Int32, _ body: (UInt32) -> Void) {
        if isNull(column) { return }
        unsafe Packed.each(bytes(column), body)
    }

    func text(_ column: Int32) -> String { unsafe String(decoding: bytes(column), as: UTF8.self) }

    func guid(_ column: Int32) -> GUID? {
        let bytes = unsafe bytes(column)
        guard unsafe sqlite3_column_type(handle, column) == SQLITE_BLOB else { return GUID(text(column)) }
        guard bytes.count == 16 else { return nil }
        return GUID(digits: UInt128(bigEndian: unsafe bytes.loadUnaligned(as: UInt128.self)))
    }

    func compactGUID(_ column: Int32) -> CompactGUID? {
        guard unsafe sqlite3_column_type(handle, column) == SQLITE_BLOB else {
            return GUID(text(column)).map { CompactGUID($0) }
        }
        let bytes = unsafe bytes(column)
        guard bytes.count == 16 else { return nil }
        return CompactGUID(digits: UInt128(bigEndian: unsafe bytes.loadUnaligned(as: UInt128.self)))
    }

    private func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        // SQLite wants the pointer to be asked for before the count.
        let start = unsafe sqlite3_column_blob(handle, column)
        return unsafe UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }
}

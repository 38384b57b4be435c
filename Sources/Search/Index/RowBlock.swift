import Foundation
import GRDB
import GRDBSQLite
import SocialModel

/// Packed rows as they are stored, one behind the other.
struct RowBlock {
    /// A key, a check and a length.
    static let rowBytes = 14
    /// How many rows it has at most: 3,584 bytes.
    static let most = 256

    private var bytes: [UInt8] = []

    init() {}

    /// The block that is stored under a number; without rows if there is none.
    init(stored number: Int64, _ db: Database) throws {
        let statement = unsafe try db.cachedStatement(sql: "SELECT rows FROM packed_rows WHERE block = ?")
            .sqliteStatement
        unsafe sqlite3_reset(statement)
        defer { unsafe sqlite3_reset(statement) }
        var code = unsafe sqlite3_bind_int64(statement, 1, number)
        guard code == SQLITE_OK else { throw db.error(code) }
        code = unsafe sqlite3_step(statement)
        guard code == SQLITE_ROW || code == SQLITE_DONE else { throw db.error(code) }
        guard code == SQLITE_ROW, let start = unsafe sqlite3_column_blob(statement, 0) else { return }
        bytes = unsafe Array(
            UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, 0)))
        )
    }

    var count: Int { bytes.count / Self.rowBytes }

    var data: Data { Data(bytes) }

    subscript(place: Int) -> PackedRow {
        let start = place * Self.rowBytes
        let key: UInt64 = value(at: start)
        return PackedRow(
            key: OrderKey(key),
            check: RowCheck(value(at: start + 8)),
            storedLength: value(at: start + 12)
        )
    }

    mutating func append(_ row: PackedRow) {
        if bytes.isEmpty { bytes.reserveCapacity(Self.most * Self.rowBytes) }
        bytes += Self.bytes(of: row)
    }

    mutating func replace(_ place: Int, by row: PackedRow) {
        let start = place * Self.rowBytes
        bytes.replaceSubrange(start..<start + Self.rowBytes, with: Self.bytes(of: row))
    }

    private func value<Value: FixedWidthInteger & BitwiseCopyable>(at start: Int) -> Value {
        unsafe Value(
            littleEndian: bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: start, as: Value.self) }
        )
    }

    private static func bytes(of row: PackedRow) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rowBytes)
        func append(_ value: some FixedWidthInteger) {
            unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
        }
        append(row.key.value)
        append(row.check.value)
        append(row.storedLength)
        return bytes
    }
}

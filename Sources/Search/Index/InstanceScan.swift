import GRDB
import GRDBSQLite

/// A walk through all that FTS5's lists of a partition hold, term by term, that can be left and gone on with.
struct InstanceScan {
    /// A token of a row.
    struct Instance {
        let term: [UInt8]
        let row: Int64
        let column: IndexColumn
        let offset: Int
    }

    private let partition: Partition
    /// The term with which it goes on; nil at the end.
    private var next: [UInt8]? = []

    /// Whether all was gone through.
    var isFinished: Bool { next == nil }

    init(of partition: Partition) { self.partition = partition }

    /// Goes through the next terms, at least one and then as many as have about `instancesPerStep` instances.
    ///
    /// Between two steps the partition may change: what was there all the time is gone through once.
    mutating func step(_ index: SearchIndex, _ db: Database, _ body: (Instance) -> Void) throws {
        guard let first = next else { return }
        let sql = try openLists(db)
        let statement = unsafe try index.idle.take(sql, db)
        defer { unsafe index.idle.giveBack(statement, sql) }
        try unsafe statement.bind(first, db)
        var term: [UInt8]?
        var count = 0
        while true {
            switch unsafe sqlite3_step(statement) {
            case SQLITE_ROW: break
            case SQLITE_DONE:
                next = nil
                return
            case let code: throw db.error(code)
            }
            let bytes = unsafe statement.bytes(0)
            if !(term.map { unsafe bytes.elementsEqual($0) } ?? false) {
                let found = unsafe Array(bytes)
                if count >= index.instancesPerStep {
                    next = found
                    return
                }
                term = found
            }
            count += 1
            // FTS5 names the column: `words` or `facts`.
            let column = unsafe statement.bytes(2).first == UInt8(ascii: "f") ? IndexColumn.facts : .words
            body(
                Instance(
                    term: term ?? [],
                    row: unsafe sqlite3_column_int64(statement, 1),
                    column: column,
                    offset: Int(unsafe sqlite3_column_int64(statement, 3))
                )
            )
        }
    }

    /// A table that reads the lists, for this connection.
    private func openLists(_ db: Database) throws -> String {
        let table = "instances_\(partition.number)"
        try db.execute(
            sql: "CREATE VIRTUAL TABLE IF NOT EXISTS temp.\(table) USING fts5vocab(main, \(partition.table), instance)"
        )
        return "SELECT term, doc, col, offset FROM temp.\(table) WHERE term >= CAST(?1 AS TEXT)"
    }
}

extension SQLiteStatement {
    /// Binds bytes to `?1`.
    fileprivate func bind(_ bytes: [UInt8], _ db: Database) throws {
        // The destructor -1 makes SQLite copy them.
        let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let code = unsafe bytes.withUnsafeBytes { bytes in
            // Without a place in memory nothing would be NULL.
            guard let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else {
                return unsafe sqlite3_bind_text(self, 1, "", 0, copies)
            }
            return unsafe sqlite3_bind_text(self, 1, start, Int32(bytes.count), copies)
        }
        guard code == SQLITE_OK else { throw db.error(code) }
    }

    /// A column's bytes, until the next step.
    fileprivate func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let count = Int(unsafe sqlite3_column_bytes(self, column))
        return unsafe UnsafeRawBufferPointer(start: sqlite3_column_blob(self, column), count: count)
    }
}

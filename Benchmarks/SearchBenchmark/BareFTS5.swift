import Foundation
import GRDB
import GRDBSQLite

/// FTS5 with its own tokenizer, asked through SQLite's C functions: what search would cost without audiences, languages
/// and forgetting.
final class BareFTS5 {
    let building: Duration
    private let queue: DatabaseQueue

    init(_ path: String, _ texts: Texts, options: String) throws {
        var configuration = Configuration()
        configuration.journalMode = .wal
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        self.queue = queue
        building = try ContinuousClock().measure {
            try queue.writeWithoutTransaction { db in
                try db.execute(
                    sql: """
                        PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768;
                        CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'unicode61', \(options));
                        """
                )
                for start in stride(from: 0, to: texts.all.count, by: 10_000) {
                    try db.inTransaction {
                        let statement = try db.makeStatement(sql: "INSERT INTO texts(rowid, text) VALUES (?, ?)")
                        for number in start..<min(start + 10_000, texts.all.count) {
                            try Self.insert(texts.all[number], Int64(number), statement.sqliteStatement)
                        }
                        return .commit
                    }
                }
            }
        }
    }

    private static let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private static func insert(_ text: String, _ number: Int64, _ statement: SQLiteStatement) throws {
        sqlite3_reset(statement)
        sqlite3_bind_int64(statement, 1, number)
        sqlite3_bind_text(statement, 2, text, -1, copies)
        guard sqlite3_step(statement) == SQLITE_DONE else { throw DatabaseError(resultCode: .SQLITE_ERROR) }
    }

    /// How many of the newest or the best twenty there are.
    func ask(_ match: String, best: Bool) throws -> Int {
        try queue.inDatabase { db in
            let order = best ? "rank" : "rowid DESC"
            let statement = try db.cachedStatement(
                sql: "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY \(order) LIMIT 20"
            ).sqliteStatement
            sqlite3_reset(statement)
            sqlite3_bind_text(statement, 1, match, -1, Self.copies)
            var count = 0
            while sqlite3_step(statement) == SQLITE_ROW { count += 1 }
            return count
        }
    }
}

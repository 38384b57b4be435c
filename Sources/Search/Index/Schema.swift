import GRDB
import SocialModel

/// The tables of the index besides its partitions, and how its file is written.
enum Schema {
    /// Of who only reads.
    static var readingConfiguration: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(1)
        // A reading is of several calls (`SearchIndex.reading`).
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA cache_size = -32768") }
        return configuration
    }

    /// Of who writes.
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.journalMode = .wal
        // To empty the log it waits for who reads just then.
        configuration.busyMode = .timeout(1)
        configuration.prepareDatabase { db in
            // NORMAL may lose the last transactions in a power cut, rows and sequence number together; the index then
            // follows the ledger from there. What is deleted is overwritten with zeros.
            try db.execute(
                sql: """
                    PRAGMA synchronous = NORMAL;
                    PRAGMA secure_delete = ON;
                    PRAGMA cache_size = -32768;
                    """
            )
        }
        return configuration
    }

    private static let version = "6"

    /// Creates what is missing, and empties what has other tables.
    static func prepare(_ queue: DatabaseQueue) throws {
        var isNew = false
        try queue.inTransaction(.immediate) { db in
            try db.execute(
                sql: "CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID"
            )
            isNew = try value("version", db) != version
            if isNew { try clear(db) }
            return .commit
        }
        guard isNew else { return }
        try queue.inDatabase { db in
            // Pages that become free can be given back from now on, as merges need many for a while.
            try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL; VACUUM")
            try set("version", version, db)
        }
    }

    /// Whether another version of the tokenizer cut the texts.
    static func isOutdated(_ db: Database) throws -> Bool { try value("tokenizer", db) != Tokenizer.version }

    /// Drops all posts, and sets the sequence number to 0.
    static func clear(_ db: Database) throws {
        let tables = try String.fetchAll(
            db,
            sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE %'"
        )
        for table in tables { try db.execute(sql: "DROP TABLE \(table)") }
        try db.execute(
            sql: """
                DROP TABLE IF EXISTS partition;
                DROP TABLE IF EXISTS tag;
                DROP TABLE IF EXISTS row_keys;
                DROP TABLE IF EXISTS packed_rows;
                DROP TABLE IF EXISTS kept_rows;
                DROP TABLE IF EXISTS removed_rows;
                CREATE TABLE partition (
                    number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, low INTEGER NOT NULL, least INTEGER NOT NULL,
                    greatest INTEGER NOT NULL, count INTEGER NOT NULL, words INTEGER NOT NULL, cleaning INTEGER NOT NULL
                );
                CREATE TABLE packed_rows (block INTEGER PRIMARY KEY, rows BLOB NOT NULL);
                CREATE TABLE kept_rows (
                    kind INTEGER, id INTEGER, words TEXT NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (kind, id)
                ) WITHOUT ROWID;
                CREATE TABLE removed_rows (
                    partition INTEGER, id INTEGER, words INTEGER NOT NULL, PRIMARY KEY (partition, id)
                ) WITHOUT ROWID;
                CREATE TABLE tag (name BLOB PRIMARY KEY, posts INTEGER NOT NULL, weight REAL NOT NULL) WITHOUT ROWID;
                """
        )
        try setSeq(0, db)
        try set("tokenizer", Tokenizer.version, db)
        try setBuilt(nil, db)
    }

    private static func value<Value: DatabaseValueConvertible>(_ name: String, _ db: Database) throws -> Value? {
        let statement = try db.cachedStatement(sql: "SELECT value FROM state WHERE name = ?")
        return try Value.fetchOne(statement, arguments: [name])
    }

    private static func set(_ name: String, _ value: some DatabaseValueConvertible, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO state VALUES (?, ?)").execute(arguments: [name, value])
    }

    /// How far the index has come that is being built; nil for one that is not.
    static func built(_ db: Database) throws -> IndexBuild? {
        guard let last: Int64 = try value("built", db), let head: Int64 = try value("head", db) else { return nil }
        return IndexBuild(last: OrderKey(stored: last), head: UInt64(bitPattern: head))
    }

    static func setBuilt(_ build: IndexBuild?, _ db: Database) throws {
        guard let build else { return try db.execute(sql: "DELETE FROM state WHERE name IN ('built', 'head')") }
        try set("built", build.last.stored, db)
        try set("head", Int64(bitPattern: build.head), db)
    }

    static func seq(_ db: Database) throws -> UInt64 {
        let seq: Int64? = try value("seq", db)
        return UInt64(bitPattern: seq ?? 0)
    }

    static func setSeq(_ seq: UInt64, _ db: Database) throws { try set("seq", Int64(bitPattern: seq), db) }
}

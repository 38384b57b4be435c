import GRDB

/// The tables of the index besides its partitions, and how its file is written.
enum Schema {
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.journalMode = .wal
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

    /// Creates what is missing, and empties what another version has made.
    static func prepare(_ db: Database) throws {
        let version = "3 \(Tokenizer.version)"
        try db.execute(sql: "CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID")
        let found = try String.fetchOne(db, sql: "SELECT value FROM state WHERE name = 'version'")
        guard found != version else { return }
        try clear(db)
        try db.execute(sql: "INSERT OR REPLACE INTO state VALUES ('version', ?)", arguments: [version])
    }

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
                CREATE TABLE partition (
                    number INTEGER PRIMARY KEY, low INTEGER NOT NULL, least INTEGER NOT NULL, greatest INTEGER NOT NULL,
                    count INTEGER NOT NULL, words INTEGER NOT NULL, cleaning INTEGER NOT NULL
                );
                CREATE TABLE tag (name BLOB PRIMARY KEY, posts INTEGER NOT NULL, weight REAL NOT NULL) WITHOUT ROWID;
                """
        )
        try setSeq(0, db)
    }

    static func seq(_ db: Database) throws -> UInt64 {
        let value = try Int64.fetchOne(db, sql: "SELECT value FROM state WHERE name = 'seq'")
        return UInt64(bitPattern: value ?? 0)
    }

    static func setSeq(_ seq: UInt64, _ db: Database) throws {
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO state VALUES ('seq', ?)")
        try statement.execute(arguments: [Int64(bitPattern: seq)])
    }
}

import GRDB

extension SearchIndex {
    /// Reads in one state of the file, whatever is written meanwhile; SQLite does not lock the file for each row then.
    func reading<Result>(_ body: () throws(SearchError) -> Result) throws(SearchError) -> Result {
        // Nobody else writes.
        if version == nil { return try body() }
        try storage {
            try queue.inDatabase { db in
                // One that could not be ended.
                if db.isInsideTransaction { try db.run("ROLLBACK") }
                try db.run("BEGIN")
                try takeOver(db)
            }
        }
        defer {
            suspendCursors()
            try? storage { try queue.inDatabase { try $0.run("COMMIT") } }
        }
        return try body()
    }

    /// The sequence number that the file has reached.
    public func seq() throws(SearchError) -> UInt64 { try reading { appliedSeq } }

    /// Takes over what the connection has written that writes.
    private func takeOver(_ db: Database) throws {
        guard let version else { return }
        let now = try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version"))
        if now == version { return }
        (appliedSeq, partitions) = (try Schema.seq(db), try Partitions(db))
        (build, isOutdated) = (try Schema.built(db), try Schema.isOutdated(db))
        try rows.reload(db)
        self.version = now
    }
}

import GRDB

extension SearchIndex {
    /// Whether words of removed posts may still stand in the files.
    public var needsCleaning: Bool { partitions.all.contains { $0.cleaning != .done } }

    /// Takes a step towards files without the words of removed posts; answers whether there is more to do.
    ///
    /// FTS5 keeps a deleted row's words until all segments that knew them are merged into one. A step merges about
    /// `pages` pages (of 4 kB), so that it never holds up the thread for long. When all is merged, the write-ahead log is
    /// emptied, as it may hold the words as well.
    public func clean(pages: Int = 200) throws(SearchError) -> Bool {
        guard var partition = partitions.all.first(where: { $0.cleaning != .done }) else { return false }
        suspendCursors()
        try storage {
            try queue.inTransaction(.immediate) { db in
                // A negative count begins the merge of all segments, whatever their sizes; positive ones continue it.
                // Done is what changes no row but the one that carries the command.
                let begins = partition.cleaning == .wanted
                let before = db.totalChangesCount
                try db.cachedStatement(
                    sql: "INSERT INTO \(partition.table)(\(partition.table), rank) VALUES ('merge', ?)"
                )
                .execute(arguments: [begins ? -pages : pages])
                partition.cleaning = partition.cleaning.afterStep(didMerge: db.totalChangesCount - before >= 2)
                try partition.save(db)
                return .commit
            }
        }
        if let index = partitions[partition.kind].firstIndex(where: { $0.number == partition.number }) {
            partitions[partition.kind][index] = partition
        }
        if needsCleaning { return true }
        try checkpoint()
        return false
    }

    /// Writes the log into the database file and empties it.
    public func checkpoint() throws(SearchError) {
        suspendCursors()
        try storage { _ = try queue.inDatabase { try $0.checkpoint(.truncate) } }
    }
}

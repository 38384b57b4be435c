import GRDB

extension SearchIndex {
    /// Whether words of removed posts may still stand in the files, or a full partition in several segments.
    public var needsMerging: Bool { partitions.all.contains { $0.cleaning != .done } }

    /// Whether words of removed posts may still stand in the file or its log.
    public var holdsRemovedWords: Bool { needsMerging || isLogDirty }

    /// Whether that is so, or much of the file free.
    public var needsCleaning: Bool { isShrinking || holdsRemovedWords }

    /// Takes a step towards files without the words of removed posts; answers whether there is more to do.
    ///
    /// FTS5 keeps a deleted row's words until all segments that knew them are merged into one. A step merges about
    /// `pages` pages (of 4 kB), or looks for what rows hold that were removed, or gives as many back, so that it
    /// never holds up the thread for long. At the end the write-ahead log is emptied, as it may hold the words as well.
    public func clean(pages: Int = 200) throws(SearchError) -> Bool {
        suspendCursors()
        let dirty = partitions.all.filter { $0.cleaning != .done }
        // A sweep goes on before another begins.
        guard let partition = dirty.first(where: { $0.number == sweep?.partition.number }) ?? dirty.first else {
            // Somebody read when it was to be emptied.
            if isLogDirty { try checkpoint() }
            return isShrinking ? try shrink(pages: pages) : false
        }
        let isReady = partition.cleaning == .wanted ? try takeOutRows(of: partition) : true
        (isShrinking, isLogDirty) = (true, true)
        if isReady { try merge(partition, pages: pages) }
        if !needsMerging { try checkpoint() }
        return true
    }

    /// Gives pages back as long as a twentieth of the file is free, which the next posts will need; answers whether there is
    /// more to do.
    private func shrink(pages: Int) throws(SearchError) -> Bool {
        try storage {
            try queue.inDatabase { db in
                func count(_ pages: String) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA \(pages)_count") ?? 0 }
                let free = try count("freelist")
                isShrinking = try free > count("page") / 20
                guard isShrinking else { return }
                try db.execute(sql: "PRAGMA incremental_vacuum(\(pages))")
                isShrinking = try count("freelist") < free
            }
        }
        if isShrinking { return true }
        isLogDirty = true
        try checkpoint()
        return false
    }

    /// A step of the sweep of a partition's removed rows; answers whether it is done.
    private func takeOutRows(of partition: Partition) throws(SearchError) -> Bool {
        try storage {
            var next: Sweep?
            try queue.inTransaction(.immediate) { db in
                var sweep =
                    try sweep.flatMap { $0.partition.number == partition.number ? $0 : nil }
                    ?? Sweep(of: partition, db)
                // Its copy here would be copied with each step.
                self.sweep = nil
                if !sweep.isFinished { try sweep.step(self, db) }
                next = sweep.isFinished ? nil : sweep
                return .commit
            }
            sweep = next
            return next == nil
        }
    }

    private func merge(_ partition: Partition, pages: Int) throws(SearchError) {
        var partition = partition
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
                // What was removed since the sweep began, or was too much for one.
                if partition.cleaning == .done, try Sweep.isNeeded(partition, db) { partition.cleaning = .wanted }
                if partition.cleaning == .done { try partition.joinWhileWriting(true, db) }
                try partition.save(db)
                return .commit
            }
        }
        if let index = partitions[partition.kind].firstIndex(where: { $0.number == partition.number }) {
            partitions[partition.kind][index] = partition
        }
    }

    /// Writes the log into the database file and empties it.
    public func checkpoint() throws(SearchError) {
        suspendCursors()
        try storage { _ = try queue.inDatabase { try $0.checkpoint(.truncate) } }
        isLogDirty = false
    }
}

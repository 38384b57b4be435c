import GRDB
import SocialModel

extension SearchIndex {
    /// Applies changes in one transaction, together with the sequence number that they lead to.
    ///
    /// Late posts do not split a full partition. Of several changes of a post the last one counts.
    ///
    /// Throws `SearchError.outOfOrder` for a sequence number below `appliedSeq`, and `.storage`; nothing has changed
    /// then.
    public func apply(_ batch: [SearchChange], seq: UInt64) throws(SearchError) {
        guard seq >= appliedSeq else { throw .outOfOrder(applied: appliedSeq, given: seq) }
        try write(batch, seq: seq, build: build)
    }

    func write(_ batch: [SearchChange], seq: UInt64, build: IndexBuild?) throws(SearchError) {
        var last: [OrderKey: SearchChange] = [:]
        for change in batch { last[change.key] = change }
        // FTS5 keeps a batch in memory as long as row ids rise.
        let changes = last.values.sorted { $0.key < $1.key }

        suspendCursors()
        var writer = IndexWriter(partitions: partitions, partitionSize: partitionSize, tokenizer: tokenizer)
        try storage {
            try queue.inTransaction(.immediate) { db in
                for change in changes { try writer.apply(change, db) }
                try writer.finish(seq: seq, db)
                if build != self.build { try Schema.setBuilt(build, db) }
                return .commit
            }
        }
        partitions = writer.partitions
        appliedSeq = seq
        self.build = build
    }
}

/// One transaction's worth of changes.
struct IndexWriter {
    private(set) var partitions: [Partition]
    let partitionSize: Int
    let tokenizer: Tokenizer
    private var touched: Set<Int64> = []
    /// What public posts each tag has won or lost.
    private var tagChanges: [[UInt8]: (posts: Int, weight: Double)] = [:]

    init(partitions: [Partition], partitionSize: Int, tokenizer: Tokenizer) {
        self.partitions = partitions
        self.partitionSize = partitionSize
        self.tokenizer = tokenizer
    }

    mutating func apply(_ change: SearchChange, _ db: Database) throws {
        let rowID = change.key.rowID
        let old = try row(rowID, db)
        switch change {
        case .put(let document):
            let tokens = DocumentTokens(document, with: tokenizer)
            let (words, facts) = (tokens.wordColumn, tokens.factColumn)
            if let old {
                guard old.words != words || old.facts != facts else { return }
                try delete(rowID, old, db)
            }
            let index = try place(for: rowID, db)
            let table = partitions[index].table
            try db.cachedStatement(sql: "INSERT INTO \(table)(rowid, words, facts) VALUES (?, ?, ?)")
                .execute(arguments: [rowID, words, facts])
            partitions[index].count += 1
            partitions[index].words += tokens.words.count
            partitions[index].least = min(partitions[index].least, rowID)
            partitions[index].greatest = max(partitions[index].greatest, rowID)
            touched.insert(partitions[index].number)
            if document.isPublic { countTags(tokens.tags.map { Array($0.utf8) }, of: change.key, by: 1) }
        case .remove:
            if let old { try delete(rowID, old, db) }
        }
    }

    /// Writes what is kept beside the rows.
    mutating func finish(seq: UInt64, _ db: Database) throws {
        for partition in partitions where touched.contains(partition.number) { try partition.save(db) }
        for (name, change) in tagChanges {
            let name = String(decoding: name, as: UTF8.self)
            try db.cachedStatement(
                sql: """
                    INSERT INTO tag VALUES (?1, ?2, ?3)
                      ON CONFLICT DO UPDATE SET posts = posts + ?2, weight = max(weight + ?3, 0)
                    """
            ).execute(arguments: [name, change.posts, change.weight])
            try db.cachedStatement(sql: "DELETE FROM tag WHERE name = ? AND posts <= 0").execute(arguments: [name])
        }
        try Schema.setSeq(seq, db)
    }

    // MARK: - Rows

    struct OldRow {
        let words: String
        let facts: String
    }

    func row(_ rowID: Int64, _ db: Database) throws -> OldRow? {
        guard let index = partitions.place(holding: rowID), partitions[index].least <= rowID,
            rowID <= partitions[index].greatest
        else { return nil }
        let statement = try db.cachedStatement(
            sql: "SELECT words, facts FROM \(partitions[index].table) WHERE rowid = ?"
        )
        return try Row.fetchOne(statement, arguments: [rowID]).map { OldRow(words: $0[0], facts: $0[1]) }
    }

    /// The row goes now; its words stay in the table's segments until these are merged.
    private mutating func delete(_ rowID: Int64, _ old: OldRow, _ db: Database) throws {
        guard let index = partitions.place(holding: rowID) else { return }
        try db.cachedStatement(sql: "DELETE FROM \(partitions[index].table) WHERE rowid = ?")
            .execute(arguments: [rowID])
        partitions[index].count -= 1
        partitions[index].words -= RowText(old.words).length
        partitions[index].cleaning = partitions[index].cleaning.afterDeletion
        touched.insert(partitions[index].number)
        let facts = old.facts.split(separator: " ")
        if facts.contains(where: { $0 == Fact.isPublic.token }) {
            let tags = facts.compactMap { Fact.tagName(ofToken: $0) }.map { Array($0.utf8) }
            countTags(tags, of: OrderKey(rowID: rowID), by: -1)
        }
    }

    private mutating func countTags(_ names: [[UInt8]], of post: OrderKey, by change: Int) {
        for name in names {
            var sum = tagChanges[name] ?? (0, 0)
            sum.posts += change
            sum.weight += Double(change) * TagWeight.of(post)
            tagChanges[name] = sum
        }
    }

    // MARK: - Partitions

    /// Where a new row goes.
    ///
    /// A full partition is followed, or preceded, by a new one if the row stands beyond all of its rows; what comes
    /// late, between them, still finds its place.
    private mutating func place(for rowID: Int64, _ db: Database) throws -> Int {
        guard let index = partitions.place(holding: rowID) else { return try open(at: 0, low: rowID, first: rowID, db) }
        guard partitions[index].count >= partitionSize else { return index }
        if rowID > partitions[index].greatest { return try open(at: index + 1, low: rowID, first: rowID, db) }
        if rowID < partitions[index].least {
            let low = min(partitions[index].low, rowID)
            partitions[index].low = partitions[index].least
            touched.insert(partitions[index].number)
            return try open(at: index, low: low, first: rowID, db)
        }
        return index
    }

    private mutating func open(at index: Int, low: Int64, first: Int64, _ db: Database) throws -> Int {
        let number = (partitions.map(\.number).max() ?? 0) + 1
        partitions.insert(Partition(number: number, low: low, first: first), at: index)
        try partitions[index].create(db)
        return index
    }
}

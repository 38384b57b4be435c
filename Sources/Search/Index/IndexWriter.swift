import GRDB
import SocialModel

/// One transaction's worth of changes.
struct IndexWriter {
    private(set) var partitions: Partitions
    private let keys: RowKeys
    private let partitionSize: Int
    private let tokenizer: Tokenizer
    private var touched: Set<Int64> = []
    /// What public posts each tag has won or lost.
    private var tagChanges: [[UInt8]: (posts: Int, weight: Double)] = [:]

    init(_ partitions: Partitions, _ keys: RowKeys, partitionSize: Int, tokenizer: Tokenizer) {
        self.partitions = partitions
        self.keys = keys
        self.partitionSize = partitionSize
        self.tokenizer = tokenizer
    }

    mutating func apply(_ change: SearchChange, _ db: Database) throws {
        let old = try row(of: change.key, db)
        switch change {
        case .put(let document):
            let tokens = DocumentTokens(document, with: tokenizer)
            let (words, facts) = (tokens.wordColumn, tokens.factColumn)
            if let old {
                guard old.words != words || old.facts != facts else { return }
                try delete(old, of: change.key, db)
            }
            let place = try placeForRow(of: change.key, db)
            try db.cachedStatement(
                sql: "INSERT INTO \(partitions[place].table)(rowid, words, facts) VALUES (?, ?, ?)"
            ).execute(arguments: [place.row, words, facts])
            update(place) { partition in
                partition.count += 1
                partition.words += tokens.wordCount
                partition.least = min(partition.least, document.key)
                partition.greatest = max(partition.greatest, document.key)
            }
            if document.isPublic { countTags(tokens.tags.map { Array($0.utf8) }, of: change.key, by: 1) }
        case .remove:
            if let old { try delete(old, of: change.key, db) }
        }
    }

    private mutating func update(_ place: Partitions.Place, _ body: (inout Partition) -> Void) {
        touched.insert(partitions.update(place, body))
    }

    /// Writes what is kept beside the rows.
    mutating func finish(seq: UInt64, _ db: Database) throws {
        try keys.save(db)
        for partition in partitions.all where touched.contains(partition.number) { try partition.save(db) }
        for (name, change) in tagChanges {
            let name = String(decoding: name, as: UTF8.self)
            try db.cachedStatement(
                sql: """
                    INSERT INTO tag VALUES (?1, ?2, ?3)
                      ON CONFLICT DO UPDATE SET posts = posts + ?2, weight = max(weight + ?3, 0)
                    """
            ).execute(arguments: [name, change.posts, change.weight])
            guard change.posts <= 0 else { continue }
            try db.cachedStatement(sql: "DELETE FROM tag WHERE name = ? AND posts <= 0").execute(arguments: [name])
        }
        try Schema.setSeq(seq, db)
    }

    // MARK: - Rows

    struct OldRow {
        let place: Partitions.Place
        let words: String
        let facts: String
    }

    func row(of key: OrderKey, _ db: Database) throws -> OldRow? {
        guard let place = try partitions.place(of: key, keys, db) else { return nil }
        let statement = try db.cachedStatement(
            sql: "SELECT words, facts FROM \(partitions[place].table) WHERE rowid = ?"
        )
        return try Row.fetchOne(statement, arguments: [place.row]).map {
            OldRow(place: place, words: $0[0], facts: $0[1])
        }
    }

    /// The row goes now; its words stay in the table's segments until these are merged.
    private mutating func delete(_ old: OldRow, of key: OrderKey, _ db: Database) throws {
        try db.cachedStatement(
            sql: "DELETE FROM \(partitions[old.place].table) WHERE rowid = ?"
        ).execute(arguments: [old.place.row])
        update(old.place) { partition in
            partition.count -= 1
            partition.words -= RowText(old.words).length
            partition.cleaning = partition.cleaning.afterDeletion
        }
        let facts = old.facts.split(separator: " ")
        if facts.contains(where: { $0 == Fact.isPublic.token }) {
            let tags = facts.compactMap { Fact.tagName(ofToken: $0) }.map { Array($0.utf8) }
            countTags(tags, of: key, by: -1)
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

    /// The row that a post has or had, else a new one: a packed one if it is newer than all of these.
    private mutating func placeForRow(of key: OrderKey, _ db: Database) throws -> Partitions.Place {
        if let place = try partitions.place(of: key, keys, db), place.kind == .packed { return place }
        if let last = partitions.packed.last, key <= last.greatest {
            return Partitions.Place(kind: .late, index: try indexForLate(key, db), row: key.stored)
        }
        if partitions.packed.last.map({ $0.count >= partitionSize }) ?? true {
            _ = try open(.packed, at: partitions.packed.count, low: key, first: key, db)
        }
        return Partitions.Place(kind: .packed, index: partitions.packed.count - 1, row: try keys.append(key, db))
    }

    /// Where a late post goes.
    ///
    /// A full partition is followed, or preceded, by a new one if the post stands beyond all of its rows; others still
    /// find their place in it.
    private mutating func indexForLate(_ key: OrderKey, _ db: Database) throws -> Int {
        guard let index = partitions.late.place(holding: key) else {
            return try open(.late, at: 0, low: key, first: key, db)
        }
        guard partitions.late[index].count >= partitionSize else { return index }
        if key > partitions.late[index].greatest { return try open(.late, at: index + 1, low: key, first: key, db) }
        if key < partitions.late[index].least {
            let low = min(partitions.late[index].low, key)
            partitions.late[index].low = partitions.late[index].least
            touched.insert(partitions.late[index].number)
            return try open(.late, at: index, low: low, first: key, db)
        }
        return index
    }

    private mutating func open(
        _ kind: Partition.Kind,
        at index: Int,
        low: OrderKey,
        first: OrderKey,
        _ db: Database
    ) throws -> Int {
        let number = (partitions.all.map(\.number).max() ?? 0) + 1
        partitions[kind].insert(Partition(number: number, kind: kind, low: low, first: first), at: index)
        try partitions[kind][index].create(db)
        return index
    }
}

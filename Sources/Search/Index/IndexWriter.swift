import GRDB
import SocialModel

/// One transaction's worth of changes.
struct IndexWriter {
    private(set) var partitions: Partitions
    private let rows: PackedRows
    private let partitionSize: Int
    /// Whether an index is being built: of posts that come in the order of time.
    private let isBuilding: Bool
    /// Whether what packed rows hold is kept.
    private let keeps: Bool
    private var touched: Set<Int64> = []
    /// The rows that were written or taken out, with the numbers of their partitions.
    private(set) var changed: [(row: Int64, partition: Int64)] = []
    private var tags = TagChanges()

    init(_ index: SearchIndex, isBuilding: Bool, keeps: Bool) {
        partitions = index.partitions
        rows = index.rows
        partitionSize = index.partitionSize
        self.isBuilding = isBuilding
        self.keeps = keeps
    }

    /// Takes what a post is now.
    mutating func put(_ tokens: DocumentTokens, _ db: Database) throws {
        let key = tokens.key
        let held = KeptRow(words: tokens.words, facts: tokens.facts)
        let row = PackedRow(key: key, check: tokens.check, length: tokens.wordCount)
        var own: Partitions.Place?
        if let place = try partitions.place(of: key, rows, db) {
            if try holds(place, held, row, db) { return }
            if try takeOut(place, of: key, db) { own = place }
        }
        if let own, own.row.kind == .packed { try rows.replace(own.row.id, by: row, db) }
        let place = try own ?? newPlace(of: row, db)
        try partitions[place].insert(place.row.id, held, db)
        if keeps || place.row.kind == .late { try KeptRows.put(held, at: place.row, db) }
        update(place) { partition in
            partition.count += 1
            partition.words += row.length ?? 0
            partition.least = min(partition.least, key)
            partition.greatest = max(partition.greatest, key)
        }
        if tokens.isPublic { tags.count(tokens.tags, of: key, by: 1) }
    }

    /// Takes a post out, if it is there.
    mutating func remove(_ key: OrderKey, _ db: Database) throws {
        guard let place = try partitions.place(of: key, rows, db) else { return }
        _ = try takeOut(place, of: key, db)
    }

    /// Writes what is kept beside the rows.
    mutating func finish(seq: UInt64, _ db: Database) throws {
        try rows.save(db)
        try KeptRows.trim(packed: rows.count, db)
        for partition in partitions.all where touched.contains(partition.number) { try partition.save(db) }
        try tags.save(db)
        try Schema.setSeq(seq, db)
    }

    /// Has the newest partition's segments merged like those of full ones: after the last post of an index that was built.
    mutating func endBuild() {
        if let last = partitions.packed.indices.last { close(last) }
    }

    // MARK: - Rows

    /// Whether a row has exactly this.
    private func holds(_ place: Partitions.Place, _ held: KeptRow, _ row: PackedRow, _ db: Database) throws -> Bool {
        if let kept = try KeptRows.row(place.row, db) { return kept.isIdentical(to: held) }
        guard place.row.kind == .packed else { return false }
        let stored = try rows.row(place.row.id, db)
        return stored.check == row.check && stored.length == row.length
    }

    /// Takes a post out of its row, if it is there.
    ///
    /// - Returns: Whether the row is free for the same post. Of rows that are not kept it stands in FTS5's lists until a
    ///   ``Sweep`` finds it there, and nobody else does.
    private mutating func takeOut(_ place: Partitions.Place, of key: OrderKey, _ db: Database) throws -> Bool {
        let kept = try KeptRows.row(place.row, db)
        var length = kept?.length ?? 0
        if place.row.kind == .packed {
            let row = try rows.row(place.row.id, db)
            length = row.length ?? 0
            try rows.replace(place.row.id, by: row.removed, db)
        } else if kept == nil {
            return false
        }
        if let kept {
            try partitions[place].delete(place.row.id, kept, db)
            tags.count(kept.publicTags, of: key, by: -1)
            try KeptRows.remove(place.row, db)
        } else {
            try db.run(
                "INSERT OR IGNORE INTO removed_rows VALUES (?, ?, ?)",
                .integer(partitions[place].number),
                .integer(place.row.id),
                .integer(Int64(length))
            )
        }
        update(place) { partition in
            partition.count -= 1
            partition.words -= length
            partition.cleaning = partition.cleaning.wantedAgain
        }
        return kept != nil
    }

    private mutating func update(_ place: Partitions.Place, _ body: (inout Partition) -> Void) {
        let number = partitions.update(place, body)
        touched.insert(number)
        changed.append((place.row.id, number))
    }

    // MARK: - Partitions

    /// A packed row for a post that is newer than all of these, a late one for others.
    private mutating func newPlace(of row: PackedRow, _ db: Database) throws -> Partitions.Place {
        let key = row.key
        if let last = partitions.packed.last, key <= last.greatest {
            let late = RowID(kind: .late, id: key.stored)
            return Partitions.Place(row: late, index: try indexForLate(key, db))
        }
        if partitions.packed.last.map({ $0.count >= partitionSize }) ?? true {
            if let last = partitions.packed.indices.last { close(last) }
            _ = try open(.packed, at: partitions.packed.count, low: key, first: key, db)
        }
        let packed = RowID(kind: .packed, id: try rows.append(row, db))
        return Partitions.Place(row: packed, index: partitions.packed.count - 1)
    }

    /// Has a packed partition's segments merged into one, now that it is full: each of them is looked into by a query.
    private mutating func close(_ index: Int) {
        partitions.packed[index].cleaning = partitions.packed[index].cleaning.wantedAgain
        touched.insert(partitions.packed[index].number)
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
        try partitions[kind][index].joinWhileWriting(!isBuilding || kind == .late, db)
        return index
    }
}

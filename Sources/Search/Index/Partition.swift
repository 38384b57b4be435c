import GRDB
import SocialModel

/// A stretch of time with an FTS5 table of its own: from `low` up to the next partition's of its kind.
struct Partition {
    /// What the row ids of a partition are.
    enum Kind: Int {
        /// Numbers that count up, as posts came in the order of time: in every list each takes a byte or two.
        case packed
        /// Order keys, each of which takes five or six: posts that came after newer ones.
        case late
    }

    /// How far the segments of the table are from one that holds no deleted row's words.
    enum Cleaning: Int {
        /// There is nothing to do.
        case done
        /// Rows are to be taken out, and all segments to be merged.
        case wanted
        /// The merge is under way.
        case running
        /// The merge is under way, and all is wanted again: rows were deleted since it began.
        case runningOfTwo

        /// After a row was deleted, or the last one written.
        ///
        /// A merge under way is not begun anew, or it might never end.
        var wantedAgain: Cleaning { self == .running || self == .runningOfTwo ? .runningOfTwo : .wanted }

        /// After a step, which found something to merge or did not.
        func afterStep(didMerge: Bool) -> Cleaning {
            switch (self, didMerge) {
            case (.runningOfTwo, true): .runningOfTwo
            case (.runningOfTwo, false): .wanted
            case (_, true): .running
            case (_, false): .done
            }
        }
    }

    let number: Int64
    let kind: Kind
    /// The lowest key that may stand here.
    ///
    /// The first partition of a kind takes what is lower, too.
    var low: OrderKey
    /// Between these stand the keys that were ever inserted.
    var least: OrderKey
    var greatest: OrderKey
    var count = 0
    /// How many words its rows have in all.
    var words = 0
    var cleaning = Cleaning.done

    var table: String { "words_\(number)" }

    init(number: Int64, kind: Kind, low: OrderKey, first: OrderKey) {
        self.number = number
        self.kind = kind
        self.low = low
        least = first
        greatest = first
    }

    /// What it costs at most to find nothing here, in candidates: FTS5 goes through whole lists in one step.
    ///
    /// 2,000 for a full one.
    var cost: Int { max(1, count / Self.rowsOfCandidate) }

    /// How many rows FTS5 passes in whole lists in the time that a candidate takes, at least.
    static let rowsOfCandidate = 125

    // MARK: - Storage

    /// Oldest first.
    static func all(_ kind: Kind, _ db: Database) throws -> [Partition] {
        try Row.fetchAll(db, sql: "SELECT * FROM partition WHERE kind = ? ORDER BY low", arguments: [kind.rawValue])
            .map { row in
                var partition = Partition(
                    number: row["number"],
                    kind: kind,
                    low: OrderKey(stored: row["low"]),
                    first: OrderKey(stored: row["least"])
                )
                partition.greatest = OrderKey(stored: row["greatest"])
                partition.count = row["count"]
                partition.words = row["words"]
                partition.cleaning = Cleaning(rawValue: row["cleaning"]) ?? .wanted
                return partition
            }
    }

    /// The prefix indexes, by how many characters: they serve the short prefixes, which have the most words.
    static let prefixes = [2, 3]

    /// FTS5 gets no content to keep: nothing asks for a row's words but who takes them out.
    ///
    /// `usermerge` is the least number of segments on a level that a merge command joins. With the default of 4, a few new
    /// segments can hide a merge under way from the command, which then seems to find nothing to do.
    func create(_ db: Database) throws {
        let prefixes = Self.prefixes.map(String.init).joined(separator: " ")
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE \(table) USING fts5(
                    words, facts, tokenize = 'ascii', prefix = '\(prefixes)', content = '', columnsize = 0);
                """
        )
        try configure("usermerge", 2, db)
    }

    /// How many segments FTS5 leaves on a level before it joins them while posts are written, and how many bytes of lists it
    /// gathers for one.
    ///
    /// What is being built is joined by steps when all is there, as each post would be written several times otherwise; as
    /// long as its segments are many, FTS5 would join them all at once with the next post. 8 keeps queries of the newest
    /// posts cheap; with the default of 4 FTS5 takes about a fifth longer for the same rows.
    func joinWhileWriting(_ joins: Bool, _ db: Database) throws {
        try configure("automerge", joins ? 8 : 0, db)
        try configure("crisismerge", joins ? 16 : 1_999, db)
        try configure("hashsize", joins ? 1 << 20 : 1 << 23, db)
    }

    private func configure(_ name: String, _ value: Int, _ db: Database) throws {
        try db.execute(sql: "INSERT INTO \(table)(\(table), rank) VALUES (?, ?)", arguments: [name, value])
    }

    /// Puts a row into the lists.
    func insert(_ id: Int64, _ row: KeptRow, _ db: Database) throws {
        try db.run(
            "INSERT INTO \(table)(rowid, words, facts) VALUES (?, ?, ?)",
            .integer(id),
            .text(row.words),
            .text(row.facts)
        )
    }

    /// Takes a row out of the lists; its words stay in the segments until these are merged.
    ///
    /// What it holds must be exactly what was inserted, as the lists are gone through by it.
    func delete(_ id: Int64, _ row: KeptRow, _ db: Database) throws {
        try db.run(
            "INSERT INTO \(table)(\(table), rowid, words, facts) VALUES ('delete', ?, ?, ?)",
            .integer(id),
            .text(row.words),
            .text(row.facts)
        )
    }

    func save(_ db: Database) throws {
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO partition VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(
            arguments: [
                number, kind.rawValue, low.stored, least.stored, greatest.stored, count, words, cleaning.rawValue,
            ]
        )
    }
}

extension [Partition] {
    /// In which of them, all of a kind and oldest first, a post stands or would stand; nil if there is none.
    func place(holding key: OrderKey) -> Int? { lastIndex { $0.low <= key } ?? (isEmpty ? nil : 0) }
}

extension OrderKey {
    /// The key as SQLite's signed integer, in the same order: what is stored, and the row id of a late post.
    var stored: Int64 { Int64(bitPattern: value ^ (1 << 63)) }

    /// The key that was stored.
    init(stored: Int64) { self.init(UInt64(bitPattern: stored) ^ (1 << 63)) }
}

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

    /// How far the words of deleted rows have left the table's segments.
    enum Cleaning: Int {
        /// No segment holds a deleted row's words.
        case done
        /// They are to be merged from the start.
        case wanted
        /// The merge is under way.
        case running
        /// The merge is under way, and another one is wanted: rows were deleted since it began.
        case runningOfTwo

        /// After a row was deleted.
        ///
        /// A merge under way is not begun anew, or it might never end.
        var afterDeletion: Cleaning { self == .running || self == .runningOfTwo ? .runningOfTwo : .wanted }

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
    var cost: Int { max(1, count / 125) }

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

    /// Prefix indexes serve the short prefixes, which have the most words; `columnsize` serves ranking by BM25 alone.
    ///
    /// `usermerge` is the least number of segments on a level that a merge command joins. With the default of 4, a few
    /// new segments can hide a merge under way from the command, which then seems to find nothing to do. `automerge` is
    /// the same for the merges that FTS5 begins by itself: with its default of 4 FTS5 takes about a fifth longer for
    /// the same rows.
    func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE \(table) USING fts5(
                    words, facts, tokenize = 'ascii', prefix = '2 3', columnsize = 0);
                INSERT INTO \(table)(\(table), rank) VALUES ('usermerge', 2);
                INSERT INTO \(table)(\(table), rank) VALUES ('automerge', 8);
                """
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

import GRDB
import SocialModel

/// A stretch of time with an FTS5 table of its own: from `low` up to the next partition's.
struct Partition {
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
    /// The lowest row id that may stand here.
    ///
    /// The first partition of all takes what is lower, too.
    var low: Int64
    /// Between these stand the row ids that were ever inserted.
    var least: Int64
    var greatest: Int64
    var count = 0
    /// How many words its rows have in all.
    var words = 0
    var cleaning = Cleaning.done

    var table: String { "words_\(number)" }

    init(number: Int64, low: Int64, first: Int64) {
        self.number = number
        self.low = low
        least = first
        greatest = first
    }

    // MARK: - Storage

    /// Oldest first.
    static func all(_ db: Database) throws -> [Partition] {
        try Row.fetchAll(db, sql: "SELECT * FROM partition ORDER BY low").map { row in
            var partition = Partition(number: row["number"], low: row["low"], first: row["least"])
            partition.greatest = row["greatest"]
            partition.count = row["count"]
            partition.words = row["words"]
            partition.cleaning = Cleaning(rawValue: row["cleaning"]) ?? .wanted
            return partition
        }
    }

    /// Prefix indexes serve the short prefixes, which have the most words; `columnsize` serves ranking by BM25 alone.
    ///
    /// `usermerge` is the least number of segments on a level that a merge command joins. With the default of 4, a few
    /// new segments can hide a merge under way from the command, which then seems to find nothing to do.
    func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE \(table) USING fts5(
                    words, facts, tokenize = 'ascii', prefix = '2 3', columnsize = 0);
                INSERT INTO \(table)(\(table), rank) VALUES ('usermerge', 2);
                """
        )
    }

    func save(_ db: Database) throws {
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO partition VALUES (?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [number, low, least, greatest, count, words, cleaning.rawValue])
    }
}

extension [Partition] {
    /// In which of them, oldest first, a row stands or would stand; nil if there is none.
    func place(holding rowID: Int64) -> Int? { lastIndex { $0.low <= rowID } ?? (isEmpty ? nil : 0) }
}

extension OrderKey {
    /// The key as SQLite's signed row id, in the same order.
    var rowID: Int64 { Int64(bitPattern: value ^ (1 << 63)) }

    /// The key that a row id stands for.
    init(rowID: Int64) { self.init(UInt64(bitPattern: rowID) ^ (1 << 63)) }
}

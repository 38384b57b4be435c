import GRDB
public import Query
public import SocialModel

/// The full-text index: a database of its own, which follows the ledger and can always be rebuilt from it.
///
/// Posts stand in FTS5 tables, the *partitions*, each of them a stretch of time. Row ids sort as order keys do, so
/// that the newest hits of a query are the first that SQLite steps on: most are numbers that count up (`PackedRows`), and
/// of posts that came after newer ones the keys themselves. The tables are lists of our tokens, without any text, in two
/// columns: the words in order, and what has no order (facts, single CJK characters).
///
/// An index and its cursors are used by one thread. One of a file writes; others that only read may be open beside it, each
/// on a thread of its own.
public final class SearchIndex {
    /// What the index cuts texts with; for queries and highlights on the same thread.
    public let tokenizer: Tokenizer
    /// The sequence number up to which the index has followed the ledger; 0 as long as it is being built.
    public internal(set) var appliedSeq: UInt64
    /// How far it is built, if it is not complete.
    public internal(set) var build: IndexBuild?
    /// Whether another version of the tokenizer cut its texts: it goes on answering, and another should be built.
    public internal(set) var isOutdated: Bool

    let queue: DatabaseQueue
    /// What another connection wrote changes this number; nil where this one writes.
    var version: Int64?
    let partitionSize: Int
    var partitions: Partitions
    let rows: PackedRows
    let idle = IdleStatements()
    let occurrences = OccurrenceFunction()
    /// What is being taken out of FTS5's lists.
    var sweep: Sweep?
    /// How much of FTS5's lists a step of a sweep or a comparison goes through.
    var instancesPerStep = 50_000
    /// Whether the write-ahead log may hold words of removed posts that the file holds no more.
    var isLogDirty = false
    /// Whether free pages are to be given back.
    var isShrinking = false
    /// What is being compared with the lists.
    var listCheck: ListCheck?
    private var cursors: [WeakCursor] = []

    /// The most posts of a partition, unless late ones arrive in a full one.
    public static let defaultPartitionSize = 250_000
    /// How many of the newest posts can change without a search for what their rows hold.
    public static let newest = Int(KeptRows.newest)

    /// Opens the index at a path, or creates it.
    ///
    /// Throws `SearchError.storage` and `.unicode`.
    public convenience init(path: String, partitionSize: Int = SearchIndex.defaultPartitionSize) throws(SearchError) {
        let queue = try storage {
            let queue = try DatabaseQueue(path: path, configuration: Schema.configuration)
            try Schema.prepare(queue)
            return queue
        }
        try self.init(queue, partitionSize: partitionSize, version: nil)
        try collectWrites(build != nil)
    }

    /// Opens the index at a path, which another writes, to read it: by `batch`, `relevance`, `tags` and `seq`, which look
    /// first whether something was written.
    ///
    /// Throws `SearchError.storage` and `.unicode`.
    public convenience init(reading path: String) throws(SearchError) {
        let queue = try storage { try DatabaseQueue(path: path, configuration: Schema.readingConfiguration) }
        try self.init(queue, partitionSize: SearchIndex.defaultPartitionSize, version: -1)
    }

    private init(_ queue: DatabaseQueue, partitionSize: Int, version: Int64?) throws(SearchError) {
        tokenizer = try Tokenizer()
        self.partitionSize = max(1, partitionSize)
        self.queue = queue
        self.version = version
        let occurrences = occurrences
        (appliedSeq, partitions, rows, build, isOutdated) = try storage {
            try queue.inDatabase {
                try occurrences.add(to: $0)
                return try (Schema.seq($0), Partitions($0), PackedRows($0), Schema.built($0), Schema.isOutdated($0))
            }
        }
    }

    /// The statements go before their connection.
    deinit { idle.removeAll() }

    /// Ends its use: what stands in the log is written into the file, unless that was done or others write it.
    public func close(emptyingLog: Bool = true) throws(SearchError) {
        suspendCursors()
        if emptyingLog, version == nil { try checkpoint() }
        idle.removeAll()
        try storage { try queue.close() }
    }

    /// The number of posts it holds.
    public var count: Int { partitions.count }

    /// Whether so many posts came after newer ones that to build it anew would make it much smaller.
    public var isScattered: Bool {
        let late = partitions.late.reduce(0) { $0 + $1.count }
        return late > 10_000 && late > count / 4
    }

    // MARK: - Reading

    /// Steps through what matches, newest first, from the first hit that is older than `before`.
    ///
    /// Without `includeLimited` only public posts are found, and no step is ever made on another.
    public func cursor(
        _ query: BoundQuery,
        before: OrderKey = .top,
        includeLimited: Bool = false
    ) -> SearchCursor {
        let plan = SearchPlan(query, includeLimited ? .everybody : .publicOnly)
        let cursor = SearchCursor(index: self, plan: plan, before: before)
        cursors.removeAll { $0.cursor == nil }
        cursors.append(WeakCursor(cursor: cursor))
        return cursor
    }

    /// The newest hits that are older than `before`; each says what is left to be asked of it elsewhere.
    public func candidates(
        _ query: BoundQuery,
        before: OrderKey = .top,
        limit: Int,
        includeLimited: Bool = false
    ) throws(SearchError) -> [SearchHit] {
        let cursor = cursor(query, before: before, includeLimited: includeLimited)
        let hits = try cursor.next(limit)
        guard let rest = cursor.rest else { return hits }
        return hits.map { SearchHit(key: $0.key, rest: $0.rest.map { .and([rest, $0]) } ?? rest) }
    }

    /// The same, from no more than `steps` candidates; the walk goes on below `next`, or has ended where that is nil.
    public func batch(
        _ query: BoundQuery,
        before: OrderKey,
        limit: Int,
        steps: Int,
        includeLimited: Bool
    ) throws(SearchError) -> SearchBatch {
        try reading { () throws(SearchError) in
            let cursor = cursor(query, before: before, includeLimited: includeLimited)
            let hits = try cursor.next(limit, steps: steps)
            let next = cursor.isFinished ? nil : cursor.position
            return SearchBatch(hits: hits, rest: cursor.rest, next: next, steps: cursor.steps)
        }
    }

    /// Ends the statements that cursors hold open, before a write; they go on after their last hit.
    func suspendCursors() {
        for weak in cursors { weak.cursor?.suspend() }
        cursors.removeAll { $0.cursor == nil }
    }

    private struct WeakCursor {
        weak var cursor: SearchCursor?
    }
}

/// A stretch of a walk.
public struct SearchBatch: Sendable {
    /// What was found, newest first.
    public var hits: [SearchHit]
    /// What has to hold of each hit besides: likes, aspects, own acts, of which the index knows nothing.
    public var rest: QueryNode<BoundNames>?
    /// Below which key it goes on; nil at the end.
    public var next: OrderKey?
    /// How many candidates were looked at.
    public var steps: Int
}

/// Runs what uses SQLite, and gives its errors the type of ours.
func storage<Result>(_ body: () throws -> Result) throws(SearchError) -> Result {
    do {
        return try body()
    } catch let error as SearchError {
        throw error
    } catch let error as DatabaseError {
        throw .storage(code: error.extendedResultCode.rawValue, message: error.message ?? "")
    } catch {
        throw .storage(code: ResultCode.SQLITE_ERROR.rawValue, message: String(describing: error))
    }
}

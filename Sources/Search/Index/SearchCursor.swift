import GRDB
public import SocialModel

/// A walk through the hits of a query, newest first, that costs what it is asked for.
///
/// Between two calls it holds its place in SQLite, so going on is cheap. A write to the index ends that; the walk then
/// goes on after its last hit. It can go on much later, too: by another cursor before `position`. Hold a cursor no
/// longer than a request: while it is open, the write-ahead log cannot be emptied by anybody else.
public final class SearchCursor {
    /// The last hit, before which the walk goes on.
    public private(set) var position: OrderKey
    /// Whether there are no more hits.
    public private(set) var isFinished = false

    private let index: SearchIndex
    private let expression: FullTextExpression
    private var rows: RowIDs?
    /// The lowest row id of the partition in which the walk is; nil before the first.
    private var low: Int64?

    init(index: SearchIndex, expression: FullTextExpression, before: OrderKey) {
        self.index = index
        self.expression = expression
        position = before
    }

    /// The statement goes before the connection that the index may take with it.
    deinit { rows = nil }

    /// At most `count` hits, fewer only at the end.
    public func next(_ count: Int) throws(SearchError) -> [SearchHit] {
        guard !isFinished, count > 0 else { return [] }
        var hits: [SearchHit] = []
        try storage {
            try index.queue.inDatabase { db in
                while hits.count < count {
                    if rows == nil, try !openNextPartition(db) {
                        isFinished = true
                        break
                    }
                    if let rowID = try rows?.next(db) {
                        position = OrderKey(rowID: rowID)
                        hits.append(SearchHit(key: position))
                    } else {
                        rows = nil
                    }
                }
            }
        }
        return hits
    }

    /// Gives up the place in SQLite.
    ///
    /// Partitions may have come in between, so the walk finds its own again by key.
    func suspend() {
        rows = nil
        low = nil
    }

    /// Opens the newest partition that may hold hits before the position, and has not been walked.
    private func openNextPartition(_ db: Database) throws -> Bool {
        let before = position.rowID
        let next = index.partitions.last { $0.least < before && $0.low < (low ?? .max) }
        guard let next else { return false }
        low = next.low
        let sql = "SELECT rowid FROM \(next.table) WHERE \(next.table) MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC"
        rows = try RowIDs(db, sql: sql, match: expression.text, before: before)
        return true
    }
}

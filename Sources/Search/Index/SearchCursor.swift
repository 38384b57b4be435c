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

    /// How many candidates were looked at, each as often as it costs.
    public private(set) var steps = 0

    private let index: SearchIndex
    private let plan: SearchPlan
    private var rows: RowIDs?
    /// The lowest row id of the partition in which the walk is; nil before the first.
    private var low: Int64?

    init(index: SearchIndex, plan: SearchPlan, before: OrderKey) {
        self.index = index
        self.plan = plan
        position = min(before, OrderKey(plan.below))
    }

    /// The statement goes before the connection that the index may take with it.
    deinit { rows = nil }

    /// At most `count` hits; fewer only at the end, or after `steps` candidates.
    public func next(_ count: Int, steps most: Int = .max) throws(SearchError) -> [SearchHit] {
        guard !isFinished, count > 0 else { return [] }
        var hits: [SearchHit] = []
        let last = most == .max ? Int.max : steps + most
        try storage {
            try index.queue.inDatabase { db in
                while hits.count < count, steps < last {
                    if rows == nil, try !openNextPartition(db) {
                        isFinished = true
                        break
                    }
                    if let rowID = try rows?.next(db) {
                        steps += plan.stepCost
                        position = OrderKey(rowID: rowID)
                        if let hit = plan.hit(position, rows?.tokens) { hits.append(hit) }
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
        let from = OrderKey(plan.from).rowID
        let next = index.partitions.last { $0.least < before && $0.greatest >= from && $0.low < (low ?? .max) }
        guard let next else { return false }
        low = next.low
        rows = try RowIDs(
            db,
            sql: """
                SELECT rowid\(plan.needsTokens ? ", words, facts" : "") FROM \(next.table)
                  WHERE \(next.table) MATCH ?1 AND rowid < ?2 AND rowid >= ?3 ORDER BY rowid DESC
                """,
            match: plan.expression.text,
            before: before,
            from: from,
            hasTokens: plan.needsTokens
        )
        return true
    }
}

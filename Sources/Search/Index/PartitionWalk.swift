import GRDB
import SocialModel

/// A walk through what a query finds in the partitions of one kind, newest first.
final class PartitionWalk {
    /// The post at which it stands, if it was looked for.
    private(set) var current: OrderKey?

    private let kind: Partition.Kind
    private let plan: SearchPlan
    private var rows: RowIDs?
    /// The partition in which the walk is, or whose end it has reached; nil before the first.
    private var partition: Partition?
    private var isFinished = false

    init(_ kind: Partition.Kind, _ plan: SearchPlan) {
        self.kind = kind
        self.plan = plan
    }

    /// Goes to the next post, the newest that is older than `before` at first, unless it stands at one or has ended.
    ///
    /// - Returns: What it costs to find out that the partition in which it is has no more, in candidates, else 0; the next
    ///   one is left for another call.
    func place(_ index: SearchIndex, before: OrderKey, _ db: Database) throws -> Int {
        if current != nil || isFinished { return 0 }
        if rows == nil { try openNextPartition(index, before, db) }
        guard let row = try rows?.next(db) else {
            rows = nil
            return isFinished ? 0 : partition?.cost ?? 0
        }
        current = kind == .late ? OrderKey(stored: row) : try index.keys.key(of: row, db)
        return 0
    }

    /// Below where all posts are that are still to come.
    var bound: OrderKey {
        if let current { return OrderKey(current.value + 1) }
        if isFinished { return OrderKey(0) }
        guard let partition else { return .top }
        return min(partition.low, partition.least)
    }

    /// The tokens of the post at which it stands, if the plan asks for them.
    var tokens: RowTokens? { rows?.tokens }

    /// Leaves the post at which it stands.
    func pass() { current = nil }

    /// Opens the newest partition that may hold something before a place, and has not been walked.
    private func openNextPartition(_ index: SearchIndex, _ before: OrderKey, _ db: Database) throws {
        let from = OrderKey(plan.from)
        let next = index.partitions[kind].last {
            $0.least < before && $0.greatest >= from && $0.low < partition?.low ?? .top
        }
        guard let next else {
            isFinished = true
            return
        }
        partition = next
        let row = { (key: OrderKey) throws in
            self.kind == .late ? key.stored : try index.keys.firstRow(from: key, db)
        }
        rows = try RowIDs(
            db,
            index.idle,
            sql: """
                SELECT rowid\(plan.needsTokens ? ", words, facts" : "") FROM \(next.table)
                  WHERE \(next.table) MATCH ?1 AND rowid < ?2 AND rowid >= ?3 ORDER BY rowid DESC
                """,
            match: plan.expression.text,
            before: before > next.greatest ? .max : try row(before),
            from: from <= next.least ? .min : try row(from),
            hasTokens: plan.needsTokens
        )
    }
}

import GRDB
import SocialModel

/// A walk through what a query finds in the partitions of one kind, newest first.
final class PartitionWalk {
    /// The post at which it stands, if it was looked for.
    private(set) var current: OrderKey?
    /// Which of the plan's phrases stand in the post at which it stands.
    private(set) var present: [Bool] = []

    /// How many rows were passed over whose posts are gone.
    private var passed = 0

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
        while let row = try rows?.next(db) {
            if kind == .late {
                current = OrderKey(stored: row)
            } else {
                let packed = try index.rows.row(row, db)
                // Its post went, and it is still to be swept out.
                if packed.length == nil {
                    passed += 1
                    continue
                }
                current = packed.key
            }
            if plan.phrases > 0 { swap(&present, &index.occurrences.present) }
            return 0
        }
        rows = nil
        return isFinished ? 0 : partition?.cost ?? 0
    }

    /// Below where all posts are that are still to come.
    var bound: OrderKey {
        if let current { return OrderKey(current.value + 1) }
        if isFinished { return OrderKey(0) }
        guard let partition else { return .top }
        return min(partition.low, partition.least)
    }

    /// How many rows were passed over since it was asked.
    func takePassed() -> Int {
        defer { passed = 0 }
        return passed
    }

    /// Leaves the post at which it stands.
    func pass() { current = nil }

    /// Opens the newest partition that may hold something before a place, and has not been walked.
    private func openNextPartition(_ index: SearchIndex, _ before: OrderKey, _ db: Database) throws {
        let from = plan.from
        let next = index.partitions[kind].last {
            $0.least < before && $0.greatest >= from && $0.low < partition?.low ?? .top
        }
        guard let next else {
            isFinished = true
            return
        }
        partition = next
        let row = { (key: OrderKey) throws in
            self.kind == .late ? key.stored : try index.rows.firstID(from: key, db)
        }
        rows = try RowIDs(
            of: next,
            db,
            index.idle,
            match: plan.expression,
            asking: .presence(plan.phrases),
            before: before > next.greatest ? .max : try row(before),
            from: from <= next.least ? .min : try row(from)
        )
    }
}

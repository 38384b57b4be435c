import GRDB
public import Query
public import SocialModel

/// A walk through the hits of a query, newest first, that costs what it is asked for.
///
/// Between two calls it holds its place in SQLite, so going on is cheap. A write to the index ends that, as does the end of
/// a reading; the walk then goes on after its last hit. It can go on much later, too: by another cursor before `position`.
/// Hold a cursor no longer than a request: while it is open, the write-ahead log cannot be emptied by anybody else.
public final class SearchCursor {
    /// Below where the walk goes on: the last hit, or the end of a partition that has no more.
    public private(set) var position: OrderKey
    /// Whether there are no more hits.
    public private(set) var isFinished = false

    /// How many candidates were looked at, each as often as it costs, and with what it costs to come to a partition's end.
    public private(set) var steps = 0

    /// What has to hold of each hit besides.
    public var rest: QueryNode<BoundNames>? { plan.rest }

    private let index: SearchIndex
    private let plan: SearchPlan
    private var packed: PartitionWalk
    private var late: PartitionWalk

    init(index: SearchIndex, plan: SearchPlan, before: OrderKey) {
        self.index = index
        self.plan = plan
        position = min(before, plan.below)
        packed = PartitionWalk(.packed, plan)
        late = PartitionWalk(.late, plan)
    }

    /// The statements go before the connection that the index may take with it.
    deinit { suspend() }

    /// At most `count` hits; fewer only at the end, or after `steps` candidates.
    public func next(_ count: Int, steps most: Int = .max) throws(SearchError) -> [SearchHit] {
        guard !isFinished, count > 0 else { return [] }
        var hits: [SearchHit] = []
        let last = most == .max ? Int.max : steps + most
        let start = position
        try storage {
            try index.queue.inDatabase { db in
                // Always a little further, or who comes back for more would never get on.
                while hits.count < count, steps < last || position == start {
                    let cost =
                        try packed.place(index, before: position, db) + late.place(index, before: position, db)
                    steps += packed.takePassed() + late.takePassed()
                    if cost > 0 {
                        steps += cost
                        position = max(min(packed.bound, position), min(late.bound, position))
                        continue
                    }
                    let isLate = late.current ?? OrderKey(0) > packed.current ?? OrderKey(0)
                    guard let key = isLate ? late.current : packed.current else {
                        isFinished = true
                        break
                    }
                    steps += plan.stepCost
                    position = key
                    if !plan.decides {
                        hits.append(SearchHit(key: key, rest: nil))
                    } else if let hit = plan.hit(key, isLate ? late.present : packed.present) {
                        hits.append(hit)
                    }
                    if isLate { late.pass() } else { packed.pass() }
                }
            }
        }
        return hits
    }

    /// Gives up the place in SQLite.
    ///
    /// Partitions may have come in between, so the walk finds its own again by key.
    func suspend() {
        packed = PartitionWalk(.packed, plan)
        late = PartitionWalk(.late, plan)
    }
}

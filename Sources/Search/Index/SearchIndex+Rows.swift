import GRDB
public import Query
public import SocialModel

extension SearchIndex {
    /// What a query finds among some posts; nil where to ask for single posts would cost more than to go through all.
    public func batch(_ query: BoundQuery, among posts: [OrderKey], includeLimited: Bool) throws(SearchError)
        -> SearchBatch?
    {
        let plan = SearchPlan(query, includeLimited ? .everybody : .publicOnly)
        guard plan.expression.isQuickToSeek else { return nil }
        return try reading { () throws(SearchError) in try batch(plan, among: posts) }
    }

    private func batch(_ plan: SearchPlan, among posts: [OrderKey]) throws(SearchError) -> SearchBatch {
        try storage {
            var hits: [SearchHit] = []
            var rows = 0
            try queue.inDatabase { db in
                let asked = posts.filter { $0.value >= plan.from && $0.value < plan.below }
                for (partition, posts) in try places(of: asked, db) {
                    let asking = RowIDs.Asking.presence(plan.phrases)
                    rows += try forEachRow(posts.keys.sorted(), of: partition, plan.expression, asking, db) {
                        if let key = posts[$0], let hit = plan.hit(key, occurrences.present) { hits.append(hit) }
                    }
                }
            }
            hits.sort { $0.key > $1.key }
            return SearchBatch(hits: hits, rest: plan.rest, next: nil, steps: rows * plan.rowCost)
        }
    }

    /// In which partitions posts stand, and in which rows; those that stand in none are left out.
    func places(of posts: [OrderKey], _ db: Database) throws -> [(partition: Partition, posts: [Int64: OrderKey])] {
        var places: [Int64: (partition: Partition, posts: [Int64: OrderKey])] = [:]
        for key in posts {
            guard let place = try partitions.place(of: key, rows, db) else { continue }
            let partition = partitions[place]
            places[partition.number, default: (partition, [:])].posts[place.row.id] = key
        }
        return Array(places.values)
    }

    /// How many rows that are not wanted are passed on the way to one that is, before that one is looked for anew, which
    /// costs about as much.
    private static let mostPassed = 32

    /// Goes through what an expression finds, down to the lowest of some rows, and stops at each of these.
    ///
    /// - Returns: How much it went through, in rows.
    @discardableResult
    func forEachRow(
        _ wanted: [Int64],
        of partition: Partition,
        _ match: FullTextExpression,
        _ asking: RowIDs.Asking,
        _ db: Database,
        _ body: (Int64) throws -> Void
    ) throws -> Int {
        guard let lowest = wanted.first else { return 0 }
        var left = wanted
        var rows = 0
        while let highest = left.last {
            rows += Self.mostPassed
            let ids = try RowIDs(
                of: partition,
                db,
                idle,
                match: match,
                asking: asking,
                before: highest < .max ? highest + 1 : highest,
                from: lowest
            )
            var passed = 0
            while passed < Self.mostPassed, let id = try ids.next(db) {
                rows += 1
                while let last = left.last, last > id { left.removeLast() }
                if left.last == id {
                    left.removeLast()
                    passed = 0
                    try body(id)
                } else {
                    passed += 1
                }
            }
            // There are no more.
            if passed < Self.mostPassed { break }
        }
        return rows
    }
}

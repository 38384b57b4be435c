import GRDB
public import Query
public import SocialModel

extension SearchIndex {
    /// How well posts answer a query, by the formula of ``BestConstants``; 0 for what the query does not find.
    public func relevance(of posts: [OrderKey], to query: BoundQuery) throws(SearchError) -> [Double] {
        let terms = RelevanceTerms(query)
        guard !terms.all.isEmpty else { return posts.map { _ in 0 } }
        var found: [Double] = []
        for term in terms.all { found.append(try count(of: BoundQuery(root: term.node))) }
        let relevance = Relevance(
            terms.all,
            found: found,
            posts: Double(count),
            usualLength: count > 0 ? Double(partitions.words) / Double(count) : 1
        )
        let asked = terms.asked.asked(in: FullTextExpression(query, .everybody))
        return try storage {
            var scores: [Double] = []
            // One transaction: else SQLite locks the file for each row.
            try queue.inTransaction(.deferred) { db in
                scores = try self.scores(of: posts, asked, phrases: terms.asked.count, relevance, db)
                return .commit
            }
            return scores
        }
    }

    /// FTS5 goes once more through what the query finds, where the posts stand near each other, and is asked where the
    /// phrases stand.
    private func scores(
        of posts: [OrderKey],
        _ match: FullTextExpression,
        phrases: Int,
        _ relevance: Relevance,
        _ db: Database
    ) throws -> [Double] {
        var scores = posts.map { _ in 0.0 }
        var wanted: [Int64: (partition: Partition, posts: [Int64: Int])] = [:]
        for (number, key) in posts.enumerated() {
            guard let place = try partitions.place(of: key, rows, db) else { continue }
            let partition = partitions[place]
            wanted[partition.number, default: (partition, [:])].posts[place.row.id] = number
        }
        for (partition, posts) in wanted.values {
            for stretch in Self.stretches(of: posts.keys.sorted()) {
                let (low, high) = (stretch.lowerBound, stretch.upperBound)
                let ids = try RowIDs(
                    of: partition,
                    db,
                    idle,
                    match: match,
                    phrases: phrases,
                    before: high < .max ? high + 1 : high,
                    from: low
                )
                while let id = try ids.next(db) {
                    guard let number = posts[id] else { continue }
                    let length = try length(of: RowID(kind: partition.kind, id: id), db)
                    scores[number] = relevance.score(length: length, occurrences.last)
                }
            }
        }
        return scores
    }

    /// Rows, in order, without gaps of more than 64 between two of one stretch: where they stand further apart it begins anew.
    private static func stretches(of ids: [Int64]) -> [ClosedRange<Int64>] {
        var stretches: [ClosedRange<Int64>] = []
        for id in ids {
            if let last = stretches.last, id.subtractingReportingOverflow(last.upperBound).partialValue <= 64 {
                stretches[stretches.count - 1] = last.lowerBound...id
            } else {
                stretches.append(id...id)
            }
        }
        return stretches
    }

    private func length(of row: RowID, _ db: Database) throws -> Int {
        switch row.kind {
        case .packed: try rows.row(row.id, db).length ?? 0
        case .late: try KeptRows.row(row, db)?.length ?? 0
        }
    }

    /// About how many posts a term finds: counted if they are few, else judged by how far back the newest of them reach.
    private func count(of query: BoundQuery) throws(SearchError) -> Double {
        let cursor = cursor(query, includeLimited: true)
        let hits = try cursor.next(BestConstants.sample)
        guard !cursor.isFinished, let last = hits.last else { return Double(hits.count) }
        let newer = newer(than: last.key)
        return min(Double(count), Double(hits.count) * Double(count) / max(1, newer))
    }

    /// About how many posts are newer than a row: within a partition they are taken to be evenly spread.
    private func newer(than key: OrderKey) -> Double {
        partitions.all.reduce(0) { sum, partition in
            let (least, greatest) = (Double(partition.least.value), Double(partition.greatest.value))
            let share = (greatest - Double(key.value)) / max(1, greatest - least)
            return sum + Double(partition.count) * min(max(share, 0), 1)
        }
    }
}

import GRDB
public import Query
public import SocialModel

extension SearchIndex {
    /// How well posts answer a query, by the formula of ``BestConstants``; 0 for what the index does not hold.
    public func relevance(of posts: [OrderKey], to query: BoundQuery) throws(SearchError) -> [Double] {
        let terms = RelevanceTerm.all(of: query)
        guard !terms.isEmpty else { return posts.map { _ in 0 } }
        var found: [Double] = []
        for term in terms { found.append(try count(of: BoundQuery(root: term.node))) }
        let relevance = Relevance(
            terms,
            found: found,
            posts: Double(count),
            usualLength: count > 0 ? Double(partitions.words) / Double(count) : 1
        )
        return try storage {
            var scores: [Double] = []
            // One transaction: else SQLite locks the file for each row.
            try queue.inTransaction(.deferred) { db in
                scores = try self.scores(of: posts, relevance, db)
                return .commit
            }
            return scores
        }
    }

    private func scores(of posts: [OrderKey], _ relevance: Relevance, _ db: Database) throws -> [Double] {
        var rows: [Int64: StoredRows] = [:]
        return try posts.map { key in
            guard let place = try partitions.place(of: key, keys, db) else { return 0 }
            let partition = partitions[place]
            let stored = try rows[partition.number] ?? StoredRows(db, of: partition)
            rows[partition.number] = stored
            return try stored.row(place.row).map { relevance.score($0) } ?? 0
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

import GRDB
public import Query
public import SocialModel

extension SearchIndex {
    /// How well posts answer a query, by the formula of ``BestConstants``; 0 for what the query does not find.
    public func relevance(of posts: [OrderKey], to query: BoundQuery) throws(SearchError) -> [Double] {
        try reading { () throws(SearchError) in try scores(of: posts, to: query) }
    }

    private func scores(of posts: [OrderKey], to query: BoundQuery) throws(SearchError) -> [Double] {
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
        let asked = terms.asked.asked(in: FullTextExpression(query, .everybody), of: query)
        return try storage {
            try queue.inDatabase { try scores(of: posts, asked, phrases: terms.asked.count, relevance, $0) }
        }
    }

    private func scores(
        of posts: [OrderKey],
        _ match: FullTextExpression,
        phrases: Int,
        _ relevance: Relevance,
        _ db: Database
    ) throws -> [Double] {
        var scores: [OrderKey: Double] = [:]
        for (partition, posts) in try places(of: posts, db) {
            let seeker = RowSeeker(partition, match, .occurrences(phrases))
            for (id, key) in posts.sorted(by: { $0.key > $1.key }) where try seeker.finds(id, self, db) {
                let length = try length(of: RowID(kind: partition.kind, id: id), db)
                scores[key] = relevance.score(length: length, occurrences.last)
            }
        }
        return posts.map { scores[$0] ?? 0 }
    }

    /// In which partitions posts stand, and in which rows; those that stand in none are left out.
    private func places(of posts: [OrderKey], _ db: Database) throws -> [(
        partition: Partition, posts: [Int64: OrderKey]
    )] {
        var places: [Int64: (partition: Partition, posts: [Int64: OrderKey])] = [:]
        for key in posts {
            guard let place = try partitions.place(of: key, rows, db) else { continue }
            let partition = partitions[place]
            places[partition.number, default: (partition, [:])].posts[place.row.id] = key
        }
        return Array(places.values)
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

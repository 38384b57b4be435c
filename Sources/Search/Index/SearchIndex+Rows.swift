import GRDB
public import Query
public import SocialModel

extension SearchIndex {
    /// What a query finds among some posts, which are given newest first: at most `limit` hits, and none after `steps`
    /// rows; it goes on below `next`, or has ended where that is nil.
    ///
    /// Each word or phrase is asked for by itself, whatever else has to hold; to be asked only for a query that
    /// `isQuickToSeek`. Who may see a post is not asked: whoever gives the posts knows.
    public func batch(
        _ query: BoundQuery,
        among posts: some Sequence<OrderKey>,
        limit: Int,
        steps: Int
    ) throws(SearchError) -> SearchBatch {
        try reading { () throws(SearchError) in
            try storage { try queue.inDatabase { try batch(query, posts, limit, steps, $0) } }
        }
    }

    private func batch(
        _ query: BoundQuery,
        _ posts: some Sequence<OrderKey>,
        _ limit: Int,
        _ steps: Int,
        _ db: Database
    ) throws -> SearchBatch {
        var batch = SearchBatch(hits: [], rest: nil, next: nil, steps: 0)
        let words = RowWords(self)
        var last: OrderKey?
        for key in posts {
            if batch.hits.count >= limit || words.rows >= steps {
                batch.next = last
                break
            }
            last = key
            guard let place = try partitions.place(of: key, rows, db) else { continue }
            let outcome = try query.root.reduced { leaf in
                switch leaf {
                case .phrase, .tag: try words.finds(leaf, place, db)
                case .written(let seconds): seconds.contains(Int64(key.second))
                // A reshare has no row.
                case .flag(.reshare): false
                default: nil
                }
            }
            if outcome == .decided(false) { continue }
            // One that is not there, or not yet, has no word that is unwanted.
            if place.row.kind == .late, try KeptRows.row(place.row, db) == nil { continue }
            batch.hits.append(SearchHit(key: key, rest: outcome.rest))
        }
        batch.steps = words.rows
        return batch
    }
}

/// Tells of posts, the newest first, which words and tags they have.
private final class RowWords {
    private struct Leaf: Hashable {
        let partition: Int64
        let node: QueryNode<BoundNames>
    }

    private let index: SearchIndex
    private var seekers: [Leaf: RowSeeker] = [:]
    /// How much was gone through, in rows.
    private(set) var rows = 0

    init(_ index: SearchIndex) { self.index = index }

    func finds(_ node: QueryNode<BoundNames>, _ place: Partitions.Place, _ db: Database) throws -> Bool {
        let partition = index.partitions[place]
        let leaf = Leaf(partition: partition.number, node: node)
        let seeker = seekers[leaf] ?? seeker(of: node, partition)
        seekers[leaf] = seeker
        let before = seeker.rows
        defer { rows += seeker.rows - before }
        return try seeker.finds(place.row.id, index, db)
    }

    private func seeker(of node: QueryNode<BoundNames>, _ partition: Partition) -> RowSeeker {
        let isPhrase = if case .phrase(let words, _) = node { words.count > 1 } else { false }
        let match = FullTextExpression(BoundQuery(root: node), .everybody)
        return RowSeeker(partition, match, .nothing, isPhrase: isPhrase)
    }
}

import Query
import Search
import SocialModel
import Streams

/// A page of hits that is looked for.
struct HitRequest {
    private(set) var query: BoundQuery
    /// Who asks, and what is left out of what the index of streams finds.
    let stream: StreamQuery
    /// Hits from below this place, and none older than the other.
    private(set) var before: OrderKey
    private(set) var floor: OrderKey
    /// One more is looked for, which tells of a next page.
    let wanted: Int
    let plan: CandidatePlan
    /// How often an OR may be taken apart, each time into two that are looked for one after the other.
    private(set) var splits = 2

    init(
        _ query: BoundQuery,
        in stream: StreamQuery,
        before: OrderKey,
        wanted: Int,
        plan: CandidatePlan = .cheaper
    ) {
        self.query = query
        self.stream = stream
        self.before = min(before, stream.bound)
        floor = OrderKey(0)
        self.wanted = wanted
        self.plan = plan
        narrow()
    }

    /// To the stretch of time in which all stands that matches.
    private mutating func narrow() {
        let span = query.span
        (before, floor) = (min(before, span.below), max(floor, span.from))
    }

    /// Tells which hits of the full text are wanted; what that has left open for all of them is known by then.
    ///
    /// Made anew for each batch, as the index of streams may change between two.
    typealias Test = (_ rest: QueryNode<BoundNames>?) -> (SearchHit) -> Bool

    /// The same for one of the two into which the query is taken apart.
    func part(_ query: BoundQuery) -> HitRequest {
        var part = self
        part.query = query
        part.splits -= 1
        part.narrow()
        return part
    }

    /// Where others have found a page, what is older than that is not wanted.
    mutating func raiseFloor(to others: [OrderKey]) {
        if others.count > wanted { floor = max(floor, others[wanted]) }
    }

    /// The query, and that nothing older is wanted.
    var boundedQuery: BoundQuery {
        if floor == query.span.from { return query }
        return BoundQuery(root: .and([query.root, .written(Int64(floor.second)..<Int64.max)]))
    }

    /// A reader of what meets a query without words; like the full text it finds no reshares.
    func reader(of query: IndexQuery, limit: Int) -> HitReader {
        var stream = stream
        stream.stream = .saved(query)
        stream.options.hidesReshares = true
        return HitReader(reader: PageReader(stream, before: before, limit: limit, probing: true), floor: floor)
    }
}

/// What meets a query without words, as far as it is read.
struct HitReader {
    var reader: PageReader
    var floor: OrderKey

    var keys: [OrderKey] { reader.keys }

    /// Whether the page is full, or there is no more that is wanted.
    var isDone: Bool { reader.isComplete || reader.before <= floor }

    /// All that is wanted, if it is no more than the page may have.
    var few: [OrderKey]? { isDone && keys.count <= reader.limit ? keys : nil }
}

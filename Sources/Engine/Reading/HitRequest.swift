import Query
import Search
import SocialModel
import Streams

/// A page of hits that is looked for.
struct HitRequest {
    var query: BoundQuery
    /// Who asks, and what is left out of what the index of streams finds.
    var stream: StreamQuery
    var before: OrderKey
    /// Nothing older is wanted.
    var floor = OrderKey(0)
    /// One more is looked for, which tells of a next page.
    var wanted: Int
    var plan = CandidatePlan.cheaper
    /// How many candidates are looked at.
    var candidates = SearchBudget.candidates
    /// How often an OR may be taken apart, each time into two that are looked for one after the other.
    var splits = 2

    /// Tells which hits of the full text are wanted; what that has left open for all of them is known by then.
    ///
    /// Made anew for each batch, as the index of streams may change between two.
    typealias Test = (_ rest: QueryNode<BoundNames>?) -> (SearchHit) -> Bool

    /// The same for one of the two into which the query is taken apart.
    func part(_ query: BoundQuery) -> HitRequest {
        var part = self
        part.query = query
        part.splits -= 1
        return part
    }

    /// The query, and that nothing older is wanted.
    var boundedQuery: BoundQuery {
        if floor == OrderKey(0) { return query }
        return BoundQuery(root: .and([query.root, .written(Int64(floor.second)..<Int64.max)]))
    }

    /// A reader of what meets a query without words; like the full text it finds no reshares.
    func reader(of query: IndexQuery, limit: Int) -> PageReader {
        var stream = stream
        stream.stream = .saved(query)
        stream.options.hidesReshares = true
        return PageReader(stream, before: before, limit: limit, probing: true)
    }
}

import Ledger
import Query
public import Search
public import SocialModel
import Streams
import Wire

/// A search that somebody asks for.
public struct SearchRequest: Sendable, Hashable {
    /// Who searches; nil: somebody who is not logged in.
    public var viewer: DiasporaID?
    /// In the query language.
    public var query: String
    /// Hits from below this place.
    public var before: OrderKey
    /// How many, 1…100.
    public var limit: Int
    /// What is looked through.
    package var plan = CandidatePlan.cheaper

    /// Says it in full.
    public init(viewer: DiasporaID?, query: String, before: OrderKey = .top, limit: Int = 15) {
        self.viewer = viewer
        self.query = query
        self.before = before
        self.limit = limit
    }
}

extension Engine {
    /// The items of a page of hits, comma-separated, each with its `highlights` and `snippet`, newest first.
    ///
    /// Candidates come from the index; who may see them, and wants to, is asked here, of the one predicate, before the
    /// limit.
    public func search(_ request: SearchRequest) async throws(EngineError) -> (items: [UInt8], end: PageEnd) {
        var end = PageEnd(next: nil, seq: try await searchRead { (index) throws(SearchError) in try index.seq() })
        let hits = try await hits(request)
        let shown = Array(hits.prefix(request.limit))
        let items = try await items(of: shown.map(\.post), try parse(request.query), try user(request.viewer))
        if hits.count > request.limit { end.next = shown.last }
        return (items, end)
    }

    /// A page of hits, newest first, and one more if there is one.
    package func hits(_ request: SearchRequest) async throws(EngineError) -> [OrderKey] {
        let viewer = try user(request.viewer)
        let query = try bind(try parse(request.query), for: viewer, as: request.viewer)
        return try await hits(query, request.before, request.limit, viewer, plan: request.plan)
    }

    /// The items of a page of hits as ``search(_:)`` gives them, the best of the newest first, and what is left of
    /// these; nil exactly at the end.
    ///
    /// The first page puts the newest hits in order (`BestConstants`); later ones show the rest, without what has gone
    /// meanwhile.
    public func searchBest(_ request: SearchRequest, rest: RankingRest?, now: Timestamp)
        async throws(EngineError) -> (items: [UInt8], rest: RankingRest?)
    {
        let viewer = try user(request.viewer)
        let query = try parse(request.query)
        var left: [RankingRest.Entry]
        if let rest {
            left = rest.posts
        } else {
            left = try await best(of: try bind(query, for: viewer, as: request.viewer), viewer, now)
        }
        removeUnwanted(from: &left, viewer)
        let items = try await items(of: left.prefix(request.limit).map(\.post), query, viewer)
        left.removeFirst(min(request.limit, left.count))
        return (items, left.isEmpty ? nil : RankingRest(now: rest?.now ?? now, posts: left))
    }

    /// Takes out what has gone meanwhile, or is not for the viewer any more.
    private func removeUnwanted(from posts: inout [RankingRest.Entry], _ viewer: UserNumber?) {
        let judge = index.candidateJudge(for: viewer)
        posts.removeAll { !judge.accepts($0.post) }
    }

    /// The newest hits, best first.
    private func best(of query: BoundQuery, _ viewer: UserNumber?, _ now: Timestamp)
        async throws(EngineError) -> [RankingRest.Entry]
    {
        let hits = try await hits(query, .top, BestConstants.window, viewer).prefix(BestConstants.window)
        let relevance = try await searchRead { (index) throws(SearchError) in
            try index.relevance(of: Array(hits), to: query)
        }
        let affinities = index.affinities(of: viewer, to: Set(hits.compactMap { index.author(of: $0.post) }), now: now)
        var scored: [(score: Double, key: OrderKey)] = []
        for (key, relevance) in zip(hits, relevance) {
            let affinity = index.author(of: key.post).flatMap { affinities[$0] } ?? 0
            let freshness = BestConstants.freshness(age: Double(now.seconds) - Double(key.second))
            scored.append((relevance + freshness + BestConstants.affinity * affinity, key))
        }
        scored.sort { ($1.score, $1.key) < ($0.score, $0.key) }
        return scored.map { RankingRest.Entry(post: $0.key.post, above: 0) }
    }

    /// The items of hits, comma-separated, each with what was found in it; without what is gone by now.
    private func items(of posts: [PostNumber], _ query: TypedQuery, _ viewer: UserNumber?)
        async throws(EngineError) -> [UInt8]
    {
        let passages = try await searcher.passages(query, in: posts)
        var items: [UInt8] = []
        for (post, passages) in zip(posts, passages) where index.isVisible(post, to: viewer) {
            let start = items.count
            if !items.isEmpty { items.append(UInt8(ascii: ",")) }
            let found = FoundText(
                highlights: passages.highlights.map(Wire.Highlight.init),
                snippet: passages.snippet.text,
                start: passages.snippet.start,
                isCutOff: passages.snippet.isCutOff,
                inSnippet: passages.snippet.highlights.map(Wire.Highlight.init)
            )
            let appearance = ItemAppearance(trailing: found.members)
            guard try appendItem(post, for: itemViewer(viewer), appearance, to: &items) else {
                items.removeLast(items.count - start)
                continue
            }
        }
        return items
    }

    /// One hit more than asked for, unless there are no more; who may see them, and wants to, is judged.
    private func hits(
        _ query: BoundQuery,
        _ place: OrderKey,
        _ wanted: Int,
        _ viewer: UserNumber?,
        plan: CandidatePlan = .cheaper
    ) async throws(EngineError) -> [OrderKey] {
        if query.hasWords {
            return try await hits(query, place, wanted, viewer, plan: plan) { rest in
                let judge = index.candidateJudge(of: query, rest, for: viewer)
                return { judge.accepts($0.post, $0.rest) }
            }
        }
        // The index of streams has all that is asked for, and finds it sooner.
        var stream = StreamQuery(.saved(try indexQuery(query)), viewer: viewer)
        stream.options.hidesReshares = true
        var reader = PageReader(stream, before: place, limit: wanted, probing: true)
        var looked = 0
        while true {
            reader.advance(index, steps: Self.stepsPerStretch)
            if reader.isComplete { return reader.keys }
            looked += Self.stepsPerStretch
            guard looked < SearchBudget.walked else {
                throw .search(.query(QueryFault(.tooBroad, at: 0)))
            }
            await Task.yield()
        }
    }

    /// One candidate more than asked for that passes a test, unless there are no more.
    ///
    /// The test is made anew for each batch, as the index of streams may change between two. It has to ask what is left
    /// of the query for all hits, and for each.
    func hits(
        _ query: BoundQuery,
        _ place: OrderKey,
        _ wanted: Int,
        _ viewer: UserNumber?,
        plan: CandidatePlan = .cheaper,
        where test: (_ rest: QueryNode<BoundNames>?) -> (SearchHit) -> Bool
    ) async throws(EngineError) -> [OrderKey] {
        var found: [OrderKey] = []
        if plan == .cheaper, let few = index.few(SearchBudget.few, for: query, of: viewer, below: place),
            let found = try await hits(query, among: few, wanted, viewer, where: test)
        {
            return found
        }
        var before = place
        var count = wanted + 1
        var looked = 0
        while true {
            let (position, limit) = (before, count)
            let batch = try await searchRead { (index) throws(SearchError) in
                try index.batch(
                    query,
                    before: position,
                    limit: limit,
                    steps: SearchBudget.stepsOfBatch,
                    includeLimited: viewer != nil
                )
            }
            found += first(wanted + 1 - found.count, of: batch.hits, where: test(batch.rest))
            if found.count > wanted { return found }
            guard let next = batch.next else { return found }
            before = next
            count = min(count * 2, SearchBudget.stepsOfBatch)
            looked += batch.steps
            guard looked < SearchBudget.steps else {
                throw .search(.query(QueryFault(.tooBroad, at: 0)))
            }
        }
    }

    /// The same of some candidates; nil where search had better go through all.
    private func hits(
        _ query: BoundQuery,
        among candidates: [OrderKey],
        _ wanted: Int,
        _ viewer: UserNumber?,
        where test: (_ rest: QueryNode<BoundNames>?) -> (SearchHit) -> Bool
    ) async throws(EngineError) -> [OrderKey]? {
        var found: [OrderKey] = []
        var left = candidates[...]
        // What the first cost tells how many come next.
        var count = 1
        var looked = 0
        while !left.isEmpty {
            let some = Array(left.prefix(count))
            let batch = try await searchRead { (index) throws(SearchError) in
                try index.batch(query, among: some, includeLimited: viewer != nil)
            }
            guard let batch else { return nil }
            found += first(wanted + 1 - found.count, of: batch.hits, where: test(batch.rest))
            if found.count > wanted { break }
            left = left.dropFirst(count)
            looked += batch.steps
            guard looked < SearchBudget.steps else { throw .search(.query(QueryFault(.tooBroad, at: 0))) }
            count = max(1, min(count * 2, count * SearchBudget.stepsOfBatch / max(1, batch.steps)))
        }
        return found
    }

    /// The keys of the first hits that pass a test, which is let go of before anything else happens.
    private func first(_ count: Int, of hits: [SearchHit], where isWanted: (SearchHit) -> Bool) -> [OrderKey] {
        var found: [OrderKey] = []
        for hit in hits where isWanted(hit) {
            found.append(hit.key)
            if found.count == count { break }
        }
        return found
    }

    /// Tags that begin so: those that the viewer follows first, then the most used in public posts of late.
    public func searchTags(prefix: String, viewer: DiasporaID?, limit: Int) async throws(EngineError) -> [TagCount] {
        var followed: Set<String> = []
        if let viewer {
            let tags = index.followedTags(of: try localAccount(viewer))
            followed = try ledgerRead { () throws(LedgerError) in Set(try reader.names(of: tags)) }
        }
        let names = followed
        return try await searchRead { (index) throws(SearchError) in
            try index.tags(prefix: prefix, limit: limit, followed: names)
        }
    }

    /// The sequence number that search has reached.
    public var searchSeq: UInt64 { get async { await search.appliedSeq } }

    /// Waits until search has reached a sequence number.
    public func searchReach(_ asked: UInt64, within timeout: Duration) async throws(EngineError) {
        guard asked <= seq else { throw .beyondLedger(asked: asked, seq: seq) }
        guard await search.reach(asked, within: timeout) else {
            throw .notYet(asked: asked, seq: await search.appliedSeq)
        }
    }

    /// Builds the search index anew while it goes on answering; false if that is being done already.
    public func reindex() async throws(EngineError) -> Bool {
        let isBegun = try await search.reindex()
        followLog()
        return isBegun
    }

    /// Tells search that there is more in the log.
    func followLog() {
        let search = search
        Task.detached { await search.follow() }
    }

    func searchRead<Result: Sendable>(
        _ body: @Sendable (SearchIndex) throws(SearchError) -> Result
    ) async throws(EngineError) -> Result {
        do { return try await searcher.read(body) } catch { throw .search(error) }
    }
}

extension Wire.Highlight {
    fileprivate init(_ found: Search.Highlight) { self.init(start: found.start, length: found.length) }
}

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
    /// How much is looked at; beyond that the query is too broad.
    package var budget = SearchBudget()

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
        return try await hits(of: try bind(try parse(request.query), for: viewer, as: request.viewer), request, viewer)
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
            left = try await best(of: try bind(query, for: viewer, as: request.viewer), request, viewer, now)
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

    /// Who may see them, and wants to, is judged.
    private func hits(of query: BoundQuery, _ request: SearchRequest, _ viewer: UserNumber?)
        async throws(EngineError) -> [OrderKey]
    {
        let wanted = HitRequest(
            query,
            in: StreamQuery(.everyone, viewer: viewer),
            before: request.before,
            wanted: request.limit,
            plan: request.plan
        )
        return try await hits(wanted, request.budget) { rest in
            let judge = index.candidateJudge(of: query, rest, for: viewer)
            return { judge.accepts($0.post, $0.rest) }
        }
    }

    /// The newest hits, best first.
    private func best(of query: BoundQuery, _ request: SearchRequest, _ viewer: UserNumber?, _ now: Timestamp)
        async throws(EngineError) -> [RankingRest.Entry]
    {
        var newest = request
        (newest.before, newest.limit) = (.top, BestConstants.window)
        let hits = try await hits(of: query, newest, viewer).prefix(BestConstants.window)
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

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

    /// Says it in full.
    public init(viewer: DiasporaID?, query: String, before: OrderKey = .top, limit: Int = 15) {
        self.viewer = viewer
        self.query = query
        self.before = before
        self.limit = limit
    }
}

extension Engine {
    /// The items of a page of hits, comma-separated, each with its `highlights`, newest first.
    ///
    /// Candidates come from the index; who may see them, and wants to, is asked here, of the one predicate, before the
    /// limit.
    public func search(_ request: SearchRequest) async throws(EngineError) -> (items: [UInt8], end: PageEnd) {
        let viewer = try user(request.viewer)
        let query = try await searchRead { () async throws(SearchError) in try await search.parse(request.query) }
        let bound = try bind(query, for: viewer, as: request.viewer)
        var end = PageEnd(next: nil, seq: await search.appliedSeq)
        let hits = try await hits(bound, request.before, request.limit, viewer) { isHit($0, for: viewer) }
        let shown = Array(hits.prefix(request.limit))
        let highlights = try await search.highlights(query, in: shown.map(\.post))
        var items: [UInt8] = []
        for (key, highlights) in zip(shown, highlights) where index.isVisible(key.post, to: viewer) {
            let start = items.count
            if !items.isEmpty { items.append(UInt8(ascii: ",")) }
            let member = Wire.Highlight.member(highlights.map { Wire.Highlight(start: $0.start, length: $0.length) })
            guard
                try appendItem(
                    key.post,
                    viewer: viewer,
                    viewerJSON(viewer),
                    ItemAppearance(trailing: member),
                    to: &items
                )
            else {
                items.removeLast(items.count - start)
                continue
            }
        }
        if hits.count > request.limit { end.next = shown.last }
        return (items, end)
    }

    /// One hit more than asked for, unless there are no more.
    func hits(
        _ query: BoundQuery,
        _ place: OrderKey,
        _ wanted: Int,
        _ viewer: UserNumber?,
        where isWanted: (SearchHit) -> Bool
    ) async throws(EngineError) -> [OrderKey] {
        var found: [OrderKey] = []
        var before = place
        var count = wanted + 1
        var looked = 0
        while true {
            let (position, limit) = (before, count)
            let batch = try await searchRead { () async throws(SearchError) in
                try await search.batch(
                    query,
                    before: position,
                    limit: limit,
                    steps: SearchBudget.stepsOfBatch,
                    includeLimited: viewer != nil
                )
            }
            for hit in batch.hits where isWanted(hit) {
                found.append(hit.key)
                if found.count > wanted { return found }
            }
            guard let next = batch.next else { return found }
            before = next
            count = min(count * 2, 1_000)
            looked += batch.steps
            guard looked < SearchBudget.steps else {
                throw .search(.query(QueryFault(.tooBroad(looked: looked), at: 0)))
            }
        }
    }

    /// Whether a viewer may see a candidate, wants to, and the rest of the query holds.
    private func isHit(_ hit: SearchHit, for viewer: UserNumber?) -> Bool {
        index.isVisible(hit.post, to: viewer) && index.isClean(hit.post, for: viewer)
            && hit.rest.map { index.matches($0, hit.post, viewer: viewer) } ?? true
    }

    /// Tags that begin so, the most used in public posts first.
    public func searchTags(prefix: String, limit: Int) async throws(EngineError) -> [TagCount] {
        try await searchRead { () async throws(SearchError) in
            try await search.tags(prefix: TagGrammar.normalise(prefix), limit: limit)
        }
    }

    /// Waits until search has reached a sequence number.
    public func searchReach(_ asked: UInt64, within timeout: Duration) async throws(EngineError) {
        guard asked <= seq else { throw .beyondLedger(asked: asked, seq: seq) }
        guard await search.reach(asked, within: timeout) else {
            throw .notYet(asked: asked, seq: await search.appliedSeq)
        }
    }

    /// Tells search that there is more in the log.
    func followLog() {
        let search = search
        Task.detached { await search.follow() }
    }

    private func searchRead<Result: Sendable>(
        _ body: () async throws(SearchError) -> Result
    ) async throws(EngineError) -> Result {
        do { return try await body() } catch { throw .search(error) }
    }
}

import Ledger
import Query
import Search
import SocialModel
import Streams
import Wire

extension Engine {
    /// A saved stream's query, its names resolved for the viewer.
    func savedQuery(_ saved: StreamName.Saved, _ viewer: UserNumber?, _ id: DiasporaID?) throws(EngineError)
        -> BoundQuery
    {
        let text: String
        switch saved {
        case .query(let query): text = query
        case .name(let name):
            guard let viewer else { throw .viewerNeeded }
            guard let known = try ledgerRead({ () throws(LedgerError) in try reader.savedStream(name, of: viewer) })
            else {
                throw .notFound("\(id?.text ?? "The viewer") has no saved stream of that name.")
            }
            text = known
        }
        let query = try parse(text)
        if viewer == nil, query.needsViewer { throw .viewerNeeded }
        return try bind(query, for: viewer, as: id)
    }

    /// A saved stream as the index reads it; one with words is search's (``readWords(_:)``).
    func indexQuery(_ query: BoundQuery) throws(EngineError) -> IndexQuery {
        guard !query.hasWords else {
            throw .unsuited(
                field: "query",
                "A saved stream with words is read by creation, and neither explained nor subscribed to."
            )
        }
        var tags: [String: TagNumber] = [:]
        for name in query.tags { tags[name] = try ledgerRead { () throws(LedgerError) in try reader.tag(name) } }
        return IndexQuery(query, tags: tags)
    }

    /// What a reader mutes.
    ///
    /// What people do with a post decides nothing of it: subscribers would have to be told of each like what it mutes.
    func mutedQuery(_ text: String, _ viewer: UserNumber?, _ id: DiasporaID?) throws(EngineError) -> IndexQuery {
        let query: BoundQuery
        do throws(EngineError) { query = try savedQuery(.query(text), viewer, id) } catch .search(.query(let fault)) {
            throw .unreadable(field: "muted_query", fault)
        }
        guard !query.hasWords else { throw Self.unsuitedMute }
        let muted = try indexQuery(query)
        if muted.dependsOnActs { throw Self.unsuitedMute }
        return muted
    }

    private static let unsuitedMute = EngineError.unsuited(
        field: "muted_query",
        "What is muted is said without words, counts, is:liked and is:commented."
    )

    /// Whether a request is for a saved stream that only search can read.
    public func hasWords(_ request: StreamRequest) throws(EngineError) -> Bool {
        guard case .saved(let saved) = request.stream else { return false }
        return try savedQuery(saved, try user(request.viewer), request.viewer).hasWords
    }

    /// Reads a page of a saved stream with words: candidates come from search, which finds no reshares, and are judged
    /// as any other stream's posts.
    public func readWords(_ request: StreamRequest) async throws(EngineError) -> (items: [UInt8], end: PageEnd) {
        guard case .saved(let saved) = request.stream else { return ([], PageEnd(next: nil, seq: seq)) }
        for (field, isAsked) in [
            ("order", request.effectiveOrder != .created),
            ("max_per_author", request.leaving.options.perAuthor != nil), ("explain", request.explains),
        ] where isAsked {
            throw .unsuited(field: field, "A saved stream with words is read by creation, without \(field).")
        }
        let viewer = try user(request.viewer)
        let bound = try savedQuery(saved, viewer, request.viewer)
        var query = StreamQuery(
            .everyone,
            viewer: viewer,
            options: try options(request),
            maxTime: request.maxTime
        )
        var end = PageEnd(next: nil, seq: try await searchRead { (index) throws(SearchError) in try index.seq() })
        let wanted = HitRequest(bound, in: query, before: request.before, wanted: request.limit)
        let hits = try await hits(wanted) { rest in
            // What search has not decided is all that is left to ask.
            let matcher = { [self] (left: [QueryNode<BoundNames>]) in
                query.stream = .saved(IndexQuery(BoundQuery(root: .and(left)), tags: [:]))
                return index.matcher(query)
            }
            // Most hits have the same left.
            var known: [QueryNode<BoundNames>?: StreamMatcher] = [:]
            return { [self] hit in
                let matches = known[hit.rest] ?? matcher([rest, hit.rest].compactMap { $0 })
                known[hit.rest] = matches
                return index.contains(hit.post, matches)
            }
        }
        var items: [UInt8] = []
        let itemViewer = try itemViewer(viewer)
        let appearance = ItemAppearance(showsNSFW: request.showsNSFW)
        for key in hits.prefix(request.limit) where index.isVisible(key.post, to: viewer) {
            let start = items.count
            if !items.isEmpty { items.append(UInt8(ascii: ",")) }
            if try !appendItem(key.post, for: itemViewer, appearance, to: &items) {
                items.removeLast(items.count - start)
            }
        }
        if hits.count > request.limit { end.next = hits[request.limit - 1] }
        return (items, end)
    }

    /// Reads a query, unless the same text was read before.
    func parse(_ text: String) throws(EngineError) -> TypedQuery {
        if let known = parsed[text] { return known }
        do throws(SearchError) {
            let query: TypedQuery
            do throws(QueryFault) {
                query = try TypedQuery.parse(text, cuttingWordsWith: tokenizer)
            } catch { throw .query(error) }
            if parsed.count >= Self.parsedQueries { parsed = [:] }
            parsed[text] = query
            return query
        } catch { throw .search(error) }
    }

    /// How many queries are kept read: each has at most 1,024 bytes of text and 64 terms.
    private static let parsedQueries = 1_024
}

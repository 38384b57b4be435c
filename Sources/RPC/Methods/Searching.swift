import Engine
import JSON
import NIOCore
import Search
import SocialModel
import Wire

/// `search.posts` and `search.tags`, on the search's thread.
enum Searching {
    static let posts: Method = .init(
        "search.posts",
        "Finds posts that a viewer may see.",
        [
            .viewer,
            .required("query", .text, "In the query language: words, \"phrases\", #tags, from:, -not, OR."),
            .optional(
                "order",
                .word(Order.allCases.map(\.rawValue)),
                "`recent` is newest first, as without it; `best` puts the newest 500 hits in the order of Docs/query-language.md."
            ),
            .limit,
            .before,
            .atLeast,
        ],
        result: """
            {items, next, seq}, each item with `highlights: [{start, length}]` in code points of its text, and \
            `snippet: {text, start, cut_off, highlights}`, the part of at most 200 in which most of them are.
            """,
        reasons: [.notFound, .beyondLedger, .notYet, .invalidQuery],
        .slow(findPosts)
    )

    private static func findPosts(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let order = try CallFailure.parameters { () throws(RPCFault) in
            try parameters.optionalChoice("order", of: Order.self) ?? .recent
        }
        switch order {
        case .recent:
            let page = try CallFailure.parameters { () throws(RPCFault) in try Page(posts.name, .search, parameters) }
            let request = try request(parameters, before: page.before, limit: page.limit)
            try await reach(parameters, engine, deadline)
            let (items, end) = try await CallFailure.awaiting { () async throws(EngineError) in
                try await engine.search(request)
            }
            return page.bytes(items, end)
        case .best:
            let page = try CallFailure.parameters { () throws(RPCFault) in try RankedPage(posts.name, parameters) }
            let request = try request(parameters, before: .top, limit: page.limit)
            try await reach(parameters, engine, deadline)
            let seq = await engine.searchSeq
            let (items, left) = try await CallFailure.awaiting { () async throws(EngineError) in
                try await engine.searchBest(request, rest: page.rest, now: .now)
            }
            return page.bytes(items, left, seq: seq)
        }
    }

    private static func request(_ parameters: Parameters, before: OrderKey, limit: Int)
        throws(CallFailure) -> SearchRequest
    {
        try CallFailure.parameters { () throws(RPCFault) in
            SearchRequest(
                viewer: try parameters.optionalID("viewer"),
                query: try parameters.string("query"),
                before: before,
                limit: limit
            )
        }
    }

    static let tags: Method = .init(
        "search.tags",
        "Completes a tag: those that the viewer follows first, then the most used of late.",
        [.viewer, .required("prefix", .text, "How it begins, with or without `#`."), .limit, .atLeast],
        result: "{tags: [{name, posts}]}; `posts` counts public posts only.",
        reasons: [.notFound, .beyondLedger, .notYet],
        .slow(completeTag)
    )

    private static func completeTag(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let (prefix, viewer, limit) = try CallFailure.parameters { () throws(RPCFault) in
            (
                try parameters.string("prefix", limit: ChangeLimits.tag),
                try parameters.optionalID("viewer"),
                Int(try parameters.optionalInteger("limit", in: RPCLimits.page) ?? RPCLimits.pageSize)
            )
        }
        try await reach(parameters, engine, deadline)
        let tags = try await CallFailure.awaiting { () async throws(EngineError) in
            try await engine.searchTags(prefix: prefix, viewer: viewer, limit: limit)
        }
        let list = tags.map { ["name": .string($0.name), "posts": .integer(Int64($0.posts))] as JSONValue }
        return JSONWriter.bytes(["tags": .array(list)])
    }

    private enum Order: String, CaseIterable {
        case recent, best
    }

    /// Waits until search has reached `at_least`.
    static func reach(
        _ parameters: Parameters,
        _ engine: Engine,
        _ deadline: NIODeadline
    ) async throws(CallFailure) {
        guard let seq = try CallFailure.parameters(parameters.atLeast) else { return }
        let left = deadline - .now()
        try await CallFailure.awaiting { () async throws(EngineError) in
            try await engine.searchReach(seq, within: .nanoseconds(max(0, left.nanoseconds)))
        }
    }
}

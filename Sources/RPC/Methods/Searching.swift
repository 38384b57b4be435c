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
        "Finds posts that a viewer may see, newest first.",
        [
            .viewer,
            .required("query", .text, "In the query language: words, \"phrases\", #tags, from:, -not, OR."),
            .optional("order", .word(Order.allCases.map(\.rawValue)), "Only `recent` is kept yet."),
            .limit,
            .before,
            .atLeast,
        ],
        result: "{items, next, seq}, each item with `highlights: [{start, length}]` in code points of its text.",
        reasons: [.notFound, .beyondLedger, .notYet, .invalidQuery],
        .slow(findPosts)
    )

    private static func findPosts(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let (page, request) = try CallFailure.parameters { () throws(RPCFault) in try asked(parameters) }
        try await reach(parameters, engine, deadline)
        let (items, end) = try await CallFailure.awaiting { () async throws(EngineError) in
            try await engine.search(request)
        }
        return page.bytes(items, end)
    }

    static let tags: Method = .init(
        "search.tags",
        "Completes a tag, the most used first.",
        [.required("prefix", .text, "How it begins, with or without `#`."), .limit, .atLeast],
        result: "{tags: [{name, posts}]}; `posts` counts public posts only.",
        reasons: [.beyondLedger, .notYet],
        .slow(completeTag)
    )

    private static func completeTag(
        _ engine: Engine,
        _ parameters: Parameters,
        _ deadline: NIODeadline
    ) async throws(CallFailure) -> [UInt8] {
        let (prefix, limit) = try CallFailure.parameters { () throws(RPCFault) in
            (
                try parameters.string("prefix", limit: ChangeLimits.tag),
                Int(try parameters.optionalInteger("limit", in: RPCLimits.page) ?? RPCLimits.pageSize)
            )
        }
        try await reach(parameters, engine, deadline)
        let tags = try await CallFailure.awaiting { () async throws(EngineError) in
            try await engine.searchTags(prefix: prefix, limit: limit)
        }
        let list = tags.map { ["name": .string($0.name), "posts": .integer(Int64($0.posts))] as JSONValue }
        return JSONWriter.bytes(["tags": .array(list)])
    }

    private enum Order: String, CaseIterable {
        case recent, best
    }

    private static func asked(_ parameters: Parameters) throws(RPCFault) -> (Page, SearchRequest) {
        if try parameters.optionalChoice("order", of: Order.self) ?? .recent != .recent { throw .notYetKept("order") }
        let page = try Page("search.posts", .search, parameters)
        let request = SearchRequest(
            viewer: try parameters.optionalID("viewer"),
            query: try parameters.string("query"),
            before: page.before,
            limit: page.limit
        )
        return (page, request)
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

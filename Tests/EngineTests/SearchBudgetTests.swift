import Ledger
import Logging
import NIOCore
import NIOPosix
import Query
import Search
import SocialModel
import Streams
import TestSupport
import Testing

@testable import Engine

/// What one search may look at, and what is looked at first so that it is enough.
@Suite struct SearchBudgetTests {
    private static let ana = RandomHistory.locals[0]
    private static let posts = 1_000
    /// Ana likes these.
    private static let liked = [17, 400, 901]

    /// Every post is about cats and named, one in a hundred about a zebra.
    private func withEngine(_ body: (Engine) async throws -> Void) async throws {
        let folder = try ScratchFolder()
        var changes = RandomHistory(seed: 1).beginning
        changes += try (0..<Self.posts).map { number in
            let message = StatusMessage(
                author: RandomHistory.remotes[0],
                guid: try Self.guid("budget", number),
                createdAt: Timestamp(seconds: 1_700_000_000 + Int64(number)),
                isPublic: true,
                text: "cat category" + (number.isMultiple(of: 100) ? " zebra" : "")
            )
            return .entity(EntityPut(.statusMessage(message)))
        }
        changes += try Self.liked.map { number in
            let (guid, parent) = (try Self.guid("likes", number), try Self.guid("budget", number))
            let like = Like(author: Self.ana, guid: guid, parentGUID: parent, parentType: .post)
            return .entity(EntityPut(.like(like)))
        }
        let writer = try Ledger(folder: folder.path).openWriter()
        _ = try writer.commit(changes.map { (.apply([$0], skipRefused: false), Timestamp(seconds: 1_700_010_000)) })
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let engine = try await Engine.open(EngineConfiguration(folder: folder.path), on: group.next(), log: log)
        try await engine.searchReach(engine.seq, within: .seconds(600))
        try await body(engine)
        await engine.stop()
        try await group.shutdownGracefully()
    }

    private static func guid(_ name: String, _ number: Int) throws -> GUID {
        try #require(GUID("\(name)-of-a-post-\(number)"))
    }

    /// Compares how many hits a query has; nil where it is too broad for so many candidates.
    private func expect(_ count: Int?, _ query: String, _ engine: Engine, _ plan: CandidatePlan, _ candidates: Int)
        async throws
    {
        var request = SearchRequest(viewer: Self.ana, query: query, limit: 20)
        (request.plan, request.budget.candidates) = (plan, candidates)
        var found: Int?
        do throws(EngineError) { found = try await engine.hits(request).count } catch {
            guard case .search(.query(let fault)) = error, fault.reason == .tooBroad else { throw error }
        }
        #expect(found == count, "\(query) by \(plan), of \(candidates)")
    }

    @Test func whatIsLookedThroughIsTheLesser() async throws {
        try await withEngine { engine in
            for (query, count, isCheap) in [
                ("cat is:liked", 3, true), ("cat likes:>0", 3, true), ("-zebra likes:>0", 2, true),
                ("zebra OR likes:>0", 12, true), ("is:liked OR (zebra -cat)", 3, true),
                ("cat (zebra OR likes:>0)", 12, false),
                // Beginnings of more letters than have an index are not looked for post by post.
                ("catego* likes:>0", 3, false),
            ] {
                try await expect(count, query, engine, .words, .max)
                try await expect(count, query, engine, .cheaper, .max)
                try await expect(nil, query, engine, .words, 600)
                try await expect(isCheap ? count : nil, query, engine, .cheaper, 600)
            }
            // What rules itself out costs nothing.
            try await expect(0, "cat zebra -cat", engine, .words, 20)
        }
    }

    @Test func whatIsFoundSoonIsNotTooBroad() async throws {
        try await withEngine { engine in
            for query in ["cat", "cat likes:<1", "-zebra", "catego*", "cat OR likes:>0"] {
                try await expect(21, query, engine, .cheaper, 1_500)
            }
        }
    }

    /// Nobody looks at what is older or newer than a query asks for, also where it is taken apart.
    @Test func aStretchOfTimeBoundsAllThatIsLookedAt() throws {
        let text = "after:2024-01-01 before:2024-03-01 (cat OR likes:>5 OR before:2024-02-01)"
        let bound = try TypedQuery.parse(text, cuttingWordsWith: Tokenizer()).bind(now: Timestamp(seconds: 0)) { _ in []
        }
        var request = HitRequest(bound, in: StreamQuery(.everyone, viewer: nil), before: .top, wanted: 1)
        let days = [1_704_153_600, 1_709_251_200].map { OrderKey(second: $0, post: PostNumber(0)) }
        #expect(request.floor == days[0])
        #expect(request.before == days[1])
        #expect(request.boundedQuery == bound)
        let found = (1...2).map { OrderKey(second: 1_705_000_000 - $0, post: PostNumber($0)) }
        request.raiseFloor(to: [found[0]])
        #expect(request.floor == days[0])
        request.raiseFloor(to: found)
        #expect(request.floor == found[1])
        #expect(request.boundedQuery.span.from == OrderKey(second: found[1].second, post: PostNumber(0)))
        let part = request.part(BoundQuery(root: .written(0..<1_704_500_000)))
        #expect(part.before == OrderKey(second: 1_704_500_000, post: PostNumber(0)))
        #expect(part.floor == found[1])
        #expect(part.splits == request.splits - 1)
    }
}

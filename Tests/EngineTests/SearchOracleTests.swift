import JSON
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

/// What search finds is what a look at every post finds.
@Suite struct SearchOracleTests {
    /// Random queries of everybody, over a random history as it goes on, some of it while nobody serves.
    @Test(arguments: [17, 40] as [UInt64])
    func everyPageIsTheOracles(seed: UInt64) async throws {
        let folder = try ScratchFolder()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var history = RandomHistory(seed: seed)
        var oracle = NaiveWorld()
        var pending = history.beginning.map { (change: $0, at: Timestamp(seconds: history.now)) }
        for round in 1...3 {
            pending += (1...120).map { _ in history.next() }
            do {
                let writer = try Ledger(folder: folder.path).openWriter()
                _ = try writer.commit(pending.map { (WriteCall.apply([$0.change], skipRefused: true), $0.at) })
            }
            for (change, time) in pending { oracle.apply(change, at: time) }
            pending = []
            let engine = try await Engine.open(EngineConfiguration(folder: folder.path), on: group.next(), log: log)
            for part in 1...2 {
                if part == 2 {
                    for _ in 1...60 {
                        let (change, time) = history.next()
                        oracle.apply(change, at: time)
                        await engine.take(change, at: time)
                    }
                }
                try await engine.searchReach(engine.seq, within: .seconds(600))
                var searches = RandomSearches(seed: seed * 100 + UInt64(round * 10 + part), now: history.now)
                for _ in 1...12 {
                    try await compare(searches.next(), engine, oracle, "seed \(seed), round \(round), part \(part)")
                }
            }
            await engine.stop()
        }
        try await group.shutdownGracefully()
    }

    private func compare(_ text: String, _ engine: Engine, _ oracle: NaiveWorld, _ where: String) async throws {
        let parsed = try TypedQuery.parse(text, cuttingWordsWith: Tokenizer())
        // A reshare is no hit of its own.
        let reading = NaiveReading(.saved(.and([parsed.root, .not(.flag(.reshare))])))
        for viewer in [nil] + RandomHistory.locals.map(Optional.some) {
            if let viewer, await !engine.knows(viewer) { continue }
            // So little that each way is gone to its end and beyond.
            var small = SearchBudget()
            (small.aside, small.few, small.first) = (90, 6, 40)
            let usual = SearchBudget()
            for (limit, plan, budget) in [
                (3, CandidatePlan.cheaper, usual), (3, .cheaper, small), (3, .words, usual), (100, .cheaper, usual),
                (100, .cheaper, small), (100, .words, usual),
            ] {
                var place = OrderKey.top
                for (number, page) in oracle.pages(reading, viewer: viewer, limit: limit).enumerated() {
                    var request = SearchRequest(viewer: viewer, query: text, before: place, limit: limit)
                    (request.plan, request.budget) = (plan, budget)
                    let (items, end) = try await engine.search(request)
                    let found = try JSONParser.parse(Array("[".utf8) + items + Array("]".utf8))
                    let guids = (found.array ?? []).compactMap { $0["guid"]?.string }
                    let comment: Testing.Comment =
                        "\(text) of \(viewer?.text ?? "nobody"), page \(number) by \(plan), \(`where`)"
                    try #require(guids == page.posts.map(\.text), comment)
                    try #require((end.next == nil) == (page.next == nil), comment)
                    place = end.next ?? place
                }
            }
        }
    }
}

extension Engine {
    fileprivate func knows(_ user: DiasporaID) -> Bool { index.user(user) != nil }
}

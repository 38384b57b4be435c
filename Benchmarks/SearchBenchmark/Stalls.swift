import Engine
import Foundation
import Ledger
import NIOCore
import SocialModel

/// How long searches wait while search is at work in the background: building anew and merging, comparing itself with the
/// ledger, taking words of removed posts out of its files.
enum Stalls {
    /// Old posts, whose rows are not kept, so that their words have to be looked for.
    private static let removals = 1_000

    static func run(_ engine: Engine, _ folder: String, _ viewer: DiasporaID?, _ texts: Texts) async throws {
        print("\nsearches of 20 while search is at work, milliseconds")
        print("                                     seconds   searches   median     99th  slowest")
        let word = texts.vocabulary.first ?? "the"
        try await during("nothing", engine, viewer, word) { try await Task.sleep(for: .seconds(5)) }
        try await during("building anew, and merging", engine, viewer, word) {
            _ = try await engine.reindex()
            while try await engine.status().searchBuilding != nil { try await Task.sleep(for: .milliseconds(50)) }
        }
        try await during("engine.verify", engine, viewer, word) { _ = try await engine.verify() }
        let posts = try Texts.oldest(removals, folder)
        try await during("forgetting \(posts.count) old posts", engine, viewer, word) {
            try await remove(posts, engine)
            try await engine.searchReach(engine.seq, within: .seconds(600))
            try await engine.tidySearch()
        }
    }

    private static func during(
        _ name: String,
        _ engine: Engine,
        _ viewer: DiasporaID?,
        _ word: String,
        _ work: () async throws -> Void
    ) async throws {
        let clock = ContinuousClock()
        let searches = Task {
            var times: [Double] = []
            while !Task.isCancelled {
                let request = SearchRequest(viewer: viewer, query: word, limit: 20)
                times.append(try await clock.measure { _ = try await engine.search(request) }.milliseconds)
                try? await clock.sleep(for: .milliseconds(5))
            }
            return times
        }
        let took = try await clock.measure(work).seconds
        searches.cancel()
        let times = try await searches.value.sorted()
        guard let slowest = times.last else { return }
        print(
            name.padding(toLength: 34, withPad: " ", startingAt: 0)
                + String(
                    format: "%10.1f %10d %8.2f %8.2f %8.2f",
                    took,
                    times.count,
                    times[times.count / 2],
                    times[times.count * 99 / 100],
                    slowest
                )
        )
    }

    private static func remove(_ posts: [(author: DiasporaID, guid: GUID)], _ engine: Engine) async throws {
        let lane = await engine.openLane()
        for post in posts {
            let written = engine.loop.makePromise(of: WriteReceipt.self)
            await engine.apply(
                [
                    .entity(
                        EntityPut(
                            .retraction(Retraction(author: post.author, targetGUID: post.guid, targetType: .post))
                        )
                    )
                ],
                skipRefused: false,
                lane: lane,
                receivedAt: .now,
                cost: 0
            ) { written.completeWith($0.mapError { $0 }) }
            _ = try await written.futureResult.get()
        }
        await engine.closeLane(lane)
    }
}

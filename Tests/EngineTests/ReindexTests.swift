import Foundation
import GRDB
import Ledger
import Logging
import NIOCore
import NIOPosix
import Search
import SocialModel
import TestSupport
import Testing

@testable import Engine

/// A search index is built anew while the old one goes on answering, and goes on after a crash.
@Suite struct ReindexTests {
    private let folder: ScratchFolder
    private var history = RandomHistory(seed: 8)

    init() throws {
        folder = try ScratchFolder()
        try write(history.beginning.map { ($0, Timestamp(seconds: history.now)) })
        try write((1...900).map { _ in history.next() })
    }

    private func write(_ changes: [(change: Change, at: Timestamp)]) throws {
        let writer = try Ledger(folder: folder.path).openWriter()
        _ = try writer.commit(changes.map { (WriteCall.apply([$0.change], skipRefused: true), $0.at) })
    }

    private func change(_ file: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: folder.path + "/" + file)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func withEngine<Result>(_ body: (Engine) async throws -> Result) async throws -> Result {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let engine = try await Engine.open(EngineConfiguration(folder: folder.path), on: group.next(), log: log)
        let result = try await body(engine)
        await engine.stop()
        try await group.shutdownGracefully()
        return result
    }

    /// Waits until no index is being built and the one that answers has followed everything, and compares it with the
    /// ledger.
    private func check(_ engine: Engine) async throws {
        while try await engine.status().searchBuilding != nil { try await Task.sleep(for: .milliseconds(5)) }
        try await engine.searchReach(engine.seq, within: .seconds(600))
        let result = try await engine.verify()
        #expect(result.count == 0, "\(result.findings)")
        #expect(result.checked.texts > 100)
    }

    private static let request = SearchRequest(viewer: nil, query: "cat OR katze OR chat", limit: 100)

    private func answers(_ engine: Engine) async throws -> [UInt8] {
        try await engine.search(Self.request).items
    }

    /// Whoever searches while one file takes another's place, or when it is gone, gets the same answer.
    @Test func searchesGoOnWhileFilesAreReplaced() async throws {
        try await withEngine { engine in
            try await engine.searchReach(engine.seq, within: .seconds(600))
            let expected = try await answers(engine)
            #expect(!expected.isEmpty)
            let searches = Task {
                var count = 0
                // Once at least, however slow it is.
                repeat {
                    let items = try await engine.search(Self.request).items
                    guard items == expected else { return -count }
                    count += 1
                } while !Task.isCancelled
                return count
            }
            for _ in 1...4 {
                #expect(try await engine.reindex())
                while try await engine.status().searchBuilding != nil { await Task.yield() }
            }
            searches.cancel()
            #expect(try await searches.value > 0)
            for end in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: folder.path + "/search.sqlite" + end)
            }
            #expect(try await answers(engine) == expected)
        }
    }

    @Test func anotherTokenizersIndexAnswersUntilItIsReplaced() async throws {
        let before = try await withEngine { engine in
            try await check(engine)
            return try await answers(engine)
        }
        #expect(before.count > 1_000)
        try change("search.sqlite", "UPDATE state SET value = 'of old' WHERE name = 'tokenizer'")
        try await withEngine { engine in
            // Whether it was replaced by now or not.
            #expect(try await answers(engine) == before)
            try await check(engine)
            #expect(try await answers(engine) == before)
        }
        let index = try SearchIndex(path: folder.path + "/search.sqlite")
        #expect(!index.isOutdated && index.build == nil)
    }

    @Test func writesGoOnWhileItIsBuilt() async throws {
        var history = history
        try await withEngine { engine in
            try await check(engine)
            #expect(try await engine.reindex())
            for _ in 1...150 {
                let (change, time) = history.next()
                await engine.take(change, at: time)
            }
            try await check(engine)
            #expect(try await engine.reindex())
            try await check(engine)
        }
        try await withEngine { try await check($0) }
    }

    /// The log keeps seven days: an index that is older is built anew from the ledger.
    @Test func whatTheLogHasForgottenIsReadFromTheLedger() async throws {
        try await withEngine { try await check($0) }
        var history = history
        try write((1...50).map { _ in history.next() })
        try change(
            "ledger.sqlite",
            """
            INSERT OR REPLACE INTO meta (key, value) SELECT 'log.horizon', max(seq) FROM changes;
            DELETE FROM changes;
            """
        )
        try await withEngine { try await check($0) }
    }

    /// Whatever the next index holds when an engine ends, the following one goes on from there.
    @Test(arguments: [0, 1, 100, 900])
    func aBuildThatWasCutShortGoesOn(posts: Int) async throws {
        try await withEngine { try await check($0) }
        do {
            let reader = try Ledger(folder: folder.path).openReader(label: "test")
            let next = try SearchIndex(path: folder.path + "/search.sqlite-next")
            try next.beginBuild(head: try reader.seq())
            let keys = try reader.textKeys(after: OrderKey(0)).reversed().prefix(posts)
            if let last = keys.last {
                let texts = try reader.texts(of: keys.map(\.post))
                try next.continueBuild(
                    texts.map { DocumentTokens(SearchDocument($0), with: next.tokenizer) },
                    through: last
                )
            }
            #expect(next.build?.last == keys.last ?? OrderKey(0))
        }
        try await withEngine { engine in
            try await check(engine)
            #expect(try await answers(engine).count > 1_000)
        }
        #expect(try SearchIndex(path: folder.path + "/search.sqlite").build == nil)
        #expect(!SearchFiles(path: folder.path + "/search.sqlite").hasNext)
    }
}

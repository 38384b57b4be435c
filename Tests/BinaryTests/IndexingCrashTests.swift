import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing

/// The search index of a process that is killed while it writes it.
@Suite struct IndexingCrashTests {
    /// As often as `SEARCH_KILLS` says.
    private static let kills = ProcessInfo.processInfo.environment["SEARCH_KILLS"].flatMap { Int($0) } ?? 12

    private let rex: DiasporaID

    init() throws { rex = try #require(DiasporaID("rex@r.example")) }

    private func guid(_ number: Int) throws -> GUID {
        try #require(GUID("post-of-indexing-crashes-\(String(format: "%06d", number))"))
    }

    private func post(_ number: Int) throws -> Change {
        let words = (0..<40).map { "word\((number &* 31 &+ $0 &* $0) % 997)" }.joined(separator: " ")
        let message = StatusMessage(author: rex, guid: try guid(number), isPublic: true, text: words + " #crash")
        return .entity(EntityPut(.statusMessage(message)))
    }

    private func retraction(_ number: Int) throws -> Change {
        .entity(EntityPut(.retraction(Retraction(author: rex, targetGUID: try guid(number), targetType: .post))))
    }

    /// Killed at random points, while texts come and go and while an index is being built, it always agrees with the
    /// ledger in the end, and never begins anew with nothing.
    @Test func indexAndLedgerAgreeAfterEveryKill() async throws {
        let folder = try ScratchFolder()
        var random = SeededGenerator(seed: 77)
        var made = 0
        var removed = 0
        var hasWords = 0
        for kill in 0...Self.kills {
            let engine = try await ServedEngine(in: folder)
            let client = try await engine.client()
            if kill == 0 {
                _ = try await client.apply([.personPut(PersonPut(id: rex, guid: GUID("person-of-crashes-1")))])
            }
            let search = try await client.call("engine.status", [:])["views"]?["search"]
            let held = Int(search?["posts"]?.integer ?? 0)
            // All that was retracted since may be gone, and nothing else.
            #expect(held >= hasWords - 60, "after \(kill) kills")
            if kill == Self.kills {
                while try await client.call("engine.status", [:])["views"]?["search"]?["building"] != .null {
                    try await Task.sleep(for: .milliseconds(10))
                }
                let seq = try await client.call("engine.status", [:])["seq"] ?? 0
                _ = try await client.call("search.tags", ["prefix": "c", "at_least": seq, "deadline_ms": 600_000])
                let result = try await client.call("engine.verify", ["deadline_ms": 600_000])
                #expect(result["ok"] == true, "\(result)")
                #expect(result["checked"]?["texts"]?.integer == Int64(made - removed))
                #expect(engine.stop() == 0)
                return
            }
            var changes = try (made..<made + 150).map { try post($0) }
            made += 150
            if kill > 0 {
                changes += try (removed..<removed + 30).map { try retraction($0) }
                removed += 30
            }
            _ = try await client.apply(changes)
            if kill % 4 == 1 { _ = try await client.call("engine.reindex", [:]) }
            try await Task.sleep(for: .microseconds(Int64(random.next() % 60_000)))
            let status = try await client.call("engine.status", [:])["views"]?["search"]
            hasWords = Int(status?["posts"]?.integer ?? 0)
            engine.kill9()
        }
    }
}

import Corpus
import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// What was acknowledged survives the process, whenever that is killed.
@Suite struct CrashTests {
    @Test(arguments: [1, 100, 400])
    func everyAcknowledgedEntityIsThereOnce(afterAnswers count: Int) async throws {
        let folder = try ScratchFolder()
        let rex = try #require(DiasporaID("rex@r.example"))
        let ring = try KeyRing(folder: folder.path + "/keys", size: KeyRing.Size(large: 0, small: 1))
        var person = PersonPut(id: rex, guid: try Self.guid(0))
        person.publicKey = .set(ring.publicKey(of: rex))
        let posts = try (1...600).map { number in
            StatusMessage(
                author: rex,
                guid: try Self.guid(number),
                createdAt: Timestamp(seconds: 1_700_000_000),
                isPublic: true,
                text: "post \(number) #crash"
            )
        }
        let envelopes = try posts.map { try ring.envelope(sender: rex, .statusMessage($0)) }

        let first = try await ServedEngine(in: folder)
        let client = try await first.client()
        _ = try await client.apply([.personPut(person)])
        // A window of requests is always on their way, also when the kill comes.
        var sent: [RPCAnswer] = []
        func send(upTo end: Int) {
            while sent.count < min(end, posts.count) {
                sent.append(client.send("federation.receive", RPCClient.parameters(envelopes[sent.count])))
            }
        }
        for number in 0..<count {
            send(upTo: number + 64)
            _ = try await sent[number].value()
        }
        first.kill9()
        var acknowledged = posts.prefix(count).map(\.guid)
        for number in count..<sent.count where (try? await sent[number].value()) != nil {
            acknowledged.append(posts[number].guid)
        }
        #expect(acknowledged.count < posts.count)

        let second = try await ServedEngine(in: folder)
        let again = try await second.client()
        for guid in acknowledged {
            let answer = try await again.call("post.read", ["guid": .string(guid.text)])
            #expect(try answer["item"]?.guid == guid)
        }
        // Sent once more, each is there once: what was lost comes, what was kept is known.
        for envelope in envelopes { _ = try await again.receive(envelope) }
        let all = try await again.walk(["stream": "public"], limit: 100).map(\.guid)
        #expect(all.count == posts.count)
        #expect(Set(all) == Set(posts.map(\.guid)))
        // Search has followed over the crash, and holds each once too.
        let seq = try await again.seq()
        let hits = try await again.call(
            "search.posts",
            ["query": "#crash", "limit": 100, "at_least": .integer(seq), "deadline_ms": 60_000]
        )
        let found = try #require(hits["items"]?.array).map { try $0.guid }
        #expect(Set(found).count == 100)
        #expect(second.stop() == 0)
    }

    private static func guid(_ number: Int) throws -> GUID {
        try #require(GUID("crash-test-" + String(format: "%08d", number)))
    }
}

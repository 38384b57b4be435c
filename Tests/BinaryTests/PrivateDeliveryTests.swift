import Federation
import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// One limited post for two users, in two deliveries, through the socket.
@Suite struct PrivateDeliveryTests {
    private let rex = DiasporaID("rex@r.example")
    private let users = ["ana", "ben", "cyd"].compactMap { DiasporaID("\($0)@pod.example") }

    @Test func endsAsOnePostVisibleToExactlyBoth() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        let rex = try #require(rex)
        let (rexKey, userKeys) = (
            try PrivateKey.generate(bits: 2_048), try users.map { _ in try PrivateKey.generate(bits: 2_048) }
        )
        var changes: [Change] = []
        var person = PersonPut(id: rex, guid: GUID("person-rex-000000001"))
        person.publicKey = .set(try rexKey.publicPEM)
        changes.append(.personPut(person))
        for (user, key) in zip(users, userKeys) {
            changes.append(.personPut(PersonPut(id: user, guid: GUID("person-\(user.text.prefix(3))-00000001"))))
            changes.append(.userPut(UserPut(id: user, privateKey: .set(try key.pem))))
        }
        _ = try await client.apply(changes)

        let guid = try #require(GUID("limited-post-of-rex-1"))
        let post = StatusMessage(author: rex, guid: guid, isPublic: false, text: "for ana and ben #secret")
        let envelope = try MagicEnvelope.seal(
            payload: EntityWriter.bytes(.statusMessage(post)),
            sender: rex,
            key: rexKey
        )
        func deliver(to user: Int) async throws -> JSONValue {
            let payload = try PrivatePayload.seal(envelope, for: PublicKey(pem: userKeys[user].publicPEM))
            return try await client.call(
                "federation.receive",
                [
                    "recipient": .string(users[user].text),
                    "payload": .string(String(decoding: payload, as: UTF8.self)),
                ]
            )
        }
        #expect(try await deliver(to: 0)["status"] == "accepted")
        // The other one comes decrypted: that pod keeps its users' keys to itself.
        let second = try await client.call(
            "federation.receive",
            ["recipient": .string(users[1].text), "envelope": .string(String(decoding: envelope, as: UTF8.self))]
        )
        #expect(second["status"] == "duplicate")
        try await expectVisible(guid, to: [users[0], users[1]], client)
        #expect(try await client.call("engine.status")["counts"]?["posts"] == 1)

        // The log tells whom it is for, each time somebody was added.
        let log = try await client.call("changes.read", ["since": 0, "limit": 1_000])
        let posts = log["changes"]?.array?.filter { $0["type"] == "status_message" } ?? []
        #expect(posts.map { $0["recipients"] } == [[.string(users[0].text)], [.string(users[1].text)]])
        #expect(posts.map { $0["data"]?["text"] } == ["for ana and ben #secret", "for ana and ben #secret"])
        #expect(log["next"] == log["seq"])

        // Behaviours 15 and 57: an encrypted payload is for somebody.
        let nobody = try await fault { _ = try await client.call("federation.receive", ["payload": "{}"]) }
        #expect(nobody?.field == "recipient")

        // Not the recipient's key: one error, whatever is wrong, and nothing changes.
        let seq = try await client.seq()
        let foreign = try PrivatePayload.seal(envelope, for: PublicKey(pem: userKeys[0].publicPEM))
        for payload in [String(decoding: foreign, as: UTF8.self), "{}", "no JSON at all"] {
            let fault = try await fault {
                _ = try await client.call(
                    "federation.receive",
                    ["recipient": .string(users[2].text), "payload": .string(payload)]
                )
            }
            #expect(fault?.reason == "decryption_failed")
        }
        #expect(try await client.seq() == seq)

        engine.kill9()
        let again = try await ServedEngine(in: engine.folder)
        try await expectVisible(guid, to: [users[0], users[1]], again.client())
    }

    private func expectVisible(_ guid: GUID, to viewers: [DiasporaID], _ client: RPCClient) async throws {
        for viewer in [nil] + users.map(Optional.some) {
            var parameters: JSONObject = ["guid": .string(guid.text)]
            parameters["viewer"] = viewer.map { .string($0.text) }
            let refusal = try await fault { _ = try await client.call("post.read", parameters) }
            #expect((refusal == nil) == (viewer.map(viewers.contains) ?? false), "\(viewer?.text ?? "nobody")")
            parameters = ["stream": "tag", "tag": "secret"]
            parameters["viewer"] = viewer.map { .string($0.text) }
            let items = try await client.call("stream.read", parameters)["items"]?.array ?? []
            #expect(items.count == (viewer.map(viewers.contains) == true ? 1 : 0), "\(viewer?.text ?? "nobody")")
        }
    }

    @Test func theLogIsReadInPortionsAndSaysWhereItBegins() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        let ana = users[0]
        _ = try await client.apply([
            .personPut(PersonPut(id: ana, guid: GUID("person-ana-000000001"))), .userPut(UserPut(id: ana)),
        ])
        let guids = (1...5).compactMap { GUID("post-of-ana-000000000\($0)") }
        for guid in guids {
            let post = StatusMessage(author: ana, guid: guid, isPublic: true, text: "hello")
            _ = try await client.apply([.entity(EntityPut(.statusMessage(post)))])
        }
        let retraction = Retraction(author: ana, targetGUID: guids[2], targetType: .post)
        _ = try await client.apply([.entity(EntityPut(.retraction(retraction)))])
        var seen: [JSONValue] = []
        var since: JSONValue = 0
        while true {
            let page = try await client.call("changes.read", ["since": since, "limit": 2])
            seen += page["changes"]?.array ?? []
            since = try #require(page["next"])
            if since == page["seq"] { break }
        }
        // Of what was retracted only that is left.
        let told = seen.filter { $0["guid"]?.string == guids[2].text }
        #expect(told.map { $0["change"] } == ["removed"])
        #expect(told.allSatisfy { $0["data"] == nil })
        #expect(seen.compactMap { $0["seq"]?.integer }.sorted() == seen.compactMap { $0["seq"]?.integer })
        #expect(seen.filter { $0["type"] == "status_message" }.count == 4)
        #expect(try await fault { _ = try await client.call("changes.read", ["since": 9_999]) }?.code == .stale)
        #expect(try await fault { _ = try await client.call("changes.read", ["since": -1]) }?.field == "since")
    }

    @Test func whatWaitsIsListed() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        let ana = users[0]
        _ = try await client.apply([
            .personPut(PersonPut(id: ana, guid: GUID("person-ana-000000001"))), .userPut(UserPut(id: ana)),
        ])
        for name in ["one", "two"] {
            let comment = Comment(
                author: ana,
                guid: try #require(GUID("comment-of-ana-\(name)-1")),
                parentGUID: try #require(GUID("post-that-is-not-here")),
                text: "first!"
            )
            _ = try await client.apply([.entity(EntityPut(.comment(comment)))])
        }
        let parked = try await client.call("engine.status")["parked"]
        #expect(parked?["count"] == 2)
        #expect(
            parked?["needs"]
                == [["kind": "entity", "type": "post", "guid": "post-that-is-not-here", "waiting": 2]]
        )
    }
}

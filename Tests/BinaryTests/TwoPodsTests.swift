import Federation
import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// Two engines whose pods send each other what `federation.seal` and `federation.deliveries` say.
@Suite struct TwoPodsTests {
    /// A pod with its engine and one user.
    struct Pod {
        let engine: ServedEngine
        let client: RPCClient
        let user: DiasporaID
        let key: PrivateKey

        init(_ name: String) async throws {
            engine = try await ServedEngine()
            client = try await engine.client()
            user = try #require(DiasporaID("\(name)@\(name).example"))
            key = try PrivateKey.generate(bits: 2_048)
        }

        /// What other pods know of this one's user.
        var person: PersonPut {
            get throws {
                var put = PersonPut(id: user, guid: GUID("person-of-\(user.host)"))
                put.url = .set("https://\(user.host)/")
                put.publicKey = .set(try key.publicPEM)
                return put
            }
        }

        func deliveries(_ parameters: JSONObject) async throws -> JSONValue {
            try await client.call("federation.deliveries", parameters)
        }

        func seal(_ parameters: JSONObject) async throws -> JSONValue {
            try await client.call("federation.seal", parameters)
        }

        func receive(_ sealed: JSONValue) async throws -> String? {
            let envelope = try #require(sealed["envelope"])
            return try await client.call("federation.receive", ["envelope": envelope])["status"]?.string
        }
    }

    private func pods(_ names: [String]) async throws -> [Pod] {
        var pods: [Pod] = []
        for name in names { pods.append(try await Pod(name)) }
        for pod in pods {
            var changes: [Change] = []
            for other in pods { changes.append(.personPut(try other.person)) }
            changes.append(.userPut(UserPut(id: pod.user, privateKey: .set(try pod.key.pem))))
            changes.append(.aspectPut(user: pod.user, aspect: "all", name: "All"))
            for other in pods where other.user != pod.user {
                let contact = ContactPut(
                    user: pod.user,
                    person: other.user,
                    isSharing: true,
                    isReceiving: true,
                    aspects: ["all"]
                )
                changes.append(.contactPut(contact))
            }
            _ = try await pod.client.apply(changes)
        }
        return pods
    }

    private func parameters(_ entity: Entity) -> JSONObject {
        ["type": .string(entity.type.rawValue), "data": .object(EntityJSON.write(entity))]
    }

    @Test func aPostItsCommentAndTheRelayReachEverybody() async throws {
        let pods = try await pods(["anna", "bert", "cleo"])
        let (anna, bert, cleo) = (pods[0], pods[1], pods[2])

        let guid = try #require(GUID("post-of-anna-0000001"))
        let created = Timestamp(seconds: 1_700_000_000)
        let post = Entity.statusMessage(
            StatusMessage(author: anna.user, guid: guid, createdAt: created, isPublic: true, text: "Hello, all")
        )
        _ = try await anna.client.apply([.entity(EntityPut(post))])
        let deliveries = try await anna.deliveries(parameters(post))
        #expect(deliveries["public"] == true)
        #expect(
            deliveries["pods"]?.array?.map { $0["url"]?.string } == ["https://bert.example/", "https://cleo.example/"]
        )
        let sealed = try await anna.seal(parameters(post))
        for pod in [bert, cleo] { #expect(try await pod.receive(sealed) == "accepted") }

        // Bert comments; his pod signs twice and sends it to Anna's, which relays it as it came.
        let comment = Entity.comment(
            Comment(
                author: bert.user,
                guid: try #require(GUID("comment-of-bert-0001")),
                parentGUID: guid,
                text: " Hello yourself\r\n",
                createdAt: created
            )
        )
        _ = try await bert.client.apply([.entity(EntityPut(comment))])
        #expect(
            try await bert.deliveries(parameters(comment))["pods"]?.array?.map { $0["url"]?.string } == [
                "https://anna.example/"
            ]
        )
        let upstream = try await bert.seal(parameters(comment))
        #expect(upstream["sender"]?.string == bert.user.text)
        #expect(try await anna.receive(upstream) == "accepted")

        let stored: JSONObject = ["type": "comment", "guid": "comment-of-bert-0001"]
        #expect(
            try await anna.deliveries(stored)["pods"]?.array?.map { $0["url"]?.string } == ["https://cleo.example/"]
        )
        let relayed = try await anna.seal(stored)
        #expect(relayed["sender"]?.string == anna.user.text)
        #expect(try payload(of: relayed) == payload(of: upstream))
        #expect(try await cleo.receive(relayed) == "accepted")
        // Nobody else may send it on.
        let stranger = try MagicEnvelope.seal(payload: payload(of: relayed), sender: bert.user, key: bert.key)
        #expect(try await fault { _ = try await cleo.client.receive(stranger) }?.reason == "invalid_sender")

        let retraction = Entity.retraction(Retraction(author: anna.user, targetGUID: guid, targetType: .post))
        #expect(try await anna.deliveries(parameters(retraction))["pods"]?.array?.count == 2)
        let taken = try await anna.seal(parameters(retraction))
        for pod in [bert, cleo] {
            #expect(try await pod.receive(taken) == "accepted")
            #expect(
                try await fault { _ = try await pod.client.call("post.read", ["guid": .string(guid.text)]) }?.code
                    == .notFound
            )
        }
    }

    private func payload(of sealed: JSONValue) throws -> [UInt8] {
        try MagicEnvelope(parsing: Array((try #require(sealed["envelope"]?.string)).utf8)).payload
    }

    @Test func aLimitedPostGoesEncryptedToWhomItIsFor() async throws {
        let pods = try await pods(["anna", "bert"])
        let (anna, bert) = (pods[0], pods[1])
        let guid = try #require(GUID("limited-of-anna-0001"))
        let post = Entity.statusMessage(StatusMessage(author: anna.user, guid: guid, isPublic: false, text: "psst"))
        _ = try await anna.client.apply([.entity(EntityPut(post, aspects: ["all"]))])
        let deliveries = try await anna.deliveries(parameters(post))
        #expect(deliveries["public"] == false)
        let people = try #require(deliveries["people"]?.array)
        #expect(people.map { $0["id"]?.string } == [bert.user.text])
        #expect(people.map { $0["pod"]?.string } == ["https://bert.example/"])
        var request = parameters(post)
        request["recipients"] = [.string(bert.user.text)]
        let payload = try #require(try await anna.seal(request)["payloads"]?.array?.first?["payload"])
        let answer = try await bert.client.call(
            "federation.receive",
            ["recipient": .string(bert.user.text), "payload": payload]
        )
        #expect(answer["status"] == "accepted")
        let read = try await bert.client.call(
            "post.read",
            ["guid": .string(guid.text), "viewer": .string(bert.user.text)]
        )
        #expect(read["item"]?["text"] == "psst")
        #expect(
            try await fault { _ = try await bert.client.call("post.read", ["guid": .string(guid.text)]) }?.code
                == .notFound
        )
    }

    @Test("behaviour 44: without the author's key nothing is signed")
    func whatIsMissingIsSaid() async throws {
        let pods = try await pods(["anna", "bert"])
        let anna = pods[0]
        let comment = Comment(
            author: anna.user,
            guid: try #require(GUID("comment-of-anna-0001")),
            parentGUID: try #require(GUID("nowhere-to-be-found-1")),
            text: "?"
        )
        #expect(try await fault { _ = try await anna.seal(parameters(.comment(comment))) }?.reason == "unknown_guid")
        let foreign = StatusMessage(
            author: pods[1].user,
            guid: try #require(GUID("post-of-bert-00000001")),
            isPublic: true,
            text: "mine"
        )
        #expect(
            try await fault { _ = try await anna.seal(parameters(.statusMessage(foreign))) }?.reason == "sender_unknown"
        )
        let like: JSONObject = ["type": "like", "guid": "like-of-nobody-000001"]
        #expect(try await fault { _ = try await anna.seal(like) }?.reason == "unknown_guid")
        let both: JSONObject = ["type": "like", "guid": "like-of-nobody-000001", "data": [:]]
        #expect(try await fault { _ = try await anna.seal(both) }?.field == "guid")
    }
}

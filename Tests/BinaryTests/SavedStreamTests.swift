import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// Saved streams: kept, read, told of, and refused.
@Suite struct SavedStreamTests {
    private let ana: DiasporaID
    private let rex: DiasporaID
    private let mia: DiasporaID

    init() throws {
        ana = try #require(DiasporaID("ana@pod.example"))
        rex = try #require(DiasporaID("rex@r.example"))
        mia = try #require(DiasporaID("mia@m.example"))
    }

    private func guid(_ name: String) throws -> GUID {
        try #require(GUID("saved-tests-\(name).".padding(toLength: 32, withPad: "0", startingAt: 0)))
    }

    private func post(
        _ name: String,
        by author: DiasporaID,
        at second: Int64,
        _ text: String,
        isPublic: Bool = true
    ) throws -> Change {
        let time = Timestamp(seconds: 1_700_000_000 + second)
        let message = StatusMessage(
            author: author,
            guid: try guid(name),
            createdAt: time,
            isPublic: isPublic,
            text: text
        )
        return .entity(EntityPut(.statusMessage(message), recipients: isPublic ? [] : [ana], receivedAt: time))
    }

    private func world() async throws -> (ServedEngine, RPCClient) {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        var changes: [Change] = [ana, rex, mia].enumerated().map { number, person in
            .personPut(PersonPut(id: person, guid: GUID("person-of-saved-\(number)")))
        }
        changes += [.userPut(UserPut(id: ana)), .aspectPut(user: ana, aspect: "3", name: "Friends")]
        changes.append(
            .contactPut(ContactPut(user: ana, person: rex, isSharing: true, isReceiving: true, aspects: ["3"]))
        )
        changes += [
            try post("tea", by: rex, at: 0, "a #tea for two"), try post("cats", by: mia, at: 10, "#cats and tea"),
            try post("secret", by: rex, at: 20, "#cats in the bag", isPublic: false),
            try post("mine", by: ana, at: 30, "nothing at all"),
        ]
        _ = try await client.apply(changes)
        return (engine, client)
    }

    private func names(_ client: RPCClient, _ parameters: JSONObject, viewer: Bool = true) async throws -> [String] {
        var all: JSONObject = ["stream": "saved", "limit": 1, "at_least": .integer(try await client.seq())]
        if viewer { all["viewer"] = .string(ana.text) }
        for member in parameters.members { all[member.name] = member.value }
        var names: [String] = []
        while true {
            let page = try await client.call("stream.read", all)
            names += try #require(page["items"]?.array).map { item in
                String(try item.guid.text.dropFirst("saved-tests-".count).prefix { $0 != "." })
            }
            guard let next = page["next"]?.string else { return names }
            all["before"] = .string(next)
        }
    }

    private func fault(_ client: RPCClient, _ method: String, _ parameters: JSONObject) async -> RPCFault? {
        do {
            _ = try await client.call(method, parameters)
            return nil
        } catch let RPCClientError.fault(fault) {
            return fault
        } catch {
            return nil
        }
    }

    // MARK: - Reading

    @Test func anExpressionOfPeopleTagsAndAspectsIsAStream() async throws {
        let (engine, client) = try await world()
        #expect(try await names(client, ["query": "#cats OR from:me"]) == ["mine", "secret", "cats"])
        #expect(try await names(client, ["query": "aspect:friends -is:limited"]) == ["tea"])
        #expect(try await names(client, ["query": "-#cats"]) == ["mine", "tea"])
        #expect(try await names(client, ["query": "#cats"], viewer: false) == ["cats"])
        #expect(
            try await names(client, ["query": "#cats", "exclude_own": true, "muted_people": [.string(mia.text)]]) == [
                "secret"
            ]
        )
        #expect(try await names(client, ["query": "is:limited", "order": "ranked"]) == ["secret"])
        // Blocked people and hidden posts are left out as elsewhere.
        _ = try await client.apply([.blockPut(user: ana, person: mia), .hidePut(user: ana, post: try guid("tea"))])
        #expect(try await names(client, ["query": "-from:me"]) == ["secret"])
        #expect(engine.stop() == 0)
    }

    @Test func wordsAreFoundBySearch() async throws {
        let (engine, client) = try await world()
        #expect(try await names(client, ["query": "tea"]) == ["cats", "tea"])
        #expect(try await names(client, ["query": "tea OR is:limited"]) == ["secret", "cats", "tea"])
        #expect(try await names(client, ["query": "bag"]) == ["secret"])
        #expect(try await names(client, ["query": "bag"], viewer: false).isEmpty)
        #expect(try await names(client, ["query": "tea", "max_time": 1_700_000_010]) == ["tea"])
        for (field, value) in [("order", "interacted" as JSONValue), ("max_per_author", 1), ("explain", true)] {
            var asked: JSONObject = ["stream": "saved", "query": "tea"]
            asked[field] = value
            let fault = await fault(client, "stream.read", asked)
            #expect(fault?.reason == "contradiction" && fault?.field == field)
        }
        let subscribing = await fault(client, "stream.subscribe", ["stream": "saved", "query": "tea"])
        #expect(subscribing?.reason == "contradiction" && subscribing?.field == "query")
        #expect(engine.stop() == 0)
    }

    @Test func aStreamIsKeptByItsName() async throws {
        let (engine, client) = try await world()
        let named: JSONObject = ["stream": "saved", "viewer": .string(ana.text), "name": "Cats & co"]
        #expect(await fault(client, "stream.read", named)?.reason == "not_found")
        _ = try await client.apply([.savedStreamPut(user: ana, name: "Cats & co", query: "#cats")])
        #expect(try await names(client, ["name": "Cats & co"]) == ["secret", "cats"])
        _ = try await client.apply([.savedStreamPut(user: ana, name: "Cats & co", query: "#cats is:public")])
        #expect(try await names(client, ["name": "Cats & co"]) == ["cats"])
        let explained = try await client.call(
            "stream.explain",
            [
                "stream": "saved", "viewer": .string(ana.text), "name": "Cats & co",
                "guid": .string(try guid("tea").text),
            ]
        )
        #expect(explained["missing"] == ["query"])
        _ = try await client.apply([.savedStreamDelete(user: ana, name: "Cats & co")])
        #expect(await fault(client, "stream.read", named)?.reason == "not_found")
        #expect(engine.stop() == 0)
    }

    // MARK: - Being told

    @Test func whoSubscribedIsToldOfANewQueryAndOfItsEnd() async throws {
        let (engine, client) = try await world()
        let events = try await EventStream(to: engine)
        _ = try await client.apply([.savedStreamPut(user: ana, name: "cats", query: "#cats")])
        _ = try await events.client.call(
            "stream.subscribe",
            ["stream": "saved", "viewer": .string(ana.text), "name": "cats"]
        )
        _ = try await client.apply([try post("more", by: mia, at: 40, "more #cats")])
        _ = try await client.apply([try post("no", by: mia, at: 41, "more #tea")])
        _ = try await client.apply([.savedStreamPut(user: ana, name: "cats", query: "#tea")])
        _ = try await client.apply([try post("yes", by: mia, at: 42, "yet more #tea")])
        _ = try await client.apply([.savedStreamDelete(user: ana, name: "cats")])
        var told: [String] = []
        for _ in 1...4 {
            let notice = try await events.next()
            told.append(notice.event)
            if notice.event == "closed" { #expect(notice.reason == "stream_gone") }
        }
        #expect(told == ["added", "reset", "added", "closed"])
        #expect(engine.stop() == 0)
    }

    @Test func streamsThatAskEveryPostAreFew() async throws {
        let (engine, client) = try await world()
        for number in 0..<64 {
            _ = try await client.call("stream.subscribe", ["stream": "saved", "query": .string("likes:>\(number)")])
        }
        #expect(await fault(client, "stream.subscribe", ["stream": "saved", "query": "likes:0"])?.reason == "busy")
        // Those that are found by something have no such limit.
        _ = try await client.call("stream.subscribe", ["stream": "saved", "query": "#cats likes:0"])
        // Nor does one become one of them by the back door.
        _ = try await client.apply([.savedStreamPut(user: ana, name: "s", query: "#cats")])
        let events = try await EventStream(to: engine)
        _ = try await events.client.call(
            "stream.subscribe",
            ["stream": "saved", "viewer": .string(ana.text), "name": "s"]
        )
        _ = try await client.apply([.savedStreamPut(user: ana, name: "s", query: "likes:0")])
        let notice = try await events.next()
        #expect(notice.event == "closed" && notice.reason == "too_many")
        #expect(engine.stop() == 0)
    }

    // MARK: - Refusals

    @Test func aQueryIsReadBeforeItIsKept() async throws {
        let (engine, client) = try await world()
        let wrong = JSONValue.object([
            "op": "saved_stream.put", "user": .string(ana.text), "name": "x", "query": "form:me",
        ])
        let right = JSONValue.object(["op": "tag_following.put", "user": .string(ana.text), "tag": "cats"])
        let parameters: JSONObject = ["changes": .array([right, wrong])]
        let fault = await fault(client, "pod.apply", parameters)
        #expect(fault?.reason == "invalid_query")
        #expect(fault?.index == 1)
        #expect(fault?.detail.contains("from:me") == true)
        for (parameters, reason) in [
            (["stream": "saved"], "missing"), (["stream": "saved", "name": "x", "query": "#x"], "contradiction"),
            (["stream": "saved", "name": "x"], "missing"), (["stream": "saved", "query": "aspect:x"], "missing"),
            (["stream": "saved", "query": "(#x"], "invalid_query"),
            (["stream": "home", "query": "#x"], "contradiction"),
        ] as [(JSONObject, String)] {
            #expect(await self.fault(client, "stream.read", parameters)?.reason == reason, "\(parameters)")
        }
        let many = (0..<257).map { Change.savedStreamPut(user: ana, name: "\($0)", query: "#x") }
        let answer = try await client.apply(many, skipRefused: true)
        #expect(answer["refused"]?.array?.map { $0["reason"] } == ["too_many_saved_streams"])
        #expect(engine.stop() == 0)
    }

    // MARK: - Taking turns

    /// Nobody waits for a read that looks at tens of thousands of posts.
    @Test func aLongReadLetsOthersHaveTheirTurn() async throws {
        let (engine, client) = try await world()
        for batch in 0..<10 {
            let posts = try (0..<1_000).map { try post("n\(batch)-\($0)", by: mia, at: Int64(100 + batch), "n") }
            _ = try await client.apply(posts)
        }
        let socket = try RawSocket(engine.socket)
        let rare =
            #"{"jsonrpc":"2.0","id":"long","method":"stream.read","params":{"stream":"saved","query":"-from:\#(mia)"}}"#
        let quick = #"{"jsonrpc":"2.0","id":"quick","method":"stream.read","params":{"stream":"public","limit":1}}"#
        socket.send(Array((rare + "\n" + quick + "\n" + "[\(rare)]\n").utf8))
        var answers: [JSONValue] = []
        for _ in 1...3 { answers.append(try JSONParser.parse(try #require(socket.lineOfBytes()))) }
        #expect(answers[0]["id"] == "quick")
        #expect(answers[1]["result"]?["items"]?.array?.count == 2)
        #expect(answers[2].array?.first?["result"] == answers[1]["result"])
        #expect(engine.stop() == 0)
    }
}

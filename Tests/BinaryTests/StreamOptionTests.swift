import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// Orders and options of `stream.read`, through the socket and by the names of the contract.
@Suite struct StreamOptionTests {
    private let ana: DiasporaID
    private let ben: DiasporaID
    private let rex: DiasporaID

    init() throws {
        ana = try #require(DiasporaID("ana@pod.example"))
        ben = try #require(DiasporaID("ben@pod.example"))
        rex = try #require(DiasporaID("rex@r.example"))
    }

    private func guid(_ name: String) throws -> GUID {
        try #require(GUID("option-tests-\(name).".padding(toLength: 32, withPad: "0", startingAt: 0)))
    }

    private func post(_ name: String, by author: DiasporaID, at second: Int64, _ text: String = "text") throws -> Change
    {
        let time = Timestamp(seconds: 1_700_000_000 + second)
        let message = StatusMessage(author: author, guid: try guid(name), createdAt: time, isPublic: true, text: text)
        return .entity(EntityPut(.statusMessage(message), receivedAt: time, interactedAt: time))
    }

    private func reshare(_ name: String, of root: String, by author: DiasporaID, at second: Int64) throws -> Change {
        let time = Timestamp(seconds: 1_700_000_000 + second)
        let root = Reshare.Root(author: rex, guid: try guid(root))
        let reshare = Reshare(author: author, guid: try guid(name), createdAt: time, root: root)
        return .entity(EntityPut(.reshare(reshare), receivedAt: time, interactedAt: time))
    }

    /// Four posts by three people, two reshares of one of them, a comment on the oldest.
    private func world() async throws -> (ServedEngine, RPCClient) {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        var changes: [Change] = []
        for (number, person) in [ana, ben, rex].enumerated() {
            changes.append(.personPut(PersonPut(id: person, guid: GUID("person-of-options-\(number)"))))
        }
        changes += [.userPut(UserPut(id: ana)), .userPut(UserPut(id: ben))]
        changes += [
            try post("old", by: rex, at: 0, "about #tea"), try post("mine", by: ana, at: 10, "not for work #NSFW"),
            try post("cats", by: rex, at: 20, "#cats"), try reshare("by-ben", of: "old", by: ben, at: 30),
            try reshare("by-ana", of: "old", by: ana, at: 40),
        ]
        let comment = SocialModel.Comment(
            author: ana,
            guid: try guid("comment"),
            parentGUID: try guid("cats"),
            text: "x"
        )
        let time = Timestamp(seconds: 1_700_000_100)
        changes.append(.entity(EntityPut(.comment(comment), receivedAt: time, interactedAt: time)))
        _ = try await client.apply(changes)
        return (engine, client)
    }

    private func names(_ client: RPCClient, _ parameters: JSONObject) async throws -> [String] {
        var all: JSONObject = ["stream": "public", "viewer": .string(ana.text)]
        for member in parameters.members { all[member.name] = member.value }
        let page = try await client.call("stream.read", all)
        return try #require(page["items"]?.array).map { item in
            String(try item.guid.text.dropFirst("option-tests-".count).prefix { $0 != "." })
        }
    }

    @Test func eachOrderAndOptionShowsWhatItSays() async throws {
        let (engine, client) = try await world()
        let everything = ["by-ana", "by-ben", "cats", "mine", "old"]
        let expected: [(JSONObject, [String])] = [
            ([:], everything), (["order": "created"], everything),
            (["order": "interacted"], ["cats", "by-ana", "by-ben", "mine", "old"]),
            (["hide_reshares": true], ["cats", "mine", "old"]), (["group_reshares": true], ["by-ana", "cats", "mine"]),
            (["exclude_own": true], ["by-ben", "cats", "old"]),
            (["nsfw": "hide"], ["by-ana", "by-ben", "cats", "old"]),
            (["nsfw": "show"], everything), (["nsfw": "shield"], everything),
            // A reshare is muted with what it passes on.
            (["muted_tags": ["#Tea"]], ["cats", "mine"]), (["muted_tags": ["never-used"]], everything),
            (["muted_people": [.string(rex.text)]], ["mine"]), (["muted_people": ["nobody@known.example"]], everything),
            (["muted_query": "#tea OR from:me"], ["cats"]), (["muted_query": "is:reshare"], ["cats", "mine", "old"]),
            (["muted_query": "#never-used"], everything), (["muted_query": "-#tea"], ["old"]),
            (["max_per_author": 1], ["by-ana", "by-ben", "cats"]),
            (["from_date": "2023-11-14T22:13:30Z"], ["mine", "old"]),
            (["from_date": "2023-11-13"], []), (["from_date": "2023-11-14"], everything),
            (["stream": "liked"], []), (["stream": "commented"], ["cats"]),
            // By interaction, as in diaspora*; taking part by comment and by reshare.
            (["stream": "activity"], ["cats", "by-ana", "mine", "old"]),
            (["stream": "activity", "order": "created"], ["by-ana", "cats", "mine", "old"]),
        ]
        for (parameters, names) in expected {
            #expect(try await self.names(client, parameters) == names, "\(parameters)")
        }
        #expect(engine.stop() == 0)
    }

    @Test func groupedItemsSayWhoPassedThePostOn() async throws {
        let (engine, client) = try await world()
        let page = try await client.call("stream.read", ["stream": "public", "group_reshares": true])
        let items = try #require(page["items"]?.array)
        #expect(
            items.first?["reshared_by"]?.array?.map { $0["diaspora_id"] } == [.string(ana.text), .string(ben.text)]
        )
        #expect(items.first?["reshared_by_count"] == 2)
        #expect(items.last?["reshared_by"] == nil)
        let plain = try await client.call("stream.read", ["stream": "public"])
        #expect(plain["items"]?.array?.first?["reshared_by"] == nil)
        #expect(engine.stop() == 0)
    }

    @Test func whatIsShownUnshieldedSaysSo() async throws {
        let (engine, client) = try await world()
        func nsfw(_ parameters: JSONObject) async throws -> [JSONValue?] {
            var parameters = parameters
            parameters["stream"] = "person"
            parameters["person"] = .string(ana.text)
            let items = try await client.call("stream.read", parameters)["items"]?.array ?? []
            return items.map { $0["nsfw"] }
        }
        #expect(try await nsfw([:]) == [false, true])
        #expect(try await nsfw(["nsfw": "show"]) == [false, false])
        #expect(engine.stop() == 0)
    }

    @Test func onlyWhatArrivedSinceIsShownHoweverOldItsDate() async throws {
        let (engine, client) = try await world()
        let seq = try await client.seq()
        _ = try await client.apply([try post("late", by: rex, at: -50)])
        // Told again, it has not arrived again.
        _ = try await client.apply([try post("old", by: rex, at: 0, "about #tea")])
        #expect(try await names(client, ["arrived_since": .integer(seq)]) == ["late"])
        #expect(try await names(client, ["arrived_since": 0]).count == 6)
        let beyond = try await fault { _ = try await names(client, ["arrived_since": .integer(seq + 1_000)]) }
        #expect(beyond?.code == .stale && beyond?.reason == "beyond_ledger")
        #expect(engine.stop() == 0)
    }

    @Test func cursorsBelongToTheirOrderAndOptions() async throws {
        let (engine, client) = try await world()
        let page = try await client.call("stream.read", ["stream": "public", "limit": 2, "order": "interacted"])
        let next = try #require(page["next"])
        let more = try await client.call(
            "stream.read",
            ["stream": "public", "limit": 2, "order": "interacted", "before": next]
        )
        #expect(try more["items"]?.array?.map { try $0.guid } == [try guid("by-ben"), try guid("mine")])
        for other: JSONObject in [["order": "created"], [:], ["order": "interacted", "hide_reshares": true]] {
            var parameters = other
            parameters["stream"] = "public"
            parameters["before"] = next
            let fault = try await fault { _ = try await client.call("stream.read", parameters) }
            #expect(fault?.reason == "cursor_mismatch", "\(other)")
        }
        #expect(engine.stop() == 0)
    }

    @Test func whatMakesNoSenseIsRefusedWithItsName() async throws {
        let (engine, client) = try await world()
        let refused: [(JSONObject, String)] = [
            (["order": "best"], "order"), (["nsfw": "maybe"], "nsfw"), (["max_per_author": 0], "max_per_author"),
            (["from_date": "yesterday"], "from_date"), (["muted_tags": "cats"], "muted_tags"),
            (["muted_people": ["not an id"]], "muted_people[0]"), (["arrived_since": -1], "arrived_since"),
            (["muted_tags": .array(Array(repeating: "x", count: 501))], "muted_tags"),
            (["muted_query": "cats"], "muted_query"), (["muted_query": "likes:>5"], "muted_query"),
            (["muted_query": "-is:liked"], "muted_query"), (["muted_query": "(#tea"], "muted_query"),
        ]
        for (parameters, field) in refused {
            let fault = try await fault { _ = try await names(client, parameters) }
            #expect(fault?.code == .invalidParameters && fault?.field == field, "\(parameters)")
        }
        for stream in ["liked", "commented", "activity"] {
            let fault = try await fault { _ = try await client.call("stream.read", ["stream": .string(stream)]) }
            #expect(fault?.field == "viewer")
        }
        #expect(engine.stop() == 0)
    }
}

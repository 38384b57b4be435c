import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// Ranked pages and explanations through the socket.
@Suite struct StreamRankingTests {
    private let ana: DiasporaID
    private let ben: DiasporaID
    private let authors: [DiasporaID]

    init() throws {
        ana = try #require(DiasporaID("ana@pod.example"))
        ben = try #require(DiasporaID("ben@pod.example"))
        authors = try (0..<5).map { try #require(DiasporaID("author\($0)@r.example")) }
    }

    private func guid(_ name: String) throws -> GUID {
        try #require(GUID("ranking-tests-\(name).".padding(toLength: 32, withPad: "0", startingAt: 0)))
    }

    private func like(_ number: Int, by author: DiasporaID) throws -> Change {
        let like = Like(
            author: author,
            guid: try guid("like-\(number)-\(author.text.prefix(3))"),
            parentGUID: try guid("post-\(number)"),
            parentType: .post
        )
        return .entity(EntityPut(.like(like)))
    }

    /// Forty posts by five people, the last one limited to ben.
    private func world() async throws -> (ServedEngine, RPCClient) {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        var changes: [Change] = []
        for (number, person) in ([ana, ben] + authors).enumerated() {
            changes.append(.personPut(PersonPut(id: person, guid: GUID("person-of-ranking-\(number)"))))
        }
        changes += [.userPut(UserPut(id: ana)), .userPut(UserPut(id: ben))]
        for number in 0..<40 {
            let message = StatusMessage(
                author: authors[number % 5],
                guid: try guid("post-\(number)"),
                isPublic: number < 39,
                text: "text"
            )
            changes.append(.entity(EntityPut(.statusMessage(message), recipients: number < 39 ? [] : [ben])))
        }
        _ = try await client.apply(changes)
        _ = try await client.apply([try like(0, by: ana), try like(5, by: ana), try like(10, by: ana)])
        return (engine, client)
    }

    private func parameters(_ others: JSONObject = [:]) -> JSONObject {
        var all: JSONObject = ["stream": "public", "viewer": .string(ana.text), "order": "ranked"]
        for member in others.members { all[member.name] = member.value }
        return all
    }

    @Test func pagesStayAsTheyWereRankedWhilePeopleLike() async throws {
        let (engine, client) = try await world()
        let whole = try await client.walk(parameters(), limit: 100).map(\.guid)
        #expect(whole.count == 39 && Set(whole).count == 39)
        var asked = parameters(["limit": 7])
        var walked: [GUID] = []
        var number = 11
        repeat {
            let page = try await client.call("stream.read", asked)
            walked += try #require(page["items"]?.array).map { try $0.guid }
            asked["before"] = page["next"]
            // What would turn a new ranking over, and something new.
            _ = try await client.apply([try like(number, by: ana), try like(number, by: ben)])
            let new = StatusMessage(
                author: authors[0],
                guid: try guid("new-\(number)"),
                isPublic: true,
                text: "new"
            )
            _ = try await client.apply([.entity(EntityPut(.statusMessage(new)))])
            number += 1
        } while asked["before"] != .null
        #expect(walked == whole)
        #expect(engine.stop() == 0)
    }

    @Test func whatIsGoneMeanwhileIsPassedOver() async throws {
        let (engine, client) = try await world()
        let whole = try await client.walk(parameters(), limit: 100).map(\.guid)
        let page = try await client.call("stream.read", parameters(["limit": 10]))
        let retraction = Retraction(author: authors[0], targetGUID: whole[12], targetType: .post)
        _ = try await client.apply([.entity(EntityPut(.retraction(retraction)))])
        _ = try await client.apply([.hidePut(user: ana, post: whole[10])])
        let next = try await client.call(
            "stream.read",
            parameters(["limit": 3, "before": try #require(page["next"])])
        )
        let shown = try #require(next["items"]?.array).map { try $0.guid }
        #expect(shown == [whole[11], whole[13], whole[14]])
        #expect(engine.stop() == 0)
    }

    @Test func explanationsAddUp() async throws {
        let (engine, client) = try await world()
        let page = try await client.call("stream.read", parameters(["explain": true, "limit": 100]))
        var last = Double.infinity
        for item in try #require(page["items"]?.array) {
            let explain = try #require(item["explain"])
            #expect(explain["because"] == ["public"])
            func term(_ name: String) -> Double {
                switch explain[name] {
                case .number(let number)?: number
                case .integer(let number)?: Double(number)
                default: .nan
                }
            }
            let sum = ["affinity", "engagement", "conversation", "recency", "diversity"].map(term).reduce(0, +)
            #expect(abs(sum - term("score")) < 1e-9)
            #expect(term("score") <= last)
            last = term("score")
        }
        // The one whose posts ana likes comes first.
        #expect(page["items"]?.array?.first?["author"]?["diaspora_id"]?.string == authors[0].text)
        let newest = try await client.call("stream.read", ["stream": "public", "explain": true])
        #expect(newest["items"]?.array?.first?["explain"]?["because"] == ["public"])
        #expect(engine.stop() == 0)
    }

    @Test func whoMayNotSeeAPostLearnsNothingOfIt() async throws {
        let (engine, client) = try await world()
        func explain(_ guid: GUID, _ viewer: DiasporaID) async throws -> JSONValue {
            try await client.call(
                "stream.explain",
                [
                    "stream": "person", "person": .string(authors[4].text), "viewer": .string(viewer.text),
                    "guid": .string(guid.text),
                ]
            )
        }
        let limited = try guid("post-39")
        #expect(try await explain(limited, ana) == explain(guid("never-there"), ana))
        #expect(try await explain(limited, ana)["missing"] == ["not_visible"])
        #expect(try await explain(limited, ben)["in_stream"] == true)
        #expect(try await explain(limited, ben)["because"] == ["of_person"])
        #expect(engine.stop() == 0)
    }

    @Test func saysWhatLeavesAPostOut() async throws {
        let (engine, client) = try await world()
        let post = try guid("post-3")
        func explain(_ others: JSONObject) async throws -> JSONValue {
            var all: JSONObject = ["stream": "home", "viewer": .string(ana.text), "guid": .string(post.text)]
            for member in others.members { all[member.name] = member.value }
            return try await client.call("stream.explain", all)
        }
        let stranger = try await explain([:])
        #expect(stranger["in_stream"] == false && stranger["because"] == [])
        #expect(stranger["missing"] == ["author_in_aspects", "own", "mention"] && stranger["left_out"] == [])
        _ = try await client.apply([
            .blockPut(user: ana, person: authors[3]), .hidePut(user: ana, post: post),
        ])
        let left = try await explain([
            "stream": "public", "muted_people": [.string(authors[3].text)], "muted_query": "is:public",
        ])
        #expect(left["in_stream"] == false && left["because"] == ["public"])
        #expect(left["left_out"] == ["blocked", "hidden", "muted_person", "muted_query"])
        let page = try await client.call("stream.read", ["stream": "public", "viewer": .string(ben.text), "limit": 1])
        let cursor = try #require(page["next"])
        let above = try await client.call(
            "stream.explain",
            [
                "stream": "public", "viewer": .string(ben.text), "before": cursor,
                "guid": .string(try guid("post-38").text),
            ]
        )
        #expect(above["left_out"] == ["not_below_cursor"])
        #expect(engine.stop() == 0)
    }

    @Test func wrongWishesAreRefusedByName() async throws {
        let (engine, client) = try await world()
        let refused: [(JSONObject, String)] = [
            (["window": 3], "window"), (["weights": ["affinity": 11]], "weights.affinity"),
            (["weights": ["fame": 1]], "weights.fame"), (["before": "nonsense"], "before"),
            (["order": "created", "window": 100], "window"),
        ]
        for (others, field) in refused {
            let fault = try await fault { _ = try await client.call("stream.read", parameters(others)) }
            #expect(fault?.code == .invalidParameters && fault?.field == field, "\(others)")
        }
        let page = try await client.call("stream.read", parameters(["limit": 3]))
        let cursor = try #require(page["next"])
        for others: JSONObject in [["order": "created"], ["window": 100], ["hide_reshares": true]] {
            var asked = parameters(others)
            asked["before"] = cursor
            let fault = try await fault { _ = try await client.call("stream.read", asked) }
            #expect(fault?.field == "before", "\(others)")
        }
        let subscribed = try await fault { _ = try await client.call("stream.subscribe", parameters()) }
        #expect(subscribed?.field == "order")
        #expect(engine.stop() == 0)
    }
}

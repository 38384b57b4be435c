import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// The order `best`, and completed tags, through the socket.
@Suite struct BestSearchTests {
    private let ana: DiasporaID
    private let ben: DiasporaID
    private let authors: [DiasporaID]

    init() throws {
        ana = try #require(DiasporaID("ana@pod.example"))
        ben = try #require(DiasporaID("ben@pod.example"))
        authors = try (0..<3).map { try #require(DiasporaID("author\($0)@r.example")) }
    }

    private func guid(_ number: Int) throws -> GUID {
        try #require(GUID("best-search-tests-" + String(repeating: "0", count: 4 - "\(number)".count) + "\(number)"))
    }

    private func post(_ number: Int, _ text: String, daysAgo: Int, to recipients: [DiasporaID] = []) throws -> Change {
        let message = StatusMessage(
            author: authors[number % 3],
            guid: try guid(number),
            createdAt: Timestamp(seconds: Int64(Date().timeIntervalSince1970) - Int64(daysAgo) * 86_400),
            isPublic: recipients.isEmpty,
            text: text
        )
        return .entity(EntityPut(.statusMessage(message), recipients: recipients))
    }

    private func world(_ posts: [Change]) async throws -> (ServedEngine, RPCClient) {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        var changes: [Change] = []
        for (number, person) in ([ana, ben] + authors).enumerated() {
            changes.append(.personPut(PersonPut(id: person, guid: GUID("person-of-best-search-\(number)"))))
        }
        changes += [.userPut(UserPut(id: ana)), .userPut(UserPut(id: ben))]
        _ = try await client.apply(changes)
        let seq = try await client.apply(posts)["seq"] ?? 0
        _ = try await client.call("search.tags", ["prefix": "x", "at_least": seq, "deadline_ms": 600_000])
        return (engine, client)
    }

    private func numbers(_ client: RPCClient, _ others: JSONObject) async throws -> (found: [Int], next: JSONValue?) {
        var parameters: JSONObject = ["order": "best"]
        for member in others.members { parameters[member.name] = member.value }
        let page = try await client.call("search.posts", parameters)
        let guids = (page["items"]?.array ?? []).compactMap { $0["guid"]?.string }
        return (guids.compactMap { Int($0.suffix(4)) }, page["next"])
    }

    @Test func whatSaysMoreIsNewerOrNearerStandsFirst() async throws {
        let posts = [
            // The same text: newer stands first; a little older and far better stands before it.
            try post(0, "an apple fell from the tree in the garden yesterday", daysAgo: 400),
            try post(1, "an apple fell from the tree in the garden yesterday", daysAgo: 2),
            try post(2, "apple apple #apple", daysAgo: 3),
            // By the same author as the first, who is near to ana.
            try post(3, "an apple fell from the tree in the garden yesterday", daysAgo: 3),
            try post(4, "a pear", daysAgo: 1),
        ]
        let (engine, client) = try await world(posts)
        #expect(try await numbers(client, ["query": "apple"]).found == [2, 1, 3, 0])
        let likes = try [0, 3].map { number in
            let like = Like(
                author: ana,
                guid: try #require(GUID("best-search-like-\(number)")),
                parentGUID: try guid(number),
                parentType: .post
            )
            return Change.entity(EntityPut(.like(like)))
        }
        _ = try await client.apply(likes)
        #expect(try await numbers(client, ["query": "apple", "viewer": .string(ana.text)]).found == [2, 3, 1, 0])
        #expect(try await numbers(client, ["query": "apple", "viewer": .string(ben.text)]).found == [2, 1, 3, 0])
        #expect(engine.stop() == 0)
    }

    /// Pages have each hit once, the same set as the newest first, and nothing of others'.
    @Test func pagesHaveEachHitOnce() async throws {
        let posts = try (0..<60).map { number in
            let text = "apple " + String(repeating: "and more ", count: number % 7)
            return try post(number, text, daysAgo: number % 11, to: number % 5 == 0 ? [ben] : [])
        }
        let (engine, client) = try await world(posts)
        for (viewer, count) in [(ana, 48), (ben, 60)] {
            var walked: [Int] = []
            var before: JSONValue?
            repeat {
                var parameters: JSONObject = ["query": "apple", "viewer": .string(viewer.text), "limit": 7]
                parameters["before"] = before
                let page = try await numbers(client, parameters)
                #expect(page.found.count == 7 || page.next == .null)
                walked += page.found
                before = page.next
            } while before?.string != nil
            let all = try await numbers(
                client,
                ["query": "apple", "viewer": .string(viewer.text), "limit": 100]
            ).found
            #expect(walked == all)
            #expect(Set(walked).count == walked.count && walked.count == count)
            let recent = try await numbers(
                client,
                ["query": "apple", "viewer": .string(viewer.text), "limit": 100, "order": "recent"]
            ).found
            #expect(Set(recent) == Set(walked))
        }
        let first = try await client.call("search.posts", ["query": "apple", "order": "best", "limit": 5])
        let cursor = try #require(first["next"])
        // A cursor belongs to its query and its order.
        for others in [["query": "pear", "order": "best"], ["query": "apple"]] as [JSONObject] {
            var parameters = others
            parameters["before"] = cursor
            await #expect(throws: (any Error).self) { try await client.call("search.posts", parameters) }
        }
        #expect(engine.stop() == 0)
    }

    @Test func completedTagsBeginWithThoseThatAreFollowed() async throws {
        let (engine, client) = try await world([
            try post(0, "#cats", daysAgo: 1), try post(1, "#cats #catalan", daysAgo: 1),
            try post(2, "#catering", daysAgo: 200), try post(3, "#catacombs", daysAgo: 1, to: [ben]),
        ])
        _ = try await client.apply([.tagFollowingPut(user: ana, tag: "catering")])
        func tags(_ others: JSONObject = [:]) async throws -> [String] {
            var parameters: JSONObject = ["prefix": "#Cat"]
            for member in others.members { parameters[member.name] = member.value }
            let found = try await client.call("search.tags", parameters)
            return (found["tags"]?.array ?? []).compactMap { $0["name"]?.string }
        }
        #expect(try await tags() == ["cats", "catalan", "catering"])
        #expect(try await tags(["viewer": .string(ana.text)]) == ["catering", "cats", "catalan"])
        #expect(try await tags(["viewer": .string(ben.text)]) == ["cats", "catalan", "catering"])
        await #expect(throws: (any Error).self) {
            try await client.call("search.tags", ["prefix": "c", "viewer": "nobody@pod.example"])
        }
        #expect(engine.stop() == 0)
    }
}

import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// The lists of posts, people and tags, page by page.
@Suite struct ListTests {
    private let ana: DiasporaID
    private let ben: DiasporaID
    private let rex: DiasporaID
    private let crowd: [DiasporaID]

    init() throws {
        ana = try #require(DiasporaID("ana@pod.example"))
        ben = try #require(DiasporaID("ben@pod.example"))
        rex = try #require(DiasporaID("rex@r.example"))
        crowd = try (0..<12).map { try #require(DiasporaID("person\($0)@r.example")) }
    }

    private func guid(_ name: String) throws -> GUID {
        try #require(GUID("list-tests-\(name).".padding(toLength: 32, withPad: "0", startingAt: 0)))
    }

    /// A public and a limited post of rex, which ana received.
    private func world() async throws -> (ServedEngine, RPCClient) {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        var changes: [Change] = []
        for (number, person) in ([ana, ben, rex] + crowd).enumerated() {
            changes.append(.personPut(PersonPut(id: person, guid: GUID("person-of-lists-\(number)"))))
        }
        changes += [.userPut(UserPut(id: ana)), .userPut(UserPut(id: ben))]
        let open = StatusMessage(author: rex, guid: try guid("open"), isPublic: true, text: "open")
        let limited = StatusMessage(author: rex, guid: try guid("limited"), isPublic: false, text: "limited")
        changes += [
            .entity(EntityPut(.statusMessage(open))), .entity(EntityPut(.statusMessage(limited), recipients: [ana])),
        ]
        _ = try await client.apply(changes)
        return (engine, client)
    }

    /// All elements of a list, page by page; each page is full but the last.
    private func walk(_ client: RPCClient, _ method: String, _ member: String, _ parameters: JSONObject) async throws
        -> [JSONValue]
    {
        var parameters = parameters
        parameters["limit"] = 4
        var all: [JSONValue] = []
        while true {
            let page = try await client.call(method, parameters)
            let elements = try #require(page[member]?.array)
            all += elements
            guard let next = page["next"], next != .null else { return all }
            #expect(elements.count == 4)
            parameters["before"] = next
        }
    }

    @Test func commentsComeOldestFirstWithTheViewersLikes() async throws {
        let (engine, client) = try await world()
        var expected: [GUID] = []
        for number in 0..<18 {
            let comment = SocialModel.Comment(
                author: crowd[number % crowd.count],
                guid: try guid("comment-\(number)"),
                parentGUID: try guid("open"),
                text: "number \(number)",
                // Several of a second, told in the order in which they came.
                createdAt: Timestamp(seconds: 1_700_000_000 + Int64(number / 5))
            )
            expected.append(comment.guid)
            _ = try await client.apply([.entity(EntityPut(.comment(comment)))])
        }
        let like = Like(author: ana, guid: try guid("like"), parentGUID: expected[7], parentType: .comment)
        _ = try await client.apply([.entity(EntityPut(.like(like)))])
        let asAna: JSONObject = ["guid": .string(try guid("open").text), "viewer": .string(ana.text)]
        let comments = try await walk(client, "post.comments", "comments", asAna)
        #expect(try comments.map { try $0.guid } == expected)
        #expect(comments[7]["interactions"]?["likes"]?.array?.first?["guid"]?.string == like.guid.text)
        #expect(comments[7]["interactions"]?["likes_count"] == 1)
        #expect(comments[8]["interactions"]?["likes"] == [])
        // The last three are those of the item, in its shape.
        let item = try await client.call("post.read", asAna)["item"]
        #expect(item?["interactions"]?["comments"] == .array(Array(comments.suffix(3))))
        #expect(engine.stop() == 0)
    }

    @Test func likesAndResharesBeginWithTheViewersOwn() async throws {
        let (engine, client) = try await world()
        var changes: [Change] = []
        for (number, person) in (crowd + [ana]).enumerated() {
            let like = Like(
                author: person,
                guid: try guid("like-\(number)"),
                parentGUID: try guid("open"),
                parentType: .post,
                isPositive: number != 3
            )
            let time = Timestamp(seconds: 1_700_000_000 + Int64(number / 2))
            changes.append(.entity(EntityPut(.like(like), createdAt: time)))
            let root = Reshare.Root(author: rex, guid: try guid("open"))
            let reshare = Reshare(author: person, guid: try guid("reshare-\(number)"), createdAt: time, root: root)
            changes.append(.entity(EntityPut(.reshare(reshare))))
        }
        _ = try await client.apply(changes)
        let newestFirst = (0..<13).reversed()
        for viewer in [ana, nil] {
            var parameters: JSONObject = ["guid": .string(try guid("open").text)]
            parameters["viewer"] = viewer.map { .string($0.text) }
            let likes = try await walk(client, "post.likes", "likes", parameters)
            let likers = likes.map { $0["author"]?["diaspora_id"]?.string }
            // Of the same second in any order, but each once; dislikes are no likes.
            #expect(Set(likers).count == 12 && likes.count == 12)
            let times = likes.dropFirst(viewer == nil ? 0 : 1).compactMap { $0["created_at"]?.string }
            #expect(times == times.sorted(by: >))
            if viewer != nil { #expect(likers.first == ana.text) }
            let reshares = try await walk(client, "post.reshares", "reshares", parameters)
            let expected = try newestFirst.map { try guid("reshare-\($0)") }
            #expect(try reshares.map { try $0.guid } == expected)
            #expect(reshares.first?["author"]?["diaspora_id"]?.string == ana.text)
        }
        // Somebody whose like is the oldest has it first all the same.
        let benLikes = Like(author: ben, guid: try guid("like-ben"), parentGUID: try guid("open"), parentType: .post)
        let long = Timestamp(seconds: 1_600_000_000)
        _ = try await client.apply([.entity(EntityPut(.like(benLikes), createdAt: long))])
        let asBen: JSONObject = ["guid": .string(try guid("open").text), "viewer": .string(ben.text)]
        let likes = try await walk(client, "post.likes", "likes", asBen)
        #expect(try likes.first?.guid == benLikes.guid && likes.count == 13)
        #expect(engine.stop() == 0)
    }

    @Test func whoMayNotSeeAPostLearnsNothingFromItsLists() async throws {
        let (engine, client) = try await world()
        for method in ["post.comments", "post.likes", "post.reshares"] {
            func ask(_ name: String, _ viewer: DiasporaID?) async throws -> RPCFault? {
                var parameters: JSONObject = ["guid": .string(try guid(name).text)]
                parameters["viewer"] = viewer.map { .string($0.text) }
                return try await fault { _ = try await client.call(method, parameters) }
            }
            #expect(try await ask("limited", ana) == nil)
            for viewer in [ben, nil] {
                var refused = try #require(try await ask("limited", viewer))
                refused.detail = refused.detail.replacing("limited", with: "neverun")
                #expect(try await ask("neverun", viewer) == refused)
            }
        }
        #expect(engine.stop() == 0)
    }

    @Test func aGalleryShowsWhatTheViewerMaySee() async throws {
        let (engine, client) = try await world()
        var changes: [Change] = []
        for number in 0..<14 {
            let photo = Photo(
                guid: try guid("photo-\(number)"),
                author: rex,
                isPublic: number % 3 != 0,
                createdAt: Timestamp(seconds: 1_700_000_000 + Int64(number / 2)),
                remotePath: "https://r.example/",
                remoteName: "\(number).jpg"
            )
            changes.append(.entity(EntityPut(.photo(photo), recipients: number % 3 != 0 ? [] : [ana])))
        }
        _ = try await client.apply(changes)
        func gallery(_ viewer: DiasporaID?) async throws -> [GUID] {
            var parameters: JSONObject = ["person": .string(rex.text)]
            parameters["viewer"] = viewer.map { .string($0.text) }
            return try await walk(client, "person.photos", "photos", parameters).map { try $0.guid }
        }
        let all = try (0..<14).reversed().map { try guid("photo-\($0)") }
        #expect(try await gallery(ana) == all)
        let open = try (0..<14).reversed().filter { $0 % 3 != 0 }.map { try guid("photo-\($0)") }
        for viewer in [ben, nil] { #expect(try await gallery(viewer) == open) }
        let first = try await client.call("person.photos", ["person": .string(rex.text), "limit": 1])
        let large = first["photos"]?.array?.first?["sizes"]?["large"]
        #expect(large == "https://r.example/scaled_full_13.jpg")
        let unknown = try await fault { _ = try await client.call("person.photos", ["person": "nobody@r.example"]) }
        #expect(unknown?.code == .notFound)
        #expect(engine.stop() == 0)
    }

    @Test func peopleOfATagAreThoseWhoLetThemselvesBeFound() async throws {
        let (engine, client) = try await world()
        for (number, person) in crowd.enumerated() {
            var put = PersonPut(id: person)
            put.tags = .set(number % 2 == 0 ? ["#Cats", "tea"] : ["cat", "cats2"])
            put.isSearchable = .set(number != 4)
            _ = try await client.apply([.personPut(put)])
        }
        let people = try await walk(client, "tag.people", "people", ["tag": "#CATS"])
        let expected = [0, 2, 6, 8, 10].map { JSONValue.string(crowd[$0].text) }
        #expect(people.map { $0["diaspora_id"] } == expected)
        #expect(try await walk(client, "tag.people", "people", ["tag": "nothing"]).isEmpty)
        #expect(engine.stop() == 0)
    }
}

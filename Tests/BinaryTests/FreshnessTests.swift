import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// An item is made once and shown often: whatever it shows changes, and the next page shows it.
@Suite struct FreshnessTests {
    private let ana: DiasporaID
    private let ben: DiasporaID
    private let post: GUID
    private let reshare: GUID

    init() throws {
        ana = try #require(DiasporaID("ana@pod.example"))
        ben = try #require(DiasporaID("ben@pod.example"))
        post = try #require(GUID("freshness-test-post"))
        reshare = try #require(GUID("freshness-test-reshare"))
    }

    @Test func everyChangeShowsOnTheNextPage() async throws {
        let engine = try await ServedEngine()
        let client = try await engine.client()
        func put(_ entity: Entity) async throws { _ = try await client.apply([.entity(EntityPut(entity))]) }
        func items() async throws -> [JSONValue] {
            let page = try await client.call("stream.read", ["stream": "public", "viewer": .string(ben.text)])
            return try #require(page["items"]?.array)
        }
        for (number, person) in [ana, ben].enumerated() {
            let known = PersonPut(id: person, guid: GUID("person-freshness-\(number)"))
            _ = try await client.apply([.personPut(known), .userPut(UserPut(id: person))])
        }
        try await put(.statusMessage(StatusMessage(author: ana, guid: post, isPublic: true, text: "by @{\(ben)}")))
        let root = Reshare.Root(author: ana, guid: post)
        try await put(.reshare(Reshare(author: ben, guid: reshare, root: root)))

        // The newest item is the reshare; the post stands below it, and inside it.
        var shown = try await items()
        #expect(try shown.map { try $0.guid } == [reshare, post])
        #expect(shown[1]["author"]?["name"] == "ana@pod.example")
        #expect(shown[0]["root"]?["nsfw"] == false)

        var renamed = PersonPut(id: ana)
        renamed.firstName = .set("Ana")
        renamed.isNSFW = .set(true)
        _ = try await client.apply([.personPut(renamed)])
        shown = try await items()
        #expect(shown[1]["author"]?["name"] == "Ana")
        #expect(shown[0]["root"]?["author"]?["name"] == "Ana")
        #expect(shown[0]["nsfw"] == true && shown[1]["nsfw"] == true)

        var mentioned = PersonPut(id: ben)
        mentioned.lastName = .set("Benson")
        _ = try await client.apply([.personPut(mentioned)])
        #expect(try await items()[1]["mentioned_people"]?.array?.first?["name"] == "Benson")

        let comment = try #require(GUID("freshness-test-comment"))
        try await put(.comment(Comment(author: ben, guid: comment, parentGUID: post, text: "first")))
        let like = try #require(GUID("freshness-test-like-0"))
        try await put(.like(Like(author: ben, guid: like, parentGUID: post, parentType: .post)))
        shown = try await items()
        #expect(shown[1]["interactions"]?["comments"]?.array?.first?["text"] == "first")
        #expect(shown[1]["interactions"]?["likes"]?.array?.first?["guid"]?.string == like.text)
        #expect(shown[1]["participation"] == true)
        #expect(try shown[1].counts == PostCounts(comments: 1, likes: 1, reshares: 1))

        let avatars = Avatar(small: "/s.png", medium: "/m.png", large: "/l.png")
        _ = try await client.apply([.podPut(PodPut(url: "https://pod.example/", defaultAvatar: avatars))])
        #expect(try await items()[1]["author"]?["avatar"]?["large"] == "/l.png")

        try await put(.retraction(Retraction(author: ana, targetGUID: post, targetType: .post)))
        shown = try await items()
        #expect(try shown.map { try $0.guid } == [reshare])
        #expect(shown[0]["root"] == .null)
        #expect(shown[0]["text"] == "" && shown[0]["nsfw"] == .null)
    }
}

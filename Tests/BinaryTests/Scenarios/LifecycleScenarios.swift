import JSON
import RPC
import SocialModel
import Testing
import Wire

/// diaspora-behaviour §16, 56 to 66: who sees what, and how long.
@Suite struct LifecycleScenarios {
    private let ana = Stage.ana
    private let ben = Stage.ben
    private let cyd = Stage.cyd
    private let dan = Stage.dan
    private let rex = Stage.rex
    private let mia = Stage.mia

    @Test("scenario 56: without a relation, or without a viewer, a limited post is not found; its author sees it")
    func strangers() async throws {
        let stage = try await Stage()
        try await stage.postToPals("p1")
        #expect(try await !stage.sees(cyd, "p1"))
        #expect(try await !stage.sees(nil, "p1"))
        #expect(try await stage.sees(ben, "p1"))
    }

    @Test("scenario 57: who is added to an aspect does not see what was posted to it before")
    func addedLater() async throws {
        let stage = try await Stage()
        try await stage.postToPals("p1")
        try await stage.connect(ben, cyd, ["Pals"])
        #expect(try await !stage.sees(cyd, "p1"))
        #expect(try await stage.profile(ben, cyd).isEmpty)
    }

    @Test("scenario 58: who is taken out of an aspect still sees what was posted to it before, and nothing new")
    func takenOut() async throws {
        let stage = try await Stage()
        try await stage.postToPals("p1")
        try await stage.connect(ben, ana, [], isSharing: true)
        try await stage.post(ben, "p2", to: [dan], aspects: ["Pals"])
        #expect(try await stage.home(ana) == ["p1"])
        #expect(try await !stage.sees(ana, "p2"))
    }

    @Test("scenario 59: a deleted aspect's posts stay readable, and new comments go to nobody any more")
    func deletedAspect() async throws {
        let stage = try await Stage()
        try await stage.connect(ben, rex, ["Pals"])
        try await stage.postToPals("p1")
        let comment = try stage.comment(ben, "c1", on: "p1")
        let asked: JSONObject = ["type": "comment", "data": .object(EntityJSON.write(comment))]
        func audience() async throws -> [String] {
            let deliveries = try await stage.client.call("federation.deliveries", asked)
            return try #require(deliveries["people"]?.array).compactMap { $0["id"]?.string }
        }
        #expect(try await audience() == [rex.text])
        try await stage.say(.aspectDelete(user: ben, aspect: "Pals"))
        #expect(try await audience().isEmpty)
        for viewer in [ana, ben, dan] { #expect(try await stage.sees(viewer, "p1")) }
        #expect(try await stage.home(ben) == ["p1"])
    }

    @Test("scenario 60: who sends another's post as her own is refused, and the post stays as it was")
    func stolen() async throws {
        let stage = try await Stage()
        #expect(try await stage.send(stage.message(rex, "p1", "mine"), from: rex) == "accepted")
        #expect(try await stage.send(stage.message(mia, "p1", "stolen"), from: mia) == "guid_taken")
        #expect(try await stage.send(stage.message(rex, "p1", "forged"), from: mia) == "invalid_sender")
        #expect(try await stage.item("p1", nil)?["text"] == "mine")
        #expect(try await stage.item("p1", nil)?["author"]?["diaspora_id"] == .string(rex.text))
    }

    @Test("scenario 61: a second delivery with other words changes nothing")
    func secondDelivery() async throws {
        let stage = try await Stage()
        #expect(try await stage.send(stage.message(rex, "p1", "first #a"), from: rex) == "accepted")
        #expect(try await stage.send(stage.message(rex, "p1", "second #b"), from: rex) == "duplicate")
        #expect(try await stage.item("p1", nil)?["text"] == "first #a")
        #expect(try await stage.tag("b", nil).isEmpty)
    }

    @Test("scenario 62: only its author takes back a post, and its comments, likes and photos go with it")
    func retraction() async throws {
        let stage = try await Stage()
        let photo = Photo(
            guid: try Stage.guid("f1"),
            author: rex,
            isPublic: true,
            remotePath: "https://r.example/",
            remoteName: "a.jpg",
            statusMessageGUID: try Stage.guid("p1")
        )
        let post = StatusMessage(
            author: rex,
            guid: try Stage.guid("p1"),
            createdAt: Stage.time(10),
            isPublic: true,
            text: "with a photo",
            photos: [photo]
        )
        #expect(try await stage.send(.statusMessage(post), from: rex) == "accepted")
        #expect(try await stage.tell(stage.comment(ana, "c1", on: "p1")) == nil)
        #expect(try await stage.tell(stage.like(ana, "l1", of: "p1")) == nil)
        let photos: JSONObject = ["person": .string(rex.text)]
        #expect(try await stage.client.call("person.photos", photos)["photos"]?.array?.count == 1)

        #expect(try await stage.send(stage.retraction(mia, of: "p1"), from: mia) == "invalid_sender")
        #expect(try await stage.read("commented", ana) == ["p1"])
        #expect(try await stage.send(stage.retraction(rex, of: "p1"), from: rex) == "accepted")
        #expect(try await !stage.sees(nil, "p1"))
        #expect(try await stage.read("commented", ana).isEmpty)
        #expect(try await stage.read("liked", ana).isEmpty)
        #expect(try await stage.client.call("person.photos", photos)["photos"]?.array?.isEmpty == true)
        let counts = try await stage.client.call("engine.status")["counts"]
        for kind in ["posts", "comments", "likes", "photos"] { #expect(counts?[kind] == 0, "\(kind)") }
    }

    @Test("scenario 63: a post's author takes back others' comments; on a local post all who have it are to be told")
    func commentRetraction() async throws {
        let stage = try await Stage()
        #expect(try await stage.send(stage.message(rex, "p1", "rex's"), from: rex) == "accepted")
        #expect(try await stage.send(stage.comment(mia, "c1", on: "p1"), from: rex) == "accepted")
        #expect(try await stage.send(stage.retraction(rex, of: "c1", .comment), from: rex) == "accepted")
        #expect(try await stage.interactions("p1", nil)["comments_count"] == 0)

        try await stage.post(ana, "p2")
        let participation = Participation(author: rex, guid: try Stage.guid("s1"), parentGUID: try Stage.guid("p2"))
        #expect(try await stage.tell(.participation(participation)) == nil)
        #expect(try await stage.send(stage.comment(mia, "c2", on: "p2"), from: mia) == "accepted")
        #expect(try await stage.send(stage.comment(rex, "c3", on: "p2"), from: rex) == "accepted")
        let retraction = try stage.retraction(mia, of: "c2", .comment)
        let asked: JSONObject = ["type": "retraction", "data": .object(EntityJSON.write(retraction))]
        let pods = try await stage.client.call("federation.deliveries", asked)["pods"]?.array
        #expect(pods?.contains { $0["url"] == "https://r.example/" } == true)
        #expect(try await stage.send(retraction, from: mia) == "accepted")
        #expect(try await stage.interactions("p2", nil)["comments_count"] == 1)
    }

    @Test("scenario 64: a reshare outlives its root, without anything of it")
    func lostRoot() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1", "gone soon #nsfw")
        #expect(try await stage.tell(stage.reshare(ben, "r1", of: "p1", by: rex)) == nil)
        #expect(try await stage.item("r1", ana)?["root"]?["guid"] == .string(Stage.guid("p1").text))
        #expect(try await stage.tell(stage.retraction(rex, of: "p1")) == nil)
        #expect(try await stage.home(ana) == ["r1"])
        let item = try #require(try await stage.item("r1", ana))
        #expect(item["text"] == "" && item["title"] == "A post from Ben")
        #expect(item["nsfw"] == .null && item["root"] == .null)
    }

    @Test("scenario 65: a closed account's posts and photos go; what it said to others stays under its bare name")
    func closedAccount() async throws {
        let stage = try await Stage()
        try await stage.post(dan, "p1")
        try await stage.post(mia, "p2")
        let photo = Photo(
            guid: try Stage.guid("f1"),
            author: dan,
            isPublic: true,
            remotePath: "https://pod.example/",
            remoteName: "a.jpg"
        )
        #expect(try await stage.tell(.photo(photo)) == nil)
        #expect(try await stage.tell(stage.comment(dan, "c1", on: "p2")) == nil)
        #expect(try await stage.tell(stage.like(dan, "l1", of: "p2")) == nil)
        try await stage.say(.personClose(person: dan))
        #expect(try await stage.read("public", nil) == ["p2"])
        let photos = try await stage.client.call("person.photos", ["person": .string(dan.text)])
        #expect(photos["photos"]?.array?.isEmpty == true)
        let interactions = try await stage.interactions("p2", nil)
        #expect(interactions["likes_count"] == 1)
        #expect(interactions["comments"]?.array?.first?["author"]?["name"] == .string(dan.text))
        let likes = try await stage.client.call("post.likes", ["guid": .string(Stage.guid("p2").text)])
        #expect(likes["likes"]?.array?.first?["author"]?["name"] == .string(dan.text))
    }

    @Test("scenario 66: after a migration everything is the new account's, and what was done twice counts once")
    func migration() async throws {
        let stage = try await Stage()
        try await stage.connect(ana, rex, ["Friends"])
        try await stage.post(rex, "p1")
        try await stage.post(ben, "p2")
        #expect(try await stage.tell(stage.like(rex, "l1", of: "p2")) == nil)
        #expect(try await stage.tell(stage.like(mia, "l2", of: "p2")) == nil)
        #expect(try await stage.interactions("p2", nil)["likes_count"] == 2)
        try await stage.say(.personMigrate(from: rex, to: mia))
        #expect(try await stage.home(ana) == ["p2", "p1"])
        #expect(try await stage.item("p1", ana)?["author"]?["diaspora_id"] == .string(mia.text))
        #expect(try await stage.profile(mia, ana) == ["p1"])
        #expect(try await stage.interactions("p2", nil)["likes_count"] == 1)
    }
}

import JSON
import RPC
import SocialModel
import Testing
import Wire

/// diaspora-behaviour §16, 67 to 72: reshares.
@Suite struct ReshareScenarios {
    private let ana = Stage.ana
    private let ben = Stage.ben
    private let cyd = Stage.cyd
    private let dan = Stage.dan
    private let rex = Stage.rex
    private let mia = Stage.mia

    @Test("scenario 67: only public posts are reshared, once by each, and a reshare is public")
    func once() async throws {
        let stage = try await Stage()
        try await stage.postToPals("p1")
        try await stage.post(ben, "p2")
        #expect(try await stage.tell(stage.reshare(ana, "r1", of: "p1", by: ben)) == "root_not_public")
        #expect(try await stage.tell(stage.reshare(ana, "r2", of: "p2", by: ben)) == nil)
        #expect(try await stage.tell(stage.reshare(ana, "r3", of: "p2", by: ben)) == "already_reshared")
        #expect(try await stage.tell(stage.reshare(dan, "r4", of: "p2", by: ben)) == nil)
        #expect(try await stage.item("r2", nil)?["public"] == true)
        #expect(try await stage.interactions("p2", nil)["reshares_count"] == 2)
    }

    @Test("scenario 68: a reshare counts for what it names, and shows the post at the end of the chain")
    func chains() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1", "the root")
        #expect(try await stage.tell(stage.reshare(ben, "r1", of: "p1", by: rex)) == nil)
        // The pod names the absolute root for its own users.
        #expect(try await stage.tell(stage.reshare(ana, "r2", of: "p1", by: rex)) == nil)
        #expect(try await stage.interactions("p1", nil)["reshares_count"] == 2)
        #expect(try await stage.interactions("r1", nil)["reshares_count"] == 0)
        // Others may name a reshare.
        #expect(try await stage.send(stage.reshare(mia, "r3", of: "r1", by: ben), from: mia) == "accepted")
        #expect(try await stage.interactions("p1", nil)["reshares_count"] == 2)
        #expect(try await stage.interactions("r1", nil)["reshares_count"] == 1)
        let item = try #require(try await stage.item("r3", nil))
        #expect(try item["root"]?["guid"] == .string(Stage.guid("p1").text))
        #expect(item["text"] == "the root")
    }

    @Test("scenario 69: three reshares count three, and two when one is taken back")
    func counting() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1")
        for (name, author) in [("r1", ana), ("r2", ben), ("r3", cyd)] {
            #expect(try await stage.tell(stage.reshare(author, name, of: "p1", by: rex)) == nil)
        }
        #expect(try await stage.interactions("p1", nil)["reshares_count"] == 3)
        #expect(try await stage.tell(stage.retraction(ben, of: "r2")) == nil)
        #expect(try await stage.interactions("p1", nil)["reshares_count"] == 2)
        let reshares = try await stage.client.call("post.reshares", ["guid": .string(Stage.guid("p1").text)])
        let authors = try #require(reshares["reshares"]?.array).compactMap { $0["author"]?["diaspora_id"]?.string }
        #expect(Set(authors) == [ana.text, cyd.text])
    }

    @Test("scenario 70: a reshare shows its root's text, poll, photos and mentions, and is shielded like it")
    func whatShows() async throws {
        let stage = try await Stage()
        let photo = Photo(
            guid: try Stage.guid("f1"),
            author: rex,
            isPublic: true,
            remotePath: "https://r.example/",
            remoteName: "a.jpg",
            statusMessageGUID: try Stage.guid("p1"),
            height: 3,
            width: 4
        )
        let answers = try ["yes", "no"].map { PollAnswer(guid: try Stage.guid("answer-\($0)"), answer: $0) }
        let message = StatusMessage(
            author: rex,
            guid: try Stage.guid("p1"),
            createdAt: Stage.time(10),
            isPublic: true,
            text: "@{dan@pod.example} #nsfw",
            photos: [photo],
            poll: Poll(guid: try Stage.guid("poll"), question: "Well?", answers: answers)
        )
        #expect(try await stage.tell(.statusMessage(message)) == nil)
        #expect(try await stage.tell(stage.reshare(ben, "r1", of: "p1", by: rex)) == nil)
        let item = try #require(try await stage.item("r1", ana))
        #expect(item["nsfw"] == true)
        #expect(item["text"] == "@{dan@pod.example} #nsfw")
        #expect(item["poll"]?["question"] == "Well?")
        #expect(item["photos"]?.array?.map { $0["dimensions"]?["width"] } == [4])
        #expect(item["mentioned_people"]?.array?.map { $0["diaspora_id"] } == [.string(dan.text)])
        #expect(item["author"]?["diaspora_id"] == .string(ben.text))
    }

    @Test("scenario 71: whose post is reshared elsewhere takes part in the reshare")
    func participation() async throws {
        let stage = try await Stage()
        try await stage.post(ana, "p1")
        #expect(try await stage.send(stage.reshare(rex, "r1", of: "p1", by: ana), from: rex) == "accepted")
        #expect(try await stage.item("r1", ana)?["participation"] == true)
        #expect(try await stage.item("r1", ben)?["participation"] == false)
        #expect(try await stage.read("activity", ana).contains("r1"))
    }

    @Test("scenario 72: a reshare of a limited post from elsewhere is refused")
    func limitedRoot() async throws {
        let stage = try await Stage()
        let root = try stage.message(rex, "p1", "for cyd", isPublic: false)
        #expect(try await stage.send(root, from: rex, to: cyd) == "accepted")
        #expect(try await stage.send(stage.reshare(mia, "r1", of: "p1", by: rex), from: mia) == "root_not_public")
        #expect(try await !stage.sees(cyd, "r1"))
    }
}

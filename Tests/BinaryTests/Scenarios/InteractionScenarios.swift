import JSON
import RPC
import SocialModel
import Testing
import Wire

/// diaspora-behaviour §16, 73 to 82: comments, likes, votes, and who takes part.
@Suite struct InteractionScenarios {
    private let ana = Stage.ana
    private let ben = Stage.ben
    private let rex = Stage.rex
    private let mia = Stage.mia

    /// A second of the evening, by which everything was received that does not say otherwise.
    private func evening(_ second: Double) -> Timestamp { Stage.time(80_000 + second) }

    @Test("scenario 73: a comment moves the time of interaction to now; likes, and what is taken back, do not move it")
    func interactedAt() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1", at: 100)
        func interacted() async throws -> String? { try await stage.item("p1", nil)?["interacted_at"]?.string }
        let before = try await interacted()
        #expect(try await stage.tell(stage.like(ana, "l1", of: "p1"), at: evening(10)) == nil)
        #expect(try await stage.interactions("p1", nil)["likes_count"] == 1)
        #expect(try await interacted() == before)
        #expect(try await stage.tell(stage.comment(ana, "c1", on: "p1"), at: evening(20)) == nil)
        #expect(try await stage.interactions("p1", nil)["comments_count"] == 1)
        let after = try await interacted()
        #expect(after == "2023-11-15T22:13:40.000Z" && after != before)
        #expect(try await stage.tell(stage.retraction(ana, of: "l1", .like), at: evening(30)) == nil)
        #expect(try await stage.tell(stage.retraction(ana, of: "c1", .comment), at: evening(40)) == nil)
        #expect(try await interacted() == after)
    }

    @Test("scenario 74: nobody likes a post twice")
    func doubleLike() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1")
        #expect(try await stage.tell(stage.like(ana, "l1", of: "p1")) == nil)
        #expect(try await stage.tell(stage.like(ana, "l2", of: "p1")) == "already_liked")
        #expect(try await stage.interactions("p1", nil)["likes_count"] == 1)
    }

    @Test("scenario 75: who liked and commented takes part until both are taken back")
    func participation() async throws {
        let stage = try await Stage()
        try await stage.post(ben, "p1")
        #expect(try await stage.tell(stage.like(ana, "l1", of: "p1")) == nil)
        #expect(try await stage.tell(stage.comment(ana, "c1", on: "p1")) == nil)
        #expect(try await stage.client.call("engine.status")["counts"]?["participations"] == 1)
        #expect(try await stage.tell(stage.retraction(ana, of: "l1", .like)) == nil)
        #expect(try await stage.item("p1", ana)?["participation"] == true)
        #expect(try await stage.read("activity", ana) == ["p1"])
        #expect(try await stage.tell(stage.retraction(ana, of: "c1", .comment)) == nil)
        #expect(try await stage.item("p1", ana)?["participation"] == false)
        #expect(try await stage.read("activity", ana).isEmpty)
    }

    @Test("scenario 76: who comments on an own post does not take part in it, and finds it among the own activity")
    func ownPosts() async throws {
        let stage = try await Stage()
        try await stage.post(ana, "p1")
        #expect(try await stage.tell(stage.comment(ana, "c1", on: "p1")) == nil)
        #expect(try await stage.item("p1", ana)?["participation"] == false)
        #expect(try await stage.read("activity", ana) == ["p1"])
    }

    @Test("scenario 77: activity is in the order of comments; likes do not count")
    func activity() async throws {
        let stage = try await Stage()
        for (name, second) in [("a", 100.0), ("b", 200), ("e", 300)] { try await stage.post(ben, name, at: second) }
        #expect(try await stage.tell(stage.comment(ana, "c1", on: "b"), at: evening(10)) == nil)
        #expect(try await stage.tell(stage.like(ana, "l1", of: "a"), at: evening(20)) == nil)
        #expect(try await stage.tell(stage.comment(ana, "c2", on: "e"), at: evening(30)) == nil)
        #expect(try await stage.read("activity", ana) == ["e", "b", "a"])
    }

    @Test("scenario 78: a blank comment is refused, and nobody takes part by it")
    func blankComment() async throws {
        let stage = try await Stage()
        try await stage.post(ben, "p1")
        #expect(try await stage.tell(stage.comment(ana, "c1", on: "p1", " ")) == "empty_comment")
        #expect(try await stage.interactions("p1", ana)["comments_count"] == 0)
        #expect(try await stage.item("p1", ana)?["participation"] == false)
    }

    @Test("scenario 79: nobody votes twice")
    func doubleVote() async throws {
        let stage = try await Stage()
        let answers = try ["yes", "no"].map { PollAnswer(guid: try Stage.guid("answer-\($0)"), answer: $0) }
        let poll = Poll(guid: try Stage.guid("poll"), question: "Well?", answers: answers)
        let message = StatusMessage(
            author: ben,
            guid: try Stage.guid("p1"),
            createdAt: Stage.time(10),
            isPublic: true,
            text: "asking",
            poll: poll
        )
        #expect(try await stage.tell(.statusMessage(message)) == nil)
        func vote(_ name: String, _ answer: Int) throws -> Entity {
            .pollParticipation(
                PollParticipation(
                    author: ana,
                    guid: try Stage.guid(name),
                    parentGUID: poll.guid,
                    answerGUID: answers[answer].guid
                )
            )
        }
        #expect(try await stage.tell(vote("v1", 0)) == nil)
        #expect(try await stage.tell(vote("v2", 1)) == "already_voted")
        let item = try #require(try await stage.item("p1", ana))
        #expect(item["poll"]?["poll_answers"]?.array?.map { $0["vote_count"] } == [1, 0])
        #expect(item["poll"]?["participation_count"] == 1)
        #expect(item["poll_participation_answer_id"] == .string(answers[0].guid.text))
    }

    @Test("scenario 80: a comment from elsewhere on a local post goes on to all others who have the post")
    func relayed() async throws {
        let stage = try await Stage()
        try await stage.post(ana, "p1")
        // Who is elsewhere hears of more by asking for it.
        let participation = Participation(author: mia, guid: try Stage.guid("s1"), parentGUID: try Stage.guid("p1"))
        #expect(try await stage.tell(.participation(participation)) == nil)
        #expect(try await stage.send(stage.comment(rex, "c1", on: "p1"), from: rex) == "accepted")
        let asked: JSONObject = ["type": "comment", "guid": .string(try Stage.guid("c1").text)]
        let deliveries = try await stage.client.call("federation.deliveries", asked)
        #expect(deliveries["pods"]?.array?.map { $0["url"] } == ["https://m.example/"])
    }

    @Test("scenario 81: a comment that comes twice counts once, and is told once")
    func duplicateComment() async throws {
        let stage = try await Stage()
        try await stage.post(ana, "p1")
        let comment = try stage.comment(rex, "c1", on: "p1")
        #expect(try await stage.send(comment, from: rex) == "accepted")
        let seq = try await stage.client.seq()
        #expect(try await stage.send(comment, from: rex) == "duplicate")
        #expect(try await stage.interactions("p1", nil)["comments_count"] == 1)
        // The pod notifies by what it is told, and hears nothing of it.
        let changes = try await stage.client.call("changes.read", ["since": .integer(seq)])
        #expect(changes["changes"]?.array?.isEmpty == true)
    }

    @Test("scenario 82: liked posts are in the order of the posts, reshares included")
    func liked() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1")
        #expect(try await stage.tell(stage.reshare(mia, "r1", of: "p1", by: rex)) == nil)
        #expect(try await stage.tell(stage.like(ana, "l2", of: "r1")) == nil)
        #expect(try await stage.tell(stage.like(ana, "l1", of: "p1")) == nil)
        #expect(try await stage.read("liked", ana) == ["r1", "p1"])
        #expect(try await stage.read("liked", ben).isEmpty)
    }
}

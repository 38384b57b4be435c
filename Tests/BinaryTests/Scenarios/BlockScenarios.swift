import JSON
import SocialModel
import Testing

/// diaspora-behaviour §16, 22 to 31: who is ignored, and what is hidden.
@Suite struct BlockScenarios {
    private let ana = Stage.ana
    private let ben = Stage.ben
    private let dan = Stage.dan
    private let rex = Stage.rex
    private let mia = Stage.mia

    @Test("scenario 22: ignored people are not found by tags")
    func tags() async throws {
        let stage = try await Stage()
        try await stage.say(.tagFollowingPut(user: ana, tag: "#Test"), .blockPut(user: ana, person: dan))
        try await stage.post(dan, "p1", "#test")
        try await stage.post(ben, "p2", "#test")
        #expect(try await stage.home(ana) == ["p2"])
        #expect(try await stage.read("followed_tags", ana) == ["p2"])
        #expect(try await stage.tag("test", ana) == ["p2"])
    }

    @Test("scenario 23: twenty newer posts of somebody ignored hide no older ones with the same tag")
    func manyByTag() async throws {
        let stage = try await Stage()
        try await stage.say(.tagFollowingPut(user: ana, tag: "test"), .blockPut(user: ana, person: dan))
        for number in 1...5 { try await stage.post(ben, "ben\(number)", "#test") }
        for number in 1...20 { try await stage.post(dan, "dan\(number)x", "#test") }
        let page = try await stage.page("home", ana, ["limit": 15])
        #expect(page.names == ["ben5", "ben4", "ben3", "ben2", "ben1"])
        #expect(page.next == nil)
    }

    @Test("scenario 24, corrected: fifteen newer posts of somebody followed and ignored hide no older ones")
    func manyByFollowed() async throws {
        let stage = try await Stage()
        try await stage.connect(ana, dan, ["Work"])
        try await stage.post(ben, "older")
        for number in 1...15 { try await stage.post(dan, "dan\(number)x") }
        try await stage.say(.blockPut(user: ana, person: dan))
        #expect(try await stage.read("home", ana, ["limit": 15]) == ["older"])
    }

    @Test("scenario 24b, corrected: hidden posts make room for the next ones")
    func hiddenMakeRoom() async throws {
        let stage = try await Stage()
        try await stage.say(.tagFollowingPut(user: ana, tag: "t"))
        for (name, minute) in [("tag1", 570), ("tag2", 560), ("tag3", 550)] {
            try await stage.post(rex, name, "#t", at: Double(minute * 60))
        }
        try await stage.post(ben, "older", at: 590 * 60)
        for minute in 1...15 { try await stage.post(ben, "ben\(minute)x", at: Double((600 + minute) * 60)) }
        for name in ["ben15x", "ben7x", "ben3x"] {
            try await stage.say(.hidePut(user: ana, post: try Stage.guid(name)))
        }
        let page = try await stage.read("home", ana, ["limit": 15])
        #expect(page.count == 15)
        #expect(page[12...] == ["older", "tag1", "tag2"])
    }

    @Test("scenario 25: a friend's reshare of somebody ignored shows")
    func reshares() async throws {
        let stage = try await Stage()
        try await stage.say(.blockPut(user: ana, person: dan))
        try await stage.post(dan, "p1")
        #expect(try await stage.tell(stage.reshare(ben, "p2", of: "p1", by: dan)) == nil)
        #expect(try await stage.home(ana) == ["p2"])
    }

    @Test("scenario 26: a hidden post is nowhere but by its link, until it is shown again")
    func hiding() async throws {
        let stage = try await Stage()
        let guid = try Stage.guid("p1")
        try await stage.post(ben, "p1", "#what")
        try await stage.say(.hidePut(user: ana, post: guid))
        #expect(try await stage.home(ana).isEmpty)
        #expect(try await stage.tag("what", ana).isEmpty)
        #expect(try await stage.profile(ben, ana).isEmpty)
        #expect(try await stage.read("public", ana).isEmpty)
        #expect(try await stage.sees(ana, "p1"))
        try await stage.say(.hideDelete(user: ana, post: guid))
        #expect(try await stage.home(ana) == ["p1"])
        #expect(try await stage.profile(ben, ana) == ["p1"])
    }

    @Test("scenario 27: the profile of somebody ignored shows")
    func profiles() async throws {
        let stage = try await Stage()
        try await stage.say(.blockPut(user: ana, person: dan))
        try await stage.post(dan, "p1")
        #expect(try await stage.profile(dan, ana) == ["p1"])
        #expect(try await stage.read("public", ana).isEmpty)
    }

    @Test("scenario 29: whoever is ignored may not comment on the post of who does so")
    func commentsOfIgnored() async throws {
        let stage = try await Stage()
        try await stage.post(ana, "p1")
        try await stage.say(.blockPut(user: ana, person: mia))
        #expect(try await stage.send(stage.comment(mia, "c1", on: "p1"), from: mia) == "author_ignored")
        #expect(try await stage.send(stage.like(mia, "l1", of: "p1"), from: mia) == "author_ignored")
        #expect(try await stage.interactions("p1", nil)["comments_count"] == 0)
        #expect(try await stage.interactions("p1", nil)["likes_count"] == 0)
    }

    @Test("scenario 30: what somebody said before being ignored stays")
    func earlierComments() async throws {
        let stage = try await Stage()
        try await stage.post(ana, "p1")
        #expect(try await stage.send(stage.comment(mia, "c1", on: "p1", "before"), from: mia) == "accepted")
        try await stage.say(.blockPut(user: ana, person: mia))
        #expect(try await stage.interactions("p1", ana)["comments"]?.array?.first?["text"] == "before")
    }

    @Test("scenario 31: without a viewer everything public shows, whoever ignores whom")
    func withoutAViewer() async throws {
        let stage = try await Stage()
        try await stage.say(.blockPut(user: ana, person: dan))
        try await stage.post(dan, "p1")
        try await stage.postToPals("p2")
        #expect(try await stage.read("public", nil) == ["p1"])
    }
}

import JSON
import SocialModel
import Testing

/// diaspora-behaviour §16, 13 to 21: aspects, and who is in them.
@Suite struct AspectScenarios {
    private let ana = Stage.ana
    private let ben = Stage.ben
    private let cyd = Stage.cyd
    private let rex = Stage.rex

    @Test("scenario 13: an aspect shows its people's posts and nobody else's")
    func people() async throws {
        let stage = try await Stage()
        try await stage.post(ben, "p1")
        try await stage.post(cyd, "p2")
        #expect(try await stage.aspects(ana, "Work") == ["p2"])
    }

    @Test("scenario 14: an aspect shows one's own posts to it, and the public ones")
    func ownPosts() async throws {
        let stage = try await Stage()
        try await stage.post(ana, "work", to: [cyd], aspects: ["Work"])
        try await stage.post(ana, "friends", to: [ben], aspects: ["Friends"])
        try await stage.post(ana, "public")
        #expect(try await stage.aspects(ana, "Friends") == ["public", "friends"])
    }

    @Test("scenario 15: without a selection all aspects are meant")
    func noSelection() async throws {
        let stage = try await Stage()
        try await stage.post(ben, "p1")
        try await stage.post(cyd, "p2")
        #expect(try await stage.read("aspects", ana) == ["p2", "p1"])
        #expect(try await stage.aspects(ana) == ["p2", "p1"])
    }

    @Test("scenario 16: somebody else's aspect shows one's own public posts")
    func foreignAspects() async throws {
        let stage = try await Stage()
        try await stage.post(ben, "p1")
        try await stage.post(ana, "p2")
        try await stage.post(ana, "p3", to: [ben], aspects: ["Friends"])
        #expect(try await stage.aspects(ana, "Pals") == ["p2"])
    }

    @Test("scenario 17: a selection of all one's aspects shows all own posts, those to no aspect any more included")
    func allAspects() async throws {
        let stage = try await Stage()
        try await stage.say(.aspectPut(user: ana, aspect: "Gone", name: "Gone"))
        try await stage.post(ana, "lost", to: [], aspects: ["Gone"])
        try await stage.say(.aspectDelete(user: ana, aspect: "Gone"))
        try await stage.post(ana, "work", to: [cyd], aspects: ["Work"])
        #expect(try await stage.aspects(ana, "Work", "Friends") == ["work", "lost"])
        #expect(try await stage.aspects(ana, "Work") == ["work"])
    }

    @Test("scenario 18: reshares can be left out")
    func withoutReshares() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "root")
        try await stage.post(ben, "p1")
        #expect(try await stage.tell(stage.reshare(ben, "r1", of: "root", by: rex)) == nil)
        #expect(try await stage.aspects(ana, "Friends") == ["r1", "p1"])
        #expect(try await stage.read("aspects", ana, ["hide_reshares": true]) == ["p1"])
    }

    @Test("scenario 19: a share visibility marked hidden keeps a post out of home and aspects")
    func hiddenVisibility() async throws {
        let stage = try await Stage()
        try await stage.postToPals("p1")
        let guid = try Stage.guid("p1")
        try await stage.say(.visibilityPut(user: ana, .post, guid: guid, isHidden: true))
        #expect(try await stage.home(ana).isEmpty)
        #expect(try await stage.aspects(ana, "Friends").isEmpty)
        #expect(try await stage.sees(ana, "p1"))
        try await stage.say(.visibilityPut(user: ana, .post, guid: guid, isHidden: false))
        #expect(try await stage.home(ana) == ["p1"])
    }

    @Test("scenario 20: who is in no aspect any more leaves home at once, and earlier limited posts stay readable")
    func unfollowing() async throws {
        let stage = try await Stage()
        try await stage.post(ben, "p1")
        try await stage.postToPals("p2")
        try await stage.connect(ana, ben, [], isSharing: true)
        #expect(try await stage.home(ana).isEmpty)
        #expect(try await stage.sees(ana, "p2"))
    }

    @Test("scenario 21: following somebody brings that one's past into home")
    func following() async throws {
        let stage = try await Stage()
        for number in 1...5 { try await stage.post(rex, "p\(number)") }
        #expect(try await stage.home(ana).isEmpty)
        try await stage.connect(ana, rex, ["Work"])
        #expect(try await stage.home(ana) == ["p5", "p4", "p3", "p2", "p1"])
    }
}

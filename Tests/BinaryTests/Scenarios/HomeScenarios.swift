import JSON
import SocialModel
import Testing

/// diaspora-behaviour §16, 1 to 12: the home stream and its pages.
@Suite struct HomeScenarios {
    private let ana = Stage.ana
    private let ben = Stage.ben
    private let cyd = Stage.cyd
    private let dan = Stage.dan
    private let rex = Stage.rex

    @Test("scenario 1: a followed person's public post is part of home")
    func followedPeople() async throws {
        let stage = try await Stage()
        try await stage.post(ben, "p1")
        #expect(try await stage.home(ana) == ["p1"])
    }

    @Test("scenario 2: a limited post is at home with recipients who follow its author, and readable for all of them")
    func limitedPosts() async throws {
        let stage = try await Stage()
        try await stage.postToPals("p1")
        #expect(try await stage.home(ana) == ["p1"])
        #expect(try await stage.home(dan).isEmpty)
        #expect(try await stage.profile(ben, dan) == ["p1"])
        #expect(try await stage.sees(dan, "p1"))
    }

    @Test("scenario 3: a post limited to an empty aspect reaches nobody")
    func emptyAspects() async throws {
        let stage = try await Stage()
        try await stage.say(.aspectPut(user: cyd, aspect: "Nobody", name: "Nobody"))
        try await stage.post(cyd, "p1", to: [], aspects: ["Nobody"])
        #expect(try await stage.home(ana).isEmpty)
        #expect(try await stage.home(cyd) == ["p1"])
    }

    @Test("scenario 4: who only shares with somebody is not part of that one's home")
    func sharingAlone() async throws {
        let stage = try await Stage()
        try await stage.connect(ana, dan, [], isSharing: true)
        try await stage.post(dan, "p1")
        try await stage.post(dan, "p2", to: [ana])
        #expect(try await stage.home(ana).isEmpty)
        #expect(try await stage.profile(dan, ana) == ["p2", "p1"])
    }

    @Test("scenario 5: own posts are part of home, public and limited")
    func ownPosts() async throws {
        let stage = try await Stage()
        try await stage.post(ana, "p1")
        try await stage.post(ana, "p2", to: [ben], aspects: ["Friends"])
        #expect(try await stage.home(ana) == ["p2", "p1"])
    }

    @Test("scenario 6: a post to two aspects that both hold a person shows once")
    func twoAspects() async throws {
        let stage = try await Stage()
        try await stage.say(.aspectPut(user: ben, aspect: "More", name: "More"))
        try await stage.post(ben, "p1", to: [ana, ana], aspects: ["Pals", "More"])
        #expect(try await stage.home(ana) == ["p1"])
    }

    @Test("scenario 7: a stranger's post is only in public")
    func strangers() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1")
        #expect(try await stage.home(ana).isEmpty)
        #expect(try await stage.aspects(ana).isEmpty)
        #expect(try await stage.read("public", ana) == ["p1"])
    }

    /// 25 posts each by ana, ben and cyd, a minute apart; their names from the newest to the oldest.
    private func seventyFive(_ stage: Stage) async throws -> [String] {
        var names: [String] = []
        for number in 1...25 {
            for author in [ana, ben, cyd] {
                names.append("\(author.name)\(number)x")
                try await stage.post(author, names[names.count - 1])
            }
        }
        return names.reversed()
    }

    @Test("scenario 8: home shows the newest fifteen of all, descending")
    func newestFirst() async throws {
        let stage = try await Stage()
        let names = try await seventyFive(stage)
        let page = try await stage.page("home", ana, ["limit": nil])
        #expect(page.names == Array(names.prefix(15)))
        #expect(page.next != nil)
    }

    @Test("scenario 9: the page after the time of the fifteenth post has the next fifteen, as that after its cursor")
    func pagesByTime() async throws {
        let stage = try await Stage()
        let names = try await seventyFive(stage)
        let first = try await stage.page("home", ana, ["limit": 15])
        // The fifteenth of 75 posts, a minute apart.
        let seconds = Stage.time(61 * 60).seconds
        let byTime = try await stage.page("home", ana, ["limit": 15, "max_time": .integer(seconds)])
        #expect(byTime.names == Array(names[15..<30]))
        let byCursor = try await stage.page("home", ana, ["limit": 15, "before": try #require(first.next)])
        #expect(byCursor.names == byTime.names)
    }

    @Test("scenario 10: of two posts of one time the later comes first")
    func equalTimes() async throws {
        let stage = try await Stage()
        try await stage.post(ben, "first", at: 100)
        try await stage.post(ben, "second", at: 100)
        #expect(try await stage.home(ana) == ["second", "first"])
    }

    @Test("scenario 11, corrected: of two posts of one second none is lost between pages")
    func oneSecond() async throws {
        let stage = try await Stage()
        try await stage.post(ben, "two", at: 36_000.2)
        try await stage.post(ben, "seven", at: 36_000.7)
        let page = try await stage.page("home", ana, ["limit": 1])
        #expect(page.names == ["seven"])
        #expect(try await stage.read("home", ana, ["before": try #require(page.next)]) == ["two"])
        let time = Double(Stage.time(36_000).seconds) + 0.7
        #expect(try await stage.read("home", ana, ["max_time": .number(time)]) == ["two"])
    }

    @Test("scenario 12: forty at once are the same as pages of fifteen")
    func biggerPages() async throws {
        let stage = try await Stage()
        let names = try await seventyFive(stage)
        #expect(try await stage.read("home", ana, ["limit": 40]) == Array(names.prefix(40)))
    }
}

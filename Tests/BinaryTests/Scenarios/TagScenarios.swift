import JSON
import RPC
import SocialModel
import Testing

/// diaspora-behaviour §16, 32 to 45: tags.
@Suite struct TagScenarios {
    private let ana = Stage.ana
    private let ben = Stage.ben
    private let dan = Stage.dan
    private let rex = Stage.rex
    private let mia = Stage.mia

    @Test("scenario 32: a limited post is on its tag's page for who received it, and not for others")
    func limited() async throws {
        let stage = try await Stage()
        try await stage.postToPals("p1", "#what")
        #expect(try await stage.tag("what", ana) == ["p1"])
        #expect(try await stage.tag("what", Stage.cyd).isEmpty)
        #expect(try await stage.tag("what", nil).isEmpty)
    }

    @Test("scenario 33: a public post is on its tag's page for everybody")
    func everybody() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1", "#what")
        for viewer in [ana, ben, Stage.cyd, dan, nil] { #expect(try await stage.tag("what", viewer) == ["p1"]) }
    }

    @Test("scenario 34: spellings of a tag are one tag")
    func spellings() async throws {
        let stage = try await Stage()
        for (name, text) in [("p1", "#newhere"), ("p2", "#NewHere"), ("p3", "#NEWHERE")] {
            try await stage.post(rex, name, text)
        }
        for spelling in ["newhere", "#NewHere"] {
            #expect(try await stage.tag(spelling, ana) == ["p3", "p2", "p1"])
        }
    }

    @Test("scenario 35: a post with several followed tags shows once, and forty fill their pages")
    func severalFollowed() async throws {
        let stage = try await Stage()
        for tag in ["a", "b", "c"] { try await stage.say(.tagFollowingPut(user: ana, tag: tag)) }
        for number in 1...40 { try await stage.post(rex, "p\(number)x", "#a #b #c") }
        #expect(try await stage.home(ana) == (1...40).reversed().map { "p\($0)x" })
        #expect(try await Set(stage.read("home", ana, ["limit": 15])).count == 15)
        #expect(try await stage.read("followed_tags", ana).count == 40)
    }

    @Test("scenario 36: a part of a tag is another tag")
    func parts() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1", "#not_what")
        #expect(try await stage.tag("what", ana).isEmpty)
        #expect(try await stage.tag("not_what", ana) == ["p1"])
    }

    @Test("scenario 37: a tag that nobody used is an empty page")
    func unused() async throws {
        let stage = try await Stage()
        let page = try await stage.page("tag", ana, ["tag": "nonexistent"])
        #expect(page.names.isEmpty && page.next == nil)
    }

    @Test("scenario 38: a reshare is not on the tag's page of its root")
    func reshares() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1", "#what")
        #expect(try await stage.tell(stage.reshare(mia, "r1", of: "p1", by: rex)) == nil)
        #expect(try await stage.tag("what", ana) == ["p1"])
    }

    @Test("scenario 39: a comment's tag does not count for its post")
    func comments() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1", "nothing")
        #expect(try await stage.tell(stage.comment(mia, "c1", on: "p1", "#what")) == nil)
        #expect(try await stage.tag("what", ana).isEmpty)
    }

    @Test("scenario 40: a stranger's limited post is in the followed tags, and not at home")
    func limitedAndFollowed() async throws {
        let stage = try await Stage()
        try await stage.say(.tagFollowingPut(user: ana, tag: "cats"))
        try await stage.post(dan, "p1", "#cats", to: [ana])
        #expect(try await stage.read("followed_tags", ana) == ["p1"])
        #expect(try await stage.home(ana).isEmpty)
    }

    @Test(
        "scenario 41: what makes a tag",
        arguments: [
            ("#<3", "<3", true), ("#<4", "<4", false), ("#<4", "4", false), ("test#foo", "foo", false),
            (#"#that"smybike."#, "that", true),
        ]
    )
    func grammar(text: String, tag: String, isTag: Bool) async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1", text)
        #expect(try await stage.tag(tag, ana) == (isTag ? ["p1"] : []))
    }

    @Test("scenario 42: a tag of 256 characters makes its post invalid, one of 255 does not")
    func tooLong() async throws {
        let stage = try await Stage()
        let longest = String(repeating: "a", count: 255)
        #expect(try await stage.post(rex, "p1", "#a" + longest) == "tag_too_long")
        #expect(try await stage.post(rex, "p2", "#" + longest) == nil)
        #expect(try await stage.tag(longest, ana) == ["p2"])
        #expect(try await !stage.sees(ana, "p1"))
    }

    @Test("scenario 43, corrected: tags are completed in any case, the most used in public posts first")
    func completion() async throws {
        let stage = try await Stage()
        for (name, text) in [("p1", "#cat #cats #catt"), ("p2", "#cat #cats"), ("p3", "#cat"), ("p4", "#dog")] {
            try await stage.post(rex, name, text)
        }
        for number in 1...5 { try await stage.postToPals("limited\(number)", "#catt") }
        let seq = JSONValue.integer(try await stage.client.seq())
        let found = try await stage.client.call("search.tags", ["prefix": "#CAT", "at_least": seq])
        let expected: [(String, Int64)] = [("cat", 3), ("cats", 2), ("catt", 1)]
        #expect(found["tags"]?.array?.compactMap { $0["name"]?.string } == expected.map(\.0))
        #expect(found["tags"]?.array?.compactMap { $0["posts"]?.integer } == expected.map(\.1))
    }

    @Test("scenario 44: a followed tag is kept as texts spell it, and following it again changes nothing")
    func following() async throws {
        let stage = try await Stage()
        try await stage.say(.tagFollowingPut(user: ana, tag: "#Node.js"))
        try await stage.say(.tagFollowingPut(user: ana, tag: "nodejs"))
        try await stage.post(rex, "p1", "#nodejs")
        #expect(try await stage.read("followed_tags", ana) == ["p1"])
        try await stage.say(.tagFollowingDelete(user: ana, tag: "nodejs"))
        #expect(try await stage.read("followed_tags", ana).isEmpty)
    }

    @Test("scenario 45: a person with a tag in the profile is listed there while searchable")
    func people() async throws {
        let stage = try await Stage()
        func listed() async throws -> [String] {
            let page = try await stage.client.call("tag.people", ["tag": "cats"])
            return try #require(page["people"]?.array).compactMap { $0["diaspora_id"]?.string }
        }
        var profile = PersonPut(id: rex)
        profile.tags = .set(["#cats", "#diaspora"])
        profile.isSearchable = .set(true)
        try await stage.say(.personPut(profile))
        #expect(try await listed() == [rex.text])
        profile.isSearchable = .set(false)
        try await stage.say(.personPut(profile))
        #expect(try await listed().isEmpty)
    }
}

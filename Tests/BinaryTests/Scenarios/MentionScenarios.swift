import JSON
import RPC
import SocialModel
import Testing

/// diaspora-behaviour §16, 46 to 55, as far as streams and items show it: mentions.
@Suite struct MentionScenarios {
    private let ben = Stage.ben
    private let cyd = Stage.cyd
    private let dan = Stage.dan
    private let rex = Stage.rex

    @Test("scenario 46: a stranger's public post that mentions somebody is part of that one's home and mentions")
    func strangers() async throws {
        let stage = try await Stage()
        try await stage.post(ben, "p1", "Hey @{Dan; dan@pod.example}")
        #expect(try await stage.home(dan) == ["p1"])
        #expect(try await stage.read("mentions", dan) == ["p1"])
        let mentioned = try #require(try await stage.item("p1", dan)?["mentioned_people"]?.array)
        #expect(mentioned.map { $0["diaspora_id"] } == [.string(dan.text)])
    }

    @Test("scenario 47: a mention in a limited post does not show it to who did not receive it")
    func notReceived() async throws {
        let stage = try await Stage()
        try await stage.postToPals("p1", "@{Cyd; cyd@pod.example}")
        #expect(try await stage.read("mentions", cyd).isEmpty)
        #expect(try await stage.home(cyd).isEmpty)
        #expect(try await !stage.sees(cyd, "p1"))
    }

    @Test("scenario 48: a mention in a limited post brings it home to who received it")
    func received() async throws {
        let stage = try await Stage()
        try await stage.postToPals("p1", "@{Dan; dan@pod.example}")
        #expect(try await stage.read("mentions", dan) == ["p1"])
        #expect(try await stage.home(dan) == ["p1"])
    }

    @Test("scenario 49: of two mentioned in a limited post from elsewhere, the one sees it who received it")
    func delivered() async throws {
        let stage = try await Stage()
        let message = try stage.message(rex, "p1", "@{ben@pod.example} @{cyd@pod.example}", isPublic: false)
        #expect(try await stage.send(message, from: rex, to: cyd) == "accepted")
        #expect(try await stage.read("mentions", cyd) == ["p1"])
        #expect(try await stage.read("mentions", ben).isEmpty)
        #expect(try await !stage.sees(ben, "p1"))
    }

    @Test("scenario 50: the same post delivered to the other is still one post, and both see it")
    func deliveredTwice() async throws {
        let stage = try await Stage()
        let message = try stage.message(rex, "p1", "@{ben@pod.example} @{cyd@pod.example}", isPublic: false)
        #expect(try await stage.send(message, from: rex, to: cyd) == "accepted")
        #expect(try await stage.send(message, from: rex, to: ben) == "duplicate")
        for viewer in [ben, cyd] { #expect(try await stage.read("mentions", viewer) == ["p1"]) }
        #expect(try await stage.client.call("engine.status")["counts"]?["posts"] == 1)
    }

    @Test("scenario 51: somebody mentioned twice is mentioned once")
    func twice() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1", "@{dan@pod.example} @{Dan; dan@pod.example}")
        #expect(try await stage.read("mentions", dan) == ["p1"])
        #expect(try await stage.item("p1", dan)?["mentioned_people"]?.array?.count == 1)
    }

    @Test("scenario 52: a post that mentions somebody unknown is taken, and shows no mention")
    func unknown() async throws {
        let stage = try await Stage()
        #expect(try await stage.post(rex, "p1", "@{x; unknown@nowhere.tld}") == nil)
        #expect(try await stage.item("p1", nil)?["mentioned_people"]?.array?.isEmpty == true)
    }

    @Test("scenario 55: a mention in a comment does not put the post into the mentions")
    func comments() async throws {
        let stage = try await Stage()
        try await stage.post(rex, "p1", "nothing")
        #expect(try await stage.tell(stage.comment(rex, "c1", on: "p1", "@{dan@pod.example}")) == nil)
        #expect(try await stage.read("mentions", dan).isEmpty)
        let comment = try #require(try await stage.interactions("p1", dan)["comments"]?.array?.first)
        #expect(comment["mentioned_people"]?.array?.map { $0["diaspora_id"] } == [.string(dan.text)])
    }
}

import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// Killed at every request on the way of a post, before and after it is done: there is exactly one copy, and none when it
/// is retracted.
@Suite struct PublishingCrashTests {
    /// A request, and whether it was done when the engine dies, is done afterwards, or never comes.
    enum Moment: String, CaseIterable, CustomTestStringConvertible {
        case before, late, after
        var testDescription: String { rawValue }
        var mode: String { self == .after ? "after" : "before" }
    }

    /// The requests of each network for a post with two photos, and of its deletion, in order.
    private static let steps: [String: (posting: [(String, String)], deleting: [(String, String)])] = [
        "mastodon": (
            [("POST", "/api/v2/media"), ("GET", "/api/v1/media/.*"), ("POST", "/api/v1/statuses")],
            [("DELETE", "/api/v1/statuses/.*")]
        ),
        "tumblr": (
            [("GET", "/v2/user/info"), ("POST", "/v2/blog/.*/posts")], [("POST", "/v2/blog/.*/post/delete")]
        ),
        "twitter": ([("POST", "/2/tweets")], [("DELETE", "/2/tweets/.*")]),
        "facebook": ([("POST", "/v23.0/1234/photos"), ("POST", "/v23.0/1234/feed")], [("DELETE", "/v23.0/1234_.*")]),
        "bluesky": (
            [
                ("POST", "/xrpc/com.atproto.server.createSession"), ("POST", "/xrpc/com.atproto.repo.uploadBlob"),
                ("POST", "/xrpc/com.atproto.repo.createRecord"),
            ], [("POST", "/xrpc/com.atproto.repo.deleteRecord")]
        ),
    ]

    @Test(arguments: steps.keys.sorted(), Moment.allCases)
    func thereIsOneCopy(kind: String, moment: Moment) async throws {
        let pod = try PublishingPod()
        let (posting, deleting) = try #require(Self.steps[kind])
        var engine = try await pod.engine()
        try await pod.setUp(try await engine.client(), [kind])
        for (number, step) in posting.enumerated() {
            let id = "posting-\(number)"
            try pod.networks.set([NetworkFault(id, kind, step.0, step.1, moment.mode)])
            let post = try pod.post("Hello number \(number) #world", number, photos: 2, to: [kind])
            _ = try await engine.client().apply([post])
            try await pod.waitUntilHeld(id)
            engine.kill9()
            try await letGo(pod, id, moment, kind, count: number + 1, isDecisive: number == posting.count - 1)
            engine = try await pod.engine()
            try await pod.wait(for: "posted", kind, of: number, try await engine.client())
            #expect(
                try pod.networks.posts(kind).count == number + 1,
                "\(kind) \(step) \(moment): \(pod.networks.requests)"
            )
        }
        for (number, step) in deleting.enumerated() {
            let id = "deleting-\(number)"
            try pod.networks.set([NetworkFault(id, kind, step.0, step.1, moment.mode)])
            _ = try await engine.client().apply([pod.retraction(number)])
            try await pod.waitUntilHeld(id)
            engine.kill9()
            try pod.networks.letGo(id, dropping: moment == .before)
            engine = try await pod.engine()
            try await pod.wait(for: nil, kind, of: number, try await engine.client())
            #expect(try pod.networks.posts(kind).count == posting.count - number - 1, "\(kind) \(step) \(moment)")
        }
        #expect(pod.networks.refusals.allSatisfy { $0.hasPrefix("40") }, "\(pod.networks.refusals)")
        #expect(engine.stop() == 0)
    }

    /// Lets the server go on with what it holds, and waits until that is done where it makes a post.
    private func letGo(
        _ pod: PublishingPod,
        _ id: String,
        _ moment: Moment,
        _ kind: String,
        count: Int,
        isDecisive: Bool
    )
        async throws
    {
        try pod.networks.letGo(id, dropping: moment == .before)
        guard isDecisive, moment == .late else { return }
        while try pod.networks.posts(kind).count < count { try await Task.sleep(for: .milliseconds(2)) }
    }

    /// Retracted while it is on its way, and killed there: in the end there is none.
    @Test(arguments: ["mastodon", "twitter", "bluesky"], [Moment.before, .late, .after])
    func whatIsRetractedOnItsWayIsNowhere(kind: String, moment: Moment) async throws {
        let pod = try PublishingPod()
        let step = try #require(Self.steps[kind]?.posting.last)
        try pod.networks.set([NetworkFault("held", kind, step.0, step.1, moment.mode)])
        let engine = try await pod.engine()
        let client = try await engine.client()
        try await pod.setUp(client, [kind])
        _ = try await client.apply([pod.post("Never mind", to: [kind])])
        try await pod.waitUntilHeld("held")
        _ = try await client.apply([pod.retraction()])
        engine.kill9()
        try await letGo(pod, "held", moment, kind, count: 1, isDecisive: true)
        let second = try await pod.engine()
        try await pod.wait(for: nil, kind, try await second.client())
        #expect(try pod.networks.posts(kind).isEmpty)
        #expect(second.stop() == 0)
    }

    /// A key is good for an hour; later the post is looked for.
    @Test func aKeyThatMastodonHasForgottenMakesNoSecondCopy() async throws {
        let pod = try PublishingPod()
        try pod.networks.set([NetworkFault("held", "mastodon", "POST", "/api/v1/statuses", "after")])
        let engine = try await pod.engine()
        let client = try await engine.client()
        try await pod.setUp(client, ["mastodon"])
        let text = "Hello & <you>\n\n#world https://a.example/x?y=1&z=2 " + String(repeating: "and more ", count: 80)
        _ = try await client.apply([pod.post(text, to: ["mastodon"])])
        try await pod.waitUntilHeld("held")
        engine.kill9()
        try pod.networks.letGo("held")
        try pod.networks.forgetKeys()
        // As if it had been an hour ago.
        try pod.change("UPDATE outbox SET tried_at = tried_at - 3600000000 WHERE state = 1")
        let second = try await pod.engine()
        try await pod.wait(for: "posted", "mastodon", try await second.client())
        #expect(try pod.networks.posts("mastodon").count == 1)
        #expect(pod.networks.requests.contains("GET mastodon /api/v1/accounts/7/statuses"))
        #expect(second.stop() == 0)
    }

    /// What was sent right before the end may be taken after the next start: it is looked for later, not at once.
    @Test(arguments: ["twitter", "facebook"])
    func whatMayBeOnItsWayIsLeftAlone(kind: String) async throws {
        let pod = try PublishingPod()
        let step = try #require(Self.steps[kind]?.posting.last)
        try pod.networks.set([NetworkFault("held", kind, step.0, step.1, "before")])
        let first = try await pod.engine(pause: 600_000)
        let client = try await first.client()
        try await pod.setUp(client, [kind])
        _ = try await client.apply([pod.post("Hello", to: [kind])])
        try await pod.waitUntilHeld("held")
        first.kill9()
        let second = try await pod.engine()
        let asked = pod.networks.requests
        try pod.networks.letGo("held")
        while try pod.networks.posts(kind).isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        #expect(try await pod.copy(kind, second.client())?["state"] == "waiting")
        #expect(second.stop() == 0)
        #expect(pod.networks.requests == asked)
        // As if ten minutes had passed.
        try pod.change("UPDATE outbox SET due_at = 0 WHERE state = 1")
        let third = try await pod.engine()
        try await pod.wait(for: "posted", kind, try await third.client())
        #expect(try pod.networks.posts(kind).count == 1)
        #expect(third.stop() == 0)
    }

    /// Killed wherever it happens to be, over and over: each post is there once.
    @Test func manyPostsAreThereOnceEach() async throws {
        let pod = try PublishingPod()
        let kinds = Self.steps.keys.sorted()
        let seed = UInt64.random(in: 0..<1_000_000)
        print("killing: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        var engine = try await pod.engine()
        try await pod.setUp(try await engine.client(), kinds)
        let posts = 12
        for number in 0..<posts {
            let client = try await engine.client()
            _ = try await client.apply([try pod.post("Post number \(number)", number, to: kinds)])
            let asked = pod.networks.requests.count + Int.random(in: 0..<12, using: &random)
            while pod.networks.requests.count < asked,
                try await client.call("engine.status")["services"]?["waiting"] != 0
            {
                try await Task.sleep(for: .milliseconds(1))
            }
            engine.kill9()
            // What is on its way for longer than a pause is another test's.
            try pod.networks.waitUntilQuiet()
            engine = try await pod.engine()
        }
        let client = try await engine.client()
        for kind in kinds {
            for number in 0..<posts { try await pod.wait(for: "posted", kind, of: number, client) }
            let wanted = Set((0..<posts).map { "Post number \($0)" })
            let texts = try pod.networks.texts(kind).map { text in
                wanted.filter {
                    text.split(whereSeparator: \.isNewline).first?.split(separator: " (").first.map(String.init) == $0
                }
            }
            #expect(texts.count == posts && Set(texts.flatMap { $0 }) == wanted, "\(kind), seed \(seed): \(texts)")
        }
        #expect(engine.stop() == 0)
    }
}

import Fetching
import Foundation
import JSON
import SocialModel
import TestSupport
import Testing

@testable import Services

/// Every network's adapter against a server that keeps to its API strictly.
@Suite struct NetworkTests {
    private let networks: StubNetworks
    private let client: HTTPClient

    init() throws {
        networks = try StubNetworks()
        var configuration = HTTPClientConfiguration(userAgent: "Millrace/test")
        configuration.authorities = networks.authority
        configuration.connectTo = networks.connectTo
        configuration.addresses = AddressRule(allowing: Set([IPAddress.bytes(StubPod.address) ?? []]))
        client = try HTTPClient(configuration)
    }

    // MARK: - Driving

    private func run(_ first: ServiceStep) async throws -> ServiceStep {
        var step = first
        while true {
            if case .renewed(_, let next) = step {
                step = next
                continue
            }
            guard case .ask(let request, let then) = step else { return step }
            let stamp = OAuthStamp(second: Int64(Date().timeIntervalSince1970), nonce: UUID().uuidString)
            step = try then(try await client.send(request.signed(stamp)))
        }
    }

    private func account(_ kind: ServiceKind, _ settings: JSONObject = [:]) throws -> ServiceAccount {
        let version = kind == .facebook ? "/v23.0" : ""
        return try Samples.account(kind, endpoint: "https://\(kind.rawValue).pod.example\(version)", settings: settings)
    }

    private func post(_ markdown: String, photos: Int = 0, guid: String = "0123456789abcdef") throws -> OutgoingPost {
        OutgoingPost(
            guid: try #require(GUID(guid)),
            text: PostText(markdown: markdown),
            photos: (0..<photos).map {
                OutgoingPhoto(
                    url: "https://photos.pod.example/photos/\($0).png",
                    description: "photo \($0)",
                    width: 4,
                    height: 3
                )
            },
            url: "https://photos.pod.example/p/\(guid)",
            createdAt: Timestamp(seconds: 1_700_000_000)
        )
    }

    private func publish(_ account: ServiceAccount, _ post: OutgoingPost, key: String = "key") async throws
        -> RemotePost
    {
        let step = try await run(account.publish(account.render(post), key: key))
        guard case .posted(let remote) = step else { throw TestFailure(words: "\(step) after \(networks.refusals)") }
        return remote
    }

    private struct TestFailure: Error {
        let words: String
    }

    private static let long = String(repeating: "Grüße aus dem Äther 👩‍👩‍👧‍👦 ", count: 60)

    // MARK: - Posting

    @Test(arguments: ServiceKind.allCases)
    func postsAreTakenFoundAndDeleted(kind: ServiceKind) async throws {
        let account = try account(kind)
        let since = Timestamp(seconds: Int64(Date().timeIntervalSince1970))
        let texts = [
            "Hello **world** & <you> #cats-and-dogs https://a.example/x_(y)?q=1&r=2",
            Self.long + " https://a.example/" + String(repeating: "x", count: 200), "Zeile\n\nZeile #tag",
        ]
        for (number, text) in texts.enumerated() {
            for photos in [0, 2] {
                let post = try post(text, photos: photos, guid: "post-of-networks-\(number)-\(photos)")
                let rendered = account.render(post)
                let remote = try await publish(account, post, key: post.guid.text)
                let found = try #require(try networks.posts(kind.rawValue).last)
                let sent = try #require(found["sent"] as? String)
                if kind == .tumblr {
                    #expect(sent.hasSuffix("original post"))
                } else {
                    #expect(sent == rendered.text)
                }
                #expect(found["descriptions"] as? [String] == (0..<photos).map { "photo \($0)" })
                let again = try await run(account.find(rendered.trace, since: since, known: []))
                guard case .posted(let known) = again else { throw TestFailure(words: "\(again), not \(remote)") }
                #expect(known.id == remote.id)
            }
        }
        #expect(try networks.posts(kind.rawValue).count == 6)
        #expect(networks.refusals.isEmpty, "\(networks.refusals)")
        let last = try post(texts[2], photos: 2, guid: "post-of-networks-2-2")
        let trace = account.render(last).trace
        guard case .posted(let remote) = try await run(account.find(trace, since: since, known: [])) else {
            throw TestFailure(words: "it is not found")
        }
        // Twice is as good as once.
        for _ in 0..<2 {
            guard case .deleted = try await run(account.delete(remote.id)) else {
                throw TestFailure(words: "not deleted")
            }
        }
        #expect(try networks.posts(kind.rawValue).count == 5)
    }

    @Test(arguments: [ServiceKind.mastodon, .twitter])
    func whatIsKnownToBeAnotherPostIsPassedOver(kind: ServiceKind) async throws {
        let account = try account(kind)
        let post = try post("Good morning")
        let remote = try await publish(account, post)
        let trace = account.render(post).trace
        let known = try await run(account.find(trace, since: Timestamp(seconds: 0), known: [remote.id]))
        guard case .absent = known else { throw TestFailure(words: "\(known)") }
        let later = Timestamp(seconds: Int64(Date().timeIntervalSince1970) + 600)
        guard case .absent = try await run(account.find(trace, since: later, known: [])) else {
            throw TestFailure(words: "older than the try")
        }
    }

    @Test func mastodonTakesOneKeyOnce() async throws {
        let account = try account(.mastodon)
        let first = try await publish(account, post("Hello"), key: "one")
        #expect(try await publish(account, post("Hello"), key: "one") == first)
        #expect(try await publish(account, post("Hello"), key: "two") != first)
    }

    @Test func mastodonIsToldOfVisibilityAndWarnings() async throws {
        var post = try post("Hello #nsfw")
        post.isNSFW = true
        _ = try await publish(account(.mastodon, ["visibility": "unlisted"]), post)
        let found = try #require(try networks.posts("mastodon").first)
        #expect(found["visibility"] as? String == "unlisted")
        #expect(found["sensitive"] as? Bool == true)
    }

    @Test func tumblrPostsToTheBlogThatIsNamed() async throws {
        let remote = try await publish(account(.tumblr, ["blog": "other"]), post("Hello"))
        #expect(remote.id.hasPrefix("other/"))
        #expect(try await publish(account(.tumblr), post("Hello")).id.hasPrefix("alice-writes/"))
    }

    @Test func twitterTakesATokenToo() async throws {
        let account = try ServiceAccount(
            .twitter,
            endpoint: "https://twitter.pod.example",
            credentials: ServiceCredentials(.twitter, ["access_token": "twitter-token"]),
            settings: ServiceSettings()
        )
        _ = try await publish(account, post("Hello"))
        #expect(try networks.texts("twitter") == ["Hello"])
    }

    private func renewable(_ access: String, _ refresh: String, secret: String? = nil) throws -> ServiceAccount {
        var values = ["access_token": access, "refresh_token": refresh, "client_id": "client"]
        values["client_secret"] = secret
        return try ServiceAccount(
            .twitter,
            endpoint: "https://twitter.pod.example",
            credentials: ServiceCredentials(.twitter, values),
            settings: ServiceSettings()
        )
    }

    /// An access token that is over is seen at the first request, photos before the tweet included.
    @Test(arguments: [nil, "client-secret"])
    func twitterGivesNewTokensForARefreshToken(secret: String?) async throws {
        let account = try renewable("over", "refresh-0", secret: secret)
        let post = try post("Hello", photos: 1)
        let since = Timestamp(seconds: Int64(Date().timeIntervalSince1970))
        let remote = try await publish(account, post)
        #expect(try networks.posts("twitter").count == 1)
        // The same refresh token is good once, the one that came is good for the next time.
        let failure = await failure { _ = try await publish(account, post) }
        guard case .revoked = failure else { throw TestFailure(words: "\(String(describing: failure))") }
        let next = try renewable("over", "refresh-1", secret: secret)
        let found = try await run(next.find(next.render(post).trace, since: since, known: []))
        guard case .posted(let known) = found else { throw TestFailure(words: "\(found)") }
        #expect(known.id == remote.id)
        guard case .deleted = try await run(renewable("over", "refresh-2", secret: secret).delete(remote.id)) else {
            throw TestFailure(words: "not deleted")
        }
        #expect(try networks.posts("twitter").isEmpty)
    }

    @Test func aWrongClientIsRevoked() async throws {
        let account = try renewable("over", "refresh-0", secret: "another")
        let failure = await failure { _ = try await publish(account, post("Hello")) }
        guard case .revoked = failure else { throw TestFailure(words: "\(String(describing: failure))") }
    }

    @Test func whatWasPostedTwiceOnTwitterMayBeOurs() async throws {
        let account = try account(.twitter)
        _ = try await publish(account, post("Hello"))
        let failure = await failure { _ = try await publish(account, post("Hello")) }
        guard case .unclear = failure else { throw TestFailure(words: "\(String(describing: failure))") }
    }

    // MARK: - Refusals

    private func failure(_ body: () async throws -> Void) async -> ServiceFailure? {
        do { try await body() } catch { return error as? ServiceFailure }
        return nil
    }

    /// The server does reject what the real one rejects.
    @Test(arguments: ServiceKind.allCases)
    func whatIsTooLongIsRefused(kind: ServiceKind) async throws {
        let account = try account(kind)
        let counts: [ServiceKind: Int] = [
            .mastodon: 501, .twitter: 281, .facebook: 63_207, .bluesky: 301, .tumblr: 409_601,
        ]
        let count = try #require(counts[kind])
        var rendered = account.render(try post("x"))
        // Blocks of Tumblr are cut by the adapter, so that only a tag can be too long there.
        rendered.pieces = [.text(String(repeating: "x", count: count))]
        if kind == .tumblr { rendered.tags = [String(repeating: "x", count: 141)] }
        let failure = await failure { _ = try await run(account.publish(rendered, key: "k")) }
        guard case .refused = failure else { throw TestFailure(words: "\(String(describing: failure))") }
        #expect(try networks.posts(kind.rawValue).isEmpty)
    }

    @Test(arguments: ServiceKind.allCases)
    func wrongCredentialsAreRevoked(kind: ServiceKind) async throws {
        var values = Samples.credentials(kind)
        let name = try #require(values.keys.sorted().last { $0 != "identifier" })
        values[name] = "another"
        if kind == .facebook { values["access_token"] = "another" }
        let known = try account(kind)
        let account = try ServiceAccount(
            kind,
            endpoint: known.endpoint,
            credentials: ServiceCredentials(kind, values),
            settings: known.settings
        )
        let failure = await failure { _ = try await publish(account, post("Hello")) }
        guard case .revoked = failure else { throw TestFailure(words: "\(String(describing: failure))") }
    }

    @Test func aPhotoThatIsGoneIsRefused() async throws {
        var post = try post("Hello", photos: 1)
        post.photos[0].url = "https://photos.pod.example/photos/missing.png"
        for kind in [ServiceKind.mastodon, .tumblr, .bluesky, .twitter] {
            let failure = await failure { _ = try await publish(account(kind), post) }
            guard case .refused = failure else { throw TestFailure(words: "\(kind) \(String(describing: failure))") }
        }
    }

    // MARK: - Faults

    private static let creating: [ServiceKind: String] = [
        .mastodon: "/api/v1/statuses", .tumblr: "/v2/blog/.*/posts", .twitter: "/2/tweets",
        .facebook: "/v23.0/1234/feed", .bluesky: "/xrpc/com.atproto.repo.createRecord",
    ]

    @Test(arguments: ServiceKind.allCases)
    func faultsMeanWhatTheyMean(kind: ServiceKind) async throws {
        let account = try account(kind)
        let path = try #require(Self.creating[kind])
        let limited = #"{"error": {"code": 4, "message": "Application request limit reached"}}"#
        let cases: [(Int, [(String, String)], String, ServiceFailure)] = [
            (429, [("Retry-After", "17")], kind == .facebook ? limited : "{}", .later("", seconds: 17)),
            (503, [("Retry-After", "5")], "{}", .unclear("", seconds: 5)),
            (500, [], "<html>", .unclear("", seconds: nil)),
            (401, [], "{}", .revoked("")), (422, [], "{}", .refused("")), (404, [], "{}", .refused("")),
        ]
        for (number, (status, headers, body, expected)) in cases.enumerated() {
            try networks.set([
                NetworkFault(
                    "\(number)",
                    kind.rawValue,
                    "POST",
                    path,
                    "answer",
                    status: status,
                    headers: headers,
                    body: body
                )
            ])
            let failure = try #require(await failure { _ = try await publish(account, post("Hello")) })
            switch (failure, expected) {
            case (.later(_, let one), .later(_, let other)), (.unclear(_, let one), .unclear(_, let other)):
                #expect(one == other, "\(kind) \(status)")
            case (.revoked, .revoked), (.refused, .refused): break
            default: Issue.record("\(kind) \(status): \(failure)")
            }
        }
        #expect(try networks.posts(kind.rawValue).isEmpty)
    }

    @Test(arguments: ServiceKind.allCases)
    func whatWasTakenWithoutAnAnswerIsFound(kind: ServiceKind) async throws {
        let account = try account(kind)
        let path = try #require(Self.creating[kind])
        try networks.set([NetworkFault("lost", kind.rawValue, "POST", path, "lose")])
        let post = try post("Hello & goodbye #now https://a.example/x", photos: 1)
        let since = Timestamp(seconds: Int64(Date().timeIntervalSince1970))
        await #expect(throws: FetchingError.self) { _ = try await publish(account, post) }
        let found = try await run(account.find(account.render(post).trace, since: since, known: []))
        guard case .posted = found else { throw TestFailure(words: "\(found)") }
        #expect(try networks.posts(kind.rawValue).count == 1)
    }
}

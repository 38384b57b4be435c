import Foundation
import JSON
import RPC
import SocialModel
import TestSupport
import Testing
import Wire

/// Posts on other networks, through the real program and against servers that keep to the networks' APIs.
@Suite struct PublishingTests {
    private static let kinds = ["mastodon", "tumblr", "twitter", "facebook", "bluesky"]

    @Test func tickedPostsAreCopiedOnceAndRetractedEverywhere() async throws {
        let pod = try PublishingPod()
        let engine = try await pod.engine()
        let client = try await engine.client()
        try await pod.setUp(client)
        let change = try pod.post("Hello **world** #cats", photos: 2, to: Self.kinds)
        _ = try await client.apply([change])
        // Told again it is the same post, and insisting makes no second copy.
        _ = try await client.apply([change])
        for kind in Self.kinds { try await pod.wait(for: "posted", kind, client) }
        _ = try await client.call(
            "service.publish",
            [
                "user": .string(pod.alice.text), "post": .string(try pod.guid(1).text),
                "services": .array(Self.kinds.map { .string($0) }),
            ]
        )
        for kind in Self.kinds {
            #expect(try pod.networks.posts(kind).count == 1, "\(kind)")
            let text = try #require(try pod.networks.texts(kind).first)
            #expect(text.hasPrefix("Hello world #cats"), "\(kind): \(text)")
            #expect(try await pod.copy(kind, client)?["url"]?.string?.hasPrefix("https://") == true)
        }
        #expect(pod.networks.refusals.isEmpty, "\(pod.networks.refusals)")
        let status = try await client.call("engine.status")
        #expect(status["services"] == ["waiting": 0, "posted": 5, "failed": 0, "deleting": 0])
        _ = try await client.apply([pod.retraction()])
        for kind in Self.kinds {
            try await pod.wait(for: nil, kind, client)
            #expect(try pod.networks.posts(kind).isEmpty, "\(kind)")
        }
        #expect(engine.stop() == 0)
    }

    @Test func aPreviewIsExactlyWhatIsPosted() async throws {
        let pod = try PublishingPod()
        let engine = try await pod.engine()
        let client = try await engine.client()
        try await pod.setUp(client)
        let text = String(repeating: "Grüße @{Bob; bob@photos.pod.example} 👩‍👩‍👧‍👦 ", count: 60)
        _ = try await client.apply([pod.post(text)])
        for kind in Self.kinds {
            let parameters: JSONObject = [
                "user": .string(pod.alice.text), "post": .string(try pod.guid(1).text), "service": .string(kind),
            ]
            let preview = try await client.call("service.preview", parameters)
            #expect(pod.networks.requests.isEmpty || kind != "mastodon")
            let used = try #require(preview["used"]?.integer), limit = try #require(preview["limit"]?.integer)
            #expect(used <= limit && used > 0)
            var publish = parameters
            publish["service"] = nil
            publish["services"] = [.string(kind)]
            _ = try await client.call("service.publish", publish)
            try await pod.wait(for: "posted", kind, client)
            let sent = try #require(try pod.networks.texts(kind).first)
            if kind == "tumblr" {
                #expect(
                    sent.filter { !$0.isWhitespace }.hasPrefix(
                        preview["text"]?.string?.filter { !$0.isWhitespace } ?? "-"
                    )
                )
            } else {
                #expect(preview["text"]?.string == sent, "\(kind)")
            }
            #expect(preview["cut"] == .bool(kind != "tumblr" && kind != "facebook"))
        }
        #expect(engine.stop() == 0)
    }

    @Test func limitedPostsOfOthersAndResharesStayHere() async throws {
        let pod = try PublishingPod()
        let engine = try await pod.engine()
        let client = try await engine.client()
        try await pod.setUp(client, ["mastodon"])
        let limited = try await fault {
            _ = try await client.apply([pod.post("secret", 1, isPublic: false, to: ["mastodon"])])
        }
        #expect(limited?.reason == "post_limited")
        // Nothing of the change took effect.
        #expect(
            try await fault { _ = try await client.call("post.read", ["guid": .string(pod.guid(1).text)]) }?.reason
                == "not_found"
        )
        _ = try await client.apply([pod.post("secret", 1, isPublic: false)])
        var publish: JSONObject = [
            "user": .string(pod.alice.text), "post": .string(try pod.guid(1).text), "services": ["mastodon"],
        ]
        #expect(try await fault { _ = try await client.call("service.publish", publish) }?.reason == "post_limited")
        publish["user"] = "bob@photos.pod.example"
        #expect(try await fault { _ = try await client.call("service.publish", publish) }?.reason == "not_found")
        publish["user"] = "carol@photos.pod.example"
        #expect(try await fault { _ = try await client.call("service.publish", publish) }?.reason == "not_found")
        publish["user"] = .string(pod.alice.text)
        publish["services"] = ["diary"]
        publish["though_limited"] = true
        #expect(try await fault { _ = try await client.call("service.publish", publish) }?.reason == "unknown_service")
        #expect(pod.networks.requests.isEmpty)
        publish["services"] = ["mastodon"]
        _ = try await client.call("service.publish", publish)
        try await pod.wait(for: "posted", "mastodon", client)
        _ = try await client.apply([
            pod.post("open to friends", 2, isPublic: false, to: ["mastodon"], thoughLimited: true)
        ])
        try await pod.wait(for: "posted", "mastodon", of: 2, client)
        #expect(engine.stop() == 0)
    }

    @Test func credentialsAreNeitherToldNorLoggedNorReadable() async throws {
        let pod = try PublishingPod()
        let engine = try await pod.engine()
        let client = try await engine.client()
        try await pod.setUp(client)
        let list = try await client.call("service.list", ["user": .string(pod.alice.text)])
        let secrets = [
            "mastodon-token", "consumer-secret", "user-token", "facebook-token", "facebook-app-secret",
            "bluesky-password",
        ]
        let told = String(decoding: JSONWriter.bytes(list), as: UTF8.self)
        for secret in secrets { #expect(!told.contains(secret)) }
        // A network may repeat what it was sent.
        let words = #"{"error": "The text mastodon-token is not allowed"}"#
        try pod.networks.set([
            NetworkFault("1", "mastodon", "POST", "/api/v1/statuses", "answer", status: 422, body: words)
        ])
        _ = try await client.apply([pod.post("Hello", to: ["mastodon"])])
        try await pod.wait(for: "failed", "mastodon", client)
        #expect(try await pod.copy("mastodon", client)?["reason"] == "The text *** is not allowed")
        let bad = try await fault {
            var put = pod.put("mastodon")
            put["credentials"] = ["access_token": "", "secret": "very-secret"]
            _ = try await client.call("service.put", put)
        }
        #expect(bad?.reason == "invalid_credentials" && bad?.detail.contains("very-secret") == false)
        let changes = try await client.call("changes.read", ["since": 0, "limit": 1_000])
        let log = String(decoding: JSONWriter.bytes(changes), as: UTF8.self)
        #expect(engine.stop() == 0)
        for file in try FileManager.default.contentsOfDirectory(atPath: pod.folder.path) {
            let bytes = [UInt8](FileManager.default.contents(atPath: pod.folder.path + "/" + file) ?? Data())
            for secret in secrets {
                #expect(bytes.places(of: Array(secret.utf8)).isEmpty, "\(secret) in \(file)")
                #expect(!log.contains(secret))
            }
        }
        // With another key they are of no use, and nothing that waits is lost for it.
        let other = try await pod.engine(key: String(repeating: "f0", count: 32))
        let again = try await other.client()
        _ = try await again.apply([pod.post("Later", 2, to: ["twitter"])])
        while try await pod.copy("twitter", of: 2, again)?["reason"]?.string == nil {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try await pod.copy("twitter", of: 2, again)?["state"] == "waiting")
        let preview: JSONObject = [
            "user": .string(pod.alice.text), "post": .string(try pod.guid(2).text), "service": "twitter",
        ]
        #expect(
            try await fault { _ = try await again.call("service.preview", preview) }?.reason == "credentials_unreadable"
        )
        #expect(other.stop() == 0)
        #expect(try pod.networks.texts("twitter").isEmpty)
    }

    @Test func theKeyComesFromAFileOrFromSystemd() async throws {
        let pod = try PublishingPod()
        let text = Data((String(repeating: "0f", count: 32) + "\n").utf8)
        let file = pod.folder.path + "/services.key"
        let credentials = pod.folder.path + "/credentials"
        try FileManager.default.createDirectory(atPath: credentials, withIntermediateDirectories: true)
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        for path in [file, credentials + "/millrace-services-key"] {
            #expect(FileManager.default.createFile(atPath: path, contents: text, attributes: mode))
        }
        for variable in [("MILLRACE_SERVICES_KEY_FILE", file), ("CREDENTIALS_DIRECTORY", credentials)] {
            let engine = try await ServedEngine(in: pod.folder, environment: [variable.0: variable.1])
            let client = try await engine.client()
            #expect(try await client.call("engine.status")["services"]?["waiting"] == 0)
            #expect(engine.stop() == 0)
        }
    }

    @Test(arguments: [
        ("0f0f", 0o600, "32 bytes"), (String(repeating: "0f", count: 32), 0o644, "chmod 600"), (nil, 0, "missing"),
    ])
    func aKeyThatIsNoneEndsTheStart(text: String?, mode: Int, words: String) throws {
        let folder = try ScratchFolder()
        let file = folder.path + "/key"
        if let text {
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: mode]
            #expect(FileManager.default.createFile(atPath: file, contents: Data(text.utf8), attributes: attributes))
        }
        let settings = folder.path + "/settings.json"
        try Data("{\"services\": {\"key_file\": \"\(file)\"}}".utf8).write(to: URL(fileURLWithPath: settings))
        let (status, _, complaints) = try millrace("serve", "--data", folder.path + "/data", "--config", settings)
        #expect(status == 2 && complaints.contains(words), "\(status): \(complaints)")
        #expect(text.map { !complaints.contains($0) } ?? true)
    }

    @Test func aCopyThatCannotBeDeletedIsTold() async throws {
        let pod = try PublishingPod()
        let engine = try await pod.engine()
        let client = try await engine.client()
        try await pod.setUp(client, ["twitter"])
        _ = try await client.apply([pod.post("Hello", to: ["twitter"])])
        try await pod.wait(for: "posted", "twitter", client)
        try pod.networks.set([NetworkFault("1", "twitter", "DELETE", "/2/tweets/.*", "answer", status: 403)])
        _ = try await client.apply([pod.retraction()])
        try await pod.wait(for: "failed", "twitter", client)
        let copy = try await pod.copy("twitter", client)
        #expect(copy?["reason"]?.string?.hasPrefix("The copy could not be deleted.") == true)
        #expect(copy?["url"]?.string?.hasPrefix("https://x.com/") == true)
        #expect(engine.stop() == 0)
    }

    @Test func withoutAKeyThereAreNoServices() async throws {
        let pod = try PublishingPod()
        let engine = try await pod.engine(key: "")
        let client = try await engine.client()
        try await pod.setUp(client, [])
        #expect(
            try await fault { _ = try await client.call("service.put", pod.put("mastodon")) }?.reason == "services_off"
        )
        #expect(try await client.call("engine.status")["services"] == .null)
        #expect(engine.stop() == 0)
    }

    @Test func accountsAreCheckedAndBelongToOneUser() async throws {
        let pod = try PublishingPod()
        let engine = try await pod.engine()
        let client = try await engine.client()
        try await pod.setUp(client, [])
        let cases: [(String, JSONValue, String)] = [
            ("kind", "myspace", "unknown_value"), ("endpoint", "http://mastodon.pod.example", "invalid_endpoint"),
            ("endpoint", .null, "invalid_endpoint"), ("credentials", [:], "invalid_credentials"),
            ("defaults", ["blog": "x"], "invalid_defaults"), ("defaults", ["visibility": "all"], "invalid_defaults"),
            ("service", "", "empty"), ("user", "carol@photos.pod.example", "not_found"),
            ("credentials", ["access_token": 1], "wrong_type"),
        ]
        for (name, value, reason) in cases {
            var put = pod.put("mastodon")
            put[name] = value
            #expect(
                try await fault { _ = try await client.call("service.put", put) }?.reason == reason,
                "\(name) \(value)"
            )
        }
        var put = pod.put("mastodon")
        put["account"] = "@alice"
        _ = try await client.call("service.put", put)
        put["user"] = "bob@photos.pod.example"
        #expect(try await fault { _ = try await client.call("service.put", put) }?.reason == "account_taken")
        put = pod.put("twitter")
        put["service"] = "mastodon"
        #expect(try await fault { _ = try await client.call("service.put", put) }?.reason == "service_differs")
        let delete: JSONObject = ["user": .string(pod.alice.text), "service": "mastodon"]
        _ = try await client.call("service.delete", delete)
        #expect(try await fault { _ = try await client.call("service.delete", delete) }?.reason == "unknown_service")
        #expect(try await client.call("service.list", ["user": .string(pod.alice.text)])["services"] == [])
        #expect(engine.stop() == 0)
    }

    // MARK: - Faults

    private static let creating = [
        "mastodon": "/api/v1/statuses", "tumblr": "/v2/blog/.*/posts", "twitter": "/2/tweets",
        "facebook": "/v23.0/1234/feed", "bluesky": "/xrpc/com.atproto.repo.createRecord",
    ]

    @Test(arguments: kinds)
    func passingFaultsEndInOneCopy(kind: String) async throws {
        let pod = try PublishingPod()
        let path = try #require(Self.creating[kind])
        let limited = #"{"error": {"code": 4, "message": "limit"}}"#
        try pod.networks.set([
            NetworkFault(
                "1",
                kind,
                "POST",
                path,
                "answer",
                status: 429,
                headers: [("Retry-After", "0")],
                body: kind == "facebook" ? limited : "{}"
            ),
            NetworkFault("2", kind, "POST", path, "answer", status: 503, body: "{}"),
            // It is taken, and nobody hears of it.
            NetworkFault("3", kind, "POST", path, "lose"),
        ])
        let engine = try await pod.engine()
        let client = try await engine.client()
        try await pod.setUp(client, [kind])
        _ = try await client.apply([pod.post("Hello #world", to: [kind])])
        try await pod.wait(for: "posted", kind, client)
        #expect(try pod.networks.posts(kind).count == 1)
        _ = try await client.apply([pod.retraction()])
        try await pod.wait(for: nil, kind, client)
        #expect(try pod.networks.posts(kind).isEmpty)
        #expect(engine.stop() == 0)
    }

    /// What a network gave for a token that was over is kept before it is used, since the old is good no longer.
    @Test func tokensThatWereRenewedOutliveACrash() async throws {
        let pod = try PublishingPod()
        var put = pod.put("twitter")
        put["credentials"] = ["access_token": "over", "refresh_token": "refresh-0", "client_id": "client"]
        var engine = try await pod.engine()
        var client = try await engine.client()
        try await pod.setUp(client, [])
        _ = try await client.call("service.put", put)
        for number in 1...2 {
            _ = try await client.apply([pod.post("Hello \(number)", number, to: ["twitter"])])
            while try await pod.copy("twitter", of: number, client)?["state"] != "posted" {
                try await Task.sleep(for: .milliseconds(10))
            }
            engine.kill9()
            engine = try await pod.engine()
            client = try await engine.client()
        }
        #expect(try pod.networks.texts("twitter") == ["Hello 1", "Hello 2"])
        #expect(engine.stop() == 0)
    }

    @Test(arguments: ["mastodon", "twitter"])
    func anAnswerThatNeverComesIsNotWaitedForForEver(kind: String) async throws {
        let pod = try PublishingPod()
        try pod.networks.set([NetworkFault("1", kind, "POST", try #require(Self.creating[kind]), "hang")])
        let engine = try await pod.engine(seconds: 3)
        let client = try await engine.client()
        try await pod.setUp(client, [kind])
        _ = try await client.apply([pod.post("Hello #world", to: [kind])])
        try await pod.wait(for: "posted", kind, client)
        #expect(try pod.networks.posts(kind).count == 1)
        #expect(engine.stop() == 0)
    }

    @Test func aRevokedTokenDisablesTheServiceUntilItIsPutAgain() async throws {
        let pod = try PublishingPod()
        let path = "/api/v1/statuses"
        let words = #"{"error": "The access token was revoked"}"#
        try pod.networks.set([NetworkFault("1", "mastodon", "POST", path, "answer", status: 401, body: words)])
        let engine = try await pod.engine()
        let client = try await engine.client()
        try await pod.setUp(client, ["mastodon"])
        _ = try await client.apply([pod.post("one", 1, to: ["mastodon"]), pod.post("two", 2, to: ["mastodon"])])
        try await pod.wait(for: "failed", "mastodon", of: 1, client)
        try await pod.wait(for: "failed", "mastodon", of: 2, client)
        let service = try await client.call("service.list", ["user": .string(pod.alice.text)])["services"]?.array?.first
        #expect(service?["disabled"] == "The access token was revoked")
        #expect(service?["failures"]?.array?.count == 2)
        let publish: JSONObject = [
            "user": .string(pod.alice.text), "post": .string(try pod.guid(2).text), "services": ["mastodon"],
        ]
        #expect(try await fault { _ = try await client.call("service.publish", publish) }?.reason == "service_disabled")
        #expect(try pod.networks.posts("mastodon").isEmpty)
        _ = try await client.call("service.put", pod.put("mastodon"))
        _ = try await client.call("service.publish", publish)
        try await pod.wait(for: "posted", "mastodon", of: 2, client)
        #expect(try pod.networks.texts("mastodon") == ["two"])
        #expect(engine.stop() == 0)
    }

    @Test func aServiceThatIsDeletedLeavesItsCopies() async throws {
        let pod = try PublishingPod()
        let engine = try await pod.engine()
        let client = try await engine.client()
        try await pod.setUp(client, ["mastodon", "twitter"])
        _ = try await client.apply([pod.post("Hello", to: ["mastodon", "twitter"])])
        for kind in ["mastodon", "twitter"] { try await pod.wait(for: "posted", kind, client) }
        _ = try await client.call("service.delete", ["user": .string(pod.alice.text), "service": "twitter"])
        // An account that closes takes its posts with it, wherever they are.
        _ = try await client.apply([.personClose(person: pod.alice)])
        while try !pod.networks.posts("mastodon").isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try pod.networks.texts("twitter") == ["Hello"])
        #expect(engine.stop() == 0)
    }
}

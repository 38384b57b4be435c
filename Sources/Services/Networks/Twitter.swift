import Fetching
import JSON
import SocialModel

/// Twitter, or X, by its API 2: a text of 280 by its weights, cut as diaspora* did (§11).
struct Twitter: Network {
    let account: ServiceAccount

    private static let rule = TextRule(
        measure: .tweet,
        limit: 280,
        ellipsis: "...",
        cutsBetweenWords: false,
        restoresLinks: true
    )
    private static let photos = 4
    private static let photoBytes = 5 << 20
    private static let description = 1_000

    // MARK: - Text

    /// Photos force the link to where all of them are, as they did when they were not uploaded.
    func render(_ post: OutgoingPost) -> RenderedPost {
        let isForced = !post.photos.isEmpty || post.hasMore
        let fitted = Self.rule.fit(
            post.text.pieces.withPlainTags,
            linkBack: LinkBack(url: post.url),
            isForced: isForced
        )
        var rendered = RenderedPost(fitted, Self.rule, post, trace: Self.trace(fitted.pieces.text))
        rendered.photos = Array(post.photos.prefix(Self.photos))
        return rendered
    }

    private static func trace(_ text: String) -> String { ShownText.letters(of: text).lowercased() }

    // MARK: - Publishing

    func publish(_ post: RenderedPost, key: String) -> ServiceStep {
        withToken { $0.upload(post.photos[...], post, key, ids: []) }
    }

    private func upload(_ photos: ArraySlice<OutgoingPhoto>, _ post: RenderedPost, _ key: String, ids: [String])
        -> ServiceStep
    {
        guard let photo = photos.first else { return create(post, ids) }
        let rest = photos.dropFirst()
        return .read(photo) { file in
            // The text has the way to one that is too large.
            guard file.bytes.count <= Self.photoBytes else { return upload(rest, post, key, ids: ids) }
            var parts = Multipart(about: key + String(photos.startIndex))
            parts.add("media_category", "tweet_image")
            parts.add("media", file)
            return ask(parts.request(.post, url("/2/media/upload"))) { (answer, _) throws(ServiceFailure) in
                guard let id = answer["data"]?["id"]?.string else {
                    throw .later("its answer to a photo has no id", seconds: nil)
                }
                return describe(id, photo.description) { upload(rest, post, key, ids: ids + [id]) }
            }
        }
    }

    /// Tells what a photo shows, to those who do not see it.
    private func describe(_ id: String, _ text: String?, then next: @escaping @Sendable () -> ServiceStep)
        -> ServiceStep
    {
        guard let text, !text.isEmpty else { return next() }
        let words: JSONValue = ["alt_text": ["text": .string(text.cut(to: Self.description))]]
        let request = HTTPRequest(.post, url("/2/media/metadata"), json: ["id": .string(id), "metadata": words])
        return ask(request) { _, _ in next() }
    }

    private func create(_ post: RenderedPost, _ photos: [String]) -> ServiceStep {
        var tweet: JSONObject = ["text": .string(post.text)]
        if !photos.isEmpty { tweet["media"] = ["media_ids": .array(photos.map { .string($0) })] }
        let request = HTTPRequest(.post, url("/2/tweets"), json: .object(tweet))
        return ask(request, isDecisive: true) { (answer, _) throws(ServiceFailure) in
            guard let id = answer["data"]?["id"]?.string else { throw .unclear("its answer has no id", seconds: nil) }
            return .posted(Self.remote(id))
        }
    }

    private static func remote(_ id: String) -> RemotePost {
        RemotePost(id: id, url: "https://x.com/i/web/status/\(id)")
    }

    // MARK: - Finding, deleting

    func find(_ trace: String, since: Timestamp, known: Set<String>) -> ServiceStep {
        withToken { $0.lookUp(trace, since: since, known: known) }
    }

    private func lookUp(_ trace: String, since: Timestamp, known: Set<String>) -> ServiceStep {
        ask(.read(url("/2/users/me"))) { (answer, _) throws(ServiceFailure) in
            guard let me = answer["data"]?["id"]?.string else {
                throw .later("its answer has no account", seconds: nil)
            }
            let start = Timestamp(seconds: since.seconds - Posting.skew).iso8601Seconds
            let query = PercentEncoding.form([
                ("max_results", String(ServicesLimits.recent)), ("start_time", start), ("exclude", "retweets"),
                ("tweet.fields", "created_at,entities"),
            ])
            let path = "/2/users/\(PercentEncoding.encode(me))/tweets?\(query)"
            return ask(.read(url(path))) { (answer, _) throws(ServiceFailure) in
                let tweets = answer["data"]?.array ?? []
                guard answer["data"] != nil || answer["meta"]?["result_count"] == 0 else {
                    throw .later("its answer has no tweets", seconds: nil)
                }
                let found = tweets.first { tweet in
                    guard let id = tweet["id"]?.string, !known.contains(id) else { return false }
                    return Posting.isSince(since, tweet["created_at"]) && Self.trace(Self.expanded(tweet)) == trace
                }
                return found?["id"]?.string.map { .posted(Self.remote($0)) } ?? .absent
            }
        }
    }

    /// A tweet's text with the addresses that were sent, instead of those that they became; its photos have one too.
    private static func expanded(_ tweet: JSONValue) -> String {
        (tweet["entities"]?["urls"]?.array ?? []).reduce(tweet["text"]?.string ?? "") { text, url in
            guard let short = url["url"]?.string, let long = url["expanded_url"]?.string else { return text }
            return text.replacing(short, with: url["media_key"] == nil ? long : "")
        }
    }

    func delete(_ id: String) -> ServiceStep {
        let request = HTTPRequest.read(url("/2/tweets/" + PercentEncoding.encode(id)), .delete)
        return withToken { $0.ask(request, gone: 404) { _, _ in .deleted } }
    }

    // MARK: - Tokens

    /// Asks with the token that there is, and once more from the beginning with a new one should it be over, as those of
    /// OAuth 2 are after two hours.
    private func withToken(_ work: @escaping @Sendable (Twitter) -> ServiceStep) -> ServiceStep {
        guard !account.credentials["refresh_token"].isEmpty else { return work(self) }
        return work(self).unlessRevoked { renewed(work) }
    }

    /// Gets new tokens (RFC 6749 §6); the refresh token is good for one time, so that they are kept before anything else.
    private func renewed(_ work: @escaping @Sendable (Twitter) -> ServiceStep) -> ServiceStep {
        let credentials = account.credentials
        let request = HTTPRequest(
            .post,
            url("/2/oauth2/token"),
            form: [
                ("grant_type", "refresh_token"), ("refresh_token", credentials["refresh_token"]),
                ("client_id", credentials["client_id"]),
            ]
        )
        let secret = credentials["client_secret"]
        return .ask(
            request,
            secret.isEmpty ? .none : .basic(credentials["client_id"], secret),
            check: { (response) throws(ServiceFailure) in
                let answer = Answer.json(response)
                let reason = answer["error_description"]?.string ?? answer["error"]?.string
                if response.status == 400 { throw .revoked(reason ?? "it gives no new token") }
                try Answer.check(response, says: reason)
            },
            then: { (answer, _) throws(ServiceFailure) in
                guard let access = answer["access_token"]?.string, let refresh = answer["refresh_token"]?.string else {
                    throw .revoked("its answer has no new tokens")
                }
                let account = account.renewed(["access_token": access, "refresh_token": refresh])
                guard let account else { throw .revoked("its new tokens cannot be kept") }
                return .renewed(account.credentials, next: work(Twitter(account: account)))
            }
        )
    }

    // MARK: - Asking

    private func url(_ path: String) -> String { account.endpoint + path }

    private func ask(
        _ request: HTTPRequest,
        isDecisive: Bool = false,
        gone: Int? = nil,
        then next: @escaping @Sendable (JSONValue, HTTPResponse) throws(ServiceFailure) -> ServiceStep
    ) -> ServiceStep {
        let credentials = account.credentials
        let authorization = credentials.oauth1.map { Authorization.oauth1($0) } ?? .bearer(credentials["access_token"])
        return .ask(
            request,
            authorization,
            isDecisive: isDecisive,
            check: { (response) throws(ServiceFailure) in
                if response.status == gone { return }
                let answer = Answer.json(response)
                let reason = answer["detail"]?.string ?? answer["errors"]?.array?.first?["message"]?.string
                if response.status == 403, isDecisive, let reason, reason.lowercased().contains("duplicate") {
                    // It may be the very post, taken before.
                    throw .unclear(reason, seconds: nil)
                }
                try Answer.check(response, says: reason)
            },
            then: next
        )
    }
}

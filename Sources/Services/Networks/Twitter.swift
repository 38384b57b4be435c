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

    // MARK: - Text

    /// Photos are not uploaded, and force the link to where they are.
    func render(_ post: OutgoingPost) -> RenderedPost {
        let isForced = !post.photos.isEmpty || post.hasMore
        let fitted = Self.rule.fit(
            post.text.pieces.withPlainTags,
            linkBack: LinkBack(url: post.url),
            isForced: isForced
        )
        return RenderedPost(fitted, Self.rule, post, trace: Self.trace(fitted.pieces.text))
    }

    private static func trace(_ text: String) -> String { ShownText.letters(of: text).lowercased() }

    // MARK: - Publishing

    func publish(_ post: RenderedPost, key: String) -> ServiceStep {
        let request = HTTPRequest(.post, account.endpoint + "/2/tweets", json: ["text": .string(post.text)])
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
        ask(.read(account.endpoint + "/2/users/me")) { (answer, _) throws(ServiceFailure) in
            guard let me = answer["data"]?["id"]?.string else {
                throw .later("its answer has no account", seconds: nil)
            }
            let start = Timestamp(seconds: since.seconds - Posting.skew).iso8601Seconds
            let query = PercentEncoding.form([
                ("max_results", String(ServicesLimits.recent)), ("start_time", start), ("exclude", "retweets"),
                ("tweet.fields", "created_at,entities"),
            ])
            let path = "/2/users/\(PercentEncoding.encode(me))/tweets?\(query)"
            return ask(.read(account.endpoint + path)) { (answer, _) throws(ServiceFailure) in
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

    /// A tweet's text with the addresses that were sent, instead of those that they became.
    private static func expanded(_ tweet: JSONValue) -> String {
        (tweet["entities"]?["urls"]?.array ?? []).reduce(tweet["text"]?.string ?? "") { text, url in
            guard let short = url["url"]?.string, let long = url["expanded_url"]?.string else { return text }
            return text.replacing(short, with: long)
        }
    }

    func delete(_ id: String) -> ServiceStep {
        let url = account.endpoint + "/2/tweets/" + PercentEncoding.encode(id)
        return ask(.read(url, .delete), gone: 404) { _, _ in .deleted }
    }

    // MARK: - Asking

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

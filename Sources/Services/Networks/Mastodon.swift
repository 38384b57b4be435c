import Fetching
import JSON
import SocialModel

/// Mastodon, and what speaks its API: statuses with media, each once by its idempotency key.
struct Mastodon: Network {
    let account: ServiceAccount

    /// Mastodon keeps a key for an hour.
    var idempotentSeconds: Int64 { 2_700 }

    private static let photos = 4
    private static let description = 1_500

    // MARK: - Text

    func render(_ post: OutgoingPost) -> RenderedPost {
        let rule = TextRule(measure: .graphemesWithShortLinks, limit: account.settings.limit ?? 500)
        let pieces = post.text.pieces.withPlainTags
        let isForced = post.hasMore || post.photos.count > Self.photos || pieces.isEmpty
        let fitted = rule.fit(pieces, linkBack: LinkBack(url: post.url), isForced: isForced)
        var rendered = RenderedPost(fitted, rule, post, trace: Self.trace(fitted.pieces.text))
        rendered.photos = Array(post.photos.prefix(Self.photos))
        return rendered
    }

    /// Of a mention of somebody else's server only the name is shown there.
    private static func trace(_ text: String) -> String {
        ShownText.letters(of: text).replacing(/@(\w+)@[\w.\-]+/) { "@" + $0.1 }
    }

    // MARK: - Publishing

    func publish(_ post: RenderedPost, key: String) -> ServiceStep { upload(post.photos[...], post, key, ids: []) }

    private func upload(_ photos: ArraySlice<OutgoingPhoto>, _ post: RenderedPost, _ key: String, ids: [String])
        -> ServiceStep
    {
        guard let photo = photos.first else { return create(post, key, ids) }
        return .read(photo) { file in
            var parts = Multipart(about: key + String(ids.count))
            parts.add("file", file)
            if let description = photo.description { parts.add("description", description.cut(to: Self.description)) }
            let request = parts.request(.post, url("/api/v2/media"))
            return ask(request) { (answer, response) throws(ServiceFailure) in
                guard let id = answer["id"]?.string else {
                    throw .later("its answer to a photo has no id", seconds: nil)
                }
                let next: ServiceStep = upload(photos.dropFirst(), post, key, ids: ids + [id])
                return response.status == 202 ? processed(id, tries: ServicesLimits.processing, then: next) : next
            }
        }
    }

    /// Asks for a photo until it is processed.
    private func processed(_ id: String, tries: Int, then next: ServiceStep) -> ServiceStep {
        let request = HTTPRequest.read(url("/api/v1/media/" + PercentEncoding.encode(id)))
        return ask(request, pause: ServicesLimits.processingPause) { (_, response) throws(ServiceFailure) in
            guard response.status == 206 else { return next }
            guard tries > 1 else { throw .later("it does not finish a photo", seconds: nil) }
            return processed(id, tries: tries - 1, then: next)
        }
    }

    private func create(_ post: RenderedPost, _ key: String, _ ids: [String]) -> ServiceStep {
        var status: JSONObject = [
            "status": .string(post.text), "visibility": .string(account.settings.visibility.rawValue),
            "sensitive": .bool(post.post.isNSFW),
        ]
        if !ids.isEmpty { status["media_ids"] = .array(ids.map { .string($0) }) }
        if let language = post.post.language { status["language"] = .string(language) }
        var request = HTTPRequest(.post, url("/api/v1/statuses"), json: .object(status))
        request.headers.append(HTTPHeader("Idempotency-Key", key))
        return ask(request, isDecisive: true) { (answer, _) throws(ServiceFailure) in
            guard let remote = Self.remote(answer) else { throw .unclear("its answer has no id", seconds: nil) }
            return .posted(remote)
        }
    }

    private static func remote(_ status: JSONValue) -> RemotePost? {
        status["id"]?.string.map { RemotePost(id: $0, url: status["url"]?.string) }
    }

    // MARK: - Finding, deleting

    func find(_ trace: String, since: Timestamp, known: Set<String>) -> ServiceStep {
        ask(.read(url("/api/v1/accounts/verify_credentials"))) { (answer, _) throws(ServiceFailure) in
            guard let me = answer["id"]?.string else { throw .later("its answer has no account", seconds: nil) }
            let path = "/api/v1/accounts/\(PercentEncoding.encode(me))/statuses"
            let query = "?limit=\(ServicesLimits.recent)&exclude_reblogs=true"
            return ask(.read(url(path + query))) { (answer, _) throws(ServiceFailure) in
                guard let statuses = answer.array else { throw .later("its answer has no statuses", seconds: nil) }
                let found = statuses.first { status in
                    guard let id = status["id"]?.string, !known.contains(id),
                        Posting.isSince(since, status["created_at"])
                    else { return false }
                    return Self.trace(ShownText.letters(ofHTML: status["content"]?.string ?? "")) == trace
                }
                return found.flatMap(Self.remote).map { .posted($0) } ?? .absent
            }
        }
    }

    func delete(_ id: String) -> ServiceStep {
        let request = HTTPRequest.read(url("/api/v1/statuses/" + PercentEncoding.encode(id)), .delete)
        return ask(request, gone: 404) { _, _ in .deleted }
    }

    // MARK: - Asking

    private func url(_ path: String) -> String { account.endpoint + path }

    private func ask(
        _ request: HTTPRequest,
        isDecisive: Bool = false,
        pause: Int = 0,
        gone: Int? = nil,
        then next: @escaping @Sendable (JSONValue, HTTPResponse) throws(ServiceFailure) -> ServiceStep
    ) -> ServiceStep {
        .ask(
            request,
            .bearer(account.credentials["access_token"]),
            isDecisive: isDecisive,
            pause: pause,
            check: { (response) throws(ServiceFailure) in
                if response.status == gone { return }
                let reason = Answer.json(response)["error"]?.string
                // A token without the right to post, or of an account that may not.
                if response.status == 403 { throw .revoked(reason ?? "it answered 403") }
                try Answer.check(response, says: reason)
            },
            then: next
        )
    }
}

import Fetching
import JSON
import SocialModel

/// A page of Facebook by the Graph API: a text that always leads back, and photos or the first address in it (§11).
struct Facebook: Network {
    let account: ServiceAccount

    private static let rule = TextRule(measure: .utf16, limit: 63_206)
    private static let photos = 30

    // MARK: - Text

    func render(_ post: OutgoingPost) -> RenderedPost {
        let linkBack = LinkBack(url: post.url, before: " (via ", after: ")")
        let fitted = Self.rule.fit(post.text.pieces.withPlainTags, linkBack: linkBack, isForced: true)
        var rendered = RenderedPost(fitted, Self.rule, post, trace: post.url)
        rendered.photos = Array(post.photos.prefix(Self.photos))
        // Photos that are attached take the place of what is shown of an address.
        rendered.link = rendered.photos.isEmpty ? post.text.pieces.firstLink : nil
        return rendered
    }

    // MARK: - Publishing

    func publish(_ post: RenderedPost, key: String) -> ServiceStep { upload(post.photos[...], post, ids: []) }

    private func upload(_ photos: ArraySlice<OutgoingPhoto>, _ post: RenderedPost, ids: [String]) -> ServiceStep {
        guard let photo = photos.first else { return create(post, ids) }
        var form = [("url", photo.url), ("published", "false")]
        if let description = photo.description, !description.isEmpty { form.append(("alt_text_custom", description)) }
        return ask(.post, "/\(page)/photos", form) { (answer, _) throws(ServiceFailure) in
            guard let id = answer["id"]?.string else { throw .later("its answer to a photo has no id", seconds: nil) }
            return upload(photos.dropFirst(), post, ids: ids + [id])
        }
    }

    private func create(_ post: RenderedPost, _ ids: [String]) -> ServiceStep {
        var form = [("message", post.text)]
        if let link = post.link { form.append(("link", link)) }
        for (index, id) in ids.enumerated() {
            let media = JSONWriter.bytes(["media_fbid": .string(id)])
            form.append(("attached_media[\(index)]", String(decoding: media, as: UTF8.self)))
        }
        return ask(.post, "/\(page)/feed", form, isDecisive: true) { (answer, _) throws(ServiceFailure) in
            guard let id = answer["id"]?.string else { throw .unclear("its answer has no id", seconds: nil) }
            return .posted(Self.remote(id))
        }
    }

    private static func remote(_ id: String) -> RemotePost {
        RemotePost(id: id, url: "https://www.facebook.com/\(id)")
    }

    // MARK: - Finding, deleting

    func find(_ trace: String, since: Timestamp, known: Set<String>) -> ServiceStep {
        let query = [
            ("fields", "id,message"), ("limit", String(ServicesLimits.recent)),
            ("since", String(since.seconds - Posting.skew)),
        ]
        return ask(.get, "/\(page)/feed", query) { (answer, _) throws(ServiceFailure) in
            guard let posts = answer["data"]?.array else { throw .later("its answer has no posts", seconds: nil) }
            let found = posts.first { $0["message"]?.string?.contains(trace) == true }
            return found?["id"]?.string.map { .posted(Self.remote($0)) } ?? .absent
        }
    }

    func delete(_ id: String) -> ServiceStep {
        ask(.delete, "/" + PercentEncoding.encode(id), [], isDeletion: true) { _, _ in .deleted }
    }

    // MARK: - Asking

    private var page: String { PercentEncoding.encode(account.settings.page ?? "me") }

    /// A proof that whoever has the token also has the app's secret, if that was given.
    private var proof: [(String, String)] {
        let secret = account.credentials["app_secret"]
        if secret.isEmpty { return [] }
        let token = Array(account.credentials["access_token"].utf8)
        return [("appsecret_proof", Digest.hex(Digest.hmac("SHA256", key: Array(secret.utf8), token)))]
    }

    private func ask(
        _ method: HTTPMethod,
        _ path: String,
        _ parameters: [(String, String)],
        isDecisive: Bool = false,
        isDeletion: Bool = false,
        then next: @escaping @Sendable (JSONValue, HTTPResponse) throws(ServiceFailure) -> ServiceStep
    ) -> ServiceStep {
        let all = parameters + proof
        var url = account.endpoint + path
        if method != .post, !all.isEmpty { url += "?" + PercentEncoding.form(all) }
        let request = method == .post ? HTTPRequest(.post, url, form: all) : .read(url, method)
        return .ask(
            request,
            .bearer(account.credentials["access_token"]),
            isDecisive: isDecisive,
            check: { (response) throws(ServiceFailure) in
                let error = Answer.json(response)["error"]
                guard let code = error?["code"]?.integer else { return try Answer.check(response) }
                // There is no such object any more.
                if isDeletion, code == 100, error?["error_subcode"]?.integer == 33 { return }
                throw Self.failure(code, error?["message"]?.string, error?["is_transient"] == true, response)
            },
            then: next
        )
    }

    /// What a code of the Graph API means.
    private static func failure(
        _ code: Int64,
        _ message: String?,
        _ isTransient: Bool,
        _ response: HTTPResponse
    ) -> ServiceFailure {
        let words = message ?? "it answered with the code \(code)"
        let seconds = RetryTime.seconds(response)
        return switch code {
        case 4, 17, 32, 341, 368, 613: .later(words, seconds: seconds)
        case 10, 102, 190, 200...299, 463, 467: .revoked(words)
        // It says that there is such a post already.
        case 506: .unclear(words, seconds: seconds)
        case 1, 2: .unclear(words, seconds: seconds)
        case _ where isTransient || response.status >= 500: .unclear(words, seconds: seconds)
        default: .refused(words)
        }
    }
}

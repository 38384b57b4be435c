import Fetching
import JSON
import SocialModel

/// Bluesky: a record under a key that the post itself gives, with facets for what the text links to.
struct Bluesky: Network {
    let account: ServiceAccount

    private static let rule = TextRule(measure: .graphemes, limit: 300, bytes: 3_000)
    private static let collection = "app.bsky.feed.post"
    private static let photos = 4
    private static let photoBytes = 1_000_000
    private static let tag = (graphemes: 64, bytes: 640)

    // MARK: - Text

    func render(_ post: OutgoingPost) -> RenderedPost {
        let isForced = post.hasMore || post.photos.count > Self.photos
        let fitted = Self.rule.fit(
            post.text.pieces.withPlainTags,
            linkBack: LinkBack(url: post.url),
            isForced: isForced
        )
        var rendered = RenderedPost(fitted, Self.rule, post, trace: RecordKey.of(post))
        rendered.photos = Array(post.photos.prefix(Self.photos))
        if rendered.photos.isEmpty { rendered.link = post.card?.url }
        return rendered
    }

    /// Where links and tags stand in the text, in bytes.
    static func facets(_ pieces: [Piece]) -> [JSONValue] {
        var facets: [JSONValue] = []
        var position = 0
        for piece in pieces {
            let end = position + piece.text.utf8.count
            let feature: JSONValue? =
                switch piece {
                case .link(let url): ["$type": "app.bsky.richtext.facet#link", "uri": .string(url)]
                case .tag(let name) where name.count <= tag.graphemes && name.utf8.count <= tag.bytes:
                    ["$type": "app.bsky.richtext.facet#tag", "tag": .string(name)]
                case .tag, .text: nil
                }
            if let feature {
                let place: JSONValue = ["byteStart": .integer(Int64(position)), "byteEnd": .integer(Int64(end))]
                facets.append(["index": place, "features": [feature]])
            }
            position = end
        }
        return facets
    }

    // MARK: - Publishing

    func publish(_ post: RenderedPost, key: String) -> ServiceStep {
        withSession { session in upload(post.photos[...], post, session, blobs: []) }
    }

    private func upload(
        _ photos: ArraySlice<OutgoingPhoto>,
        _ post: RenderedPost,
        _ session: Session,
        blobs: [JSONValue]
    ) -> ServiceStep {
        guard let photo = photos.first else { return create(post, session, blobs) }
        return .read(photo) { (file) throws(ServiceFailure) in
            guard file.bytes.count <= Self.photoBytes else {
                throw .refused("a photo of the post has more than \(Self.photoBytes) bytes")
            }
            var request = HTTPRequest(.post, url("com.atproto.repo.uploadBlob"))
            request.headers = [HTTPHeader("Content-Type", file.type), HTTPHeader("Accept", "application/json")]
            request.body = file.bytes
            return ask(request, session) { (answer, _) throws(ServiceFailure) in
                guard let blob = answer["blob"] else { throw .later("its answer to a photo has no blob", seconds: nil) }
                return upload(photos.dropFirst(), post, session, blobs: blobs + [blob])
            }
        }
    }

    private func create(_ post: RenderedPost, _ session: Session, _ blobs: [JSONValue]) -> ServiceStep {
        let body: JSONValue = [
            "repo": .string(session.did), "collection": .string(Self.collection), "rkey": .string(post.trace),
            "record": .object(Self.record(post, blobs)),
        ]
        let request = HTTPRequest(.post, url("com.atproto.repo.createRecord"), json: body)
        return ask(request, session, isDecisive: true) { (answer, _) throws(ServiceFailure) in
            guard answer["uri"]?.string != nil else { throw .unclear("its answer has no uri", seconds: nil) }
            return .posted(session.remote(post.trace))
        }
    }

    /// The record of a post, with what was made of its photos.
    static func record(_ post: RenderedPost, _ blobs: [JSONValue]) -> JSONObject {
        var record: JSONObject = [
            "$type": .string(collection), "text": .string(post.text),
            "createdAt": .string(post.post.createdAt.iso8601Milliseconds),
        ]
        let facets = facets(post.pieces)
        if !facets.isEmpty { record["facets"] = .array(facets) }
        if let language = post.post.language { record["langs"] = [.string(language)] }
        if !blobs.isEmpty {
            let images = zip(post.photos, blobs).map { photo, blob in
                var image: JSONObject = ["alt": .string(photo.description ?? ""), "image": blob]
                if let width = photo.width, let height = photo.height, width > 0, height > 0 {
                    image["aspectRatio"] = ["width": .integer(Int64(width)), "height": .integer(Int64(height))]
                }
                return JSONValue.object(image)
            }
            record["embed"] = ["$type": "app.bsky.embed.images", "images": .array(images)]
            if post.post.isNSFW {
                record["labels"] = ["$type": "com.atproto.label.defs#selfLabels", "values": [["val": "sexual"]]]
            }
        } else if let card = post.post.card {
            let external: JSONValue = [
                "uri": .string(card.url), "title": .string(card.title), "description": .string(card.description),
            ]
            record["embed"] = ["$type": "app.bsky.embed.external", "external": external]
        }
        return record
    }

    // MARK: - Finding, deleting

    func find(_ trace: String, since: Timestamp, known: Set<String>) -> ServiceStep {
        withSession { session in
            let query = PercentEncoding.form([
                ("repo", session.did), ("collection", Self.collection), ("rkey", trace),
            ])
            let request = HTTPRequest.read(url("com.atproto.repo.getRecord") + "?" + query)
            return ask(request, session, absent: true) { answer, response in
                response.isSuccess ? .posted(session.remote(trace)) : .absent
            }
        }
    }

    func delete(_ id: String) -> ServiceStep {
        withSession { session in
            let body: JSONValue = [
                "repo": .string(session.did), "collection": .string(Self.collection),
                "rkey": .string(String(id.split(separator: "/").last ?? "")),
            ]
            let request = HTTPRequest(.post, url("com.atproto.repo.deleteRecord"), json: body)
            return ask(request, session) { _, _ in .deleted }
        }
    }

    // MARK: - Asking

    /// Whose repository it is, and the token that opens it for a while.
    private struct Session: Sendable {
        var did: String
        var token: String

        func remote(_ key: String) -> RemotePost {
            RemotePost(
                id: "at://\(did)/\(Bluesky.collection)/\(key)",
                url: "https://bsky.app/profile/\(did)/post/\(key)"
            )
        }
    }

    private func withSession(_ next: @escaping @Sendable (Session) -> ServiceStep) -> ServiceStep {
        let body: JSONValue = [
            "identifier": .string(account.credentials["identifier"]),
            "password": .string(account.credentials["password"]),
        ]
        let request = HTTPRequest(.post, url("com.atproto.server.createSession"), json: body)
        return ask(request, nil) { (answer, _) throws(ServiceFailure) in
            guard let did = answer["did"]?.string, let token = answer["accessJwt"]?.string else {
                throw .later("its answer has no session", seconds: nil)
            }
            return next(Session(did: did, token: token))
        }
    }

    private func url(_ method: String) -> String { account.endpoint + "/xrpc/" + method }

    private func ask(
        _ request: HTTPRequest,
        _ session: Session?,
        isDecisive: Bool = false,
        absent: Bool = false,
        then next: @escaping @Sendable (JSONValue, HTTPResponse) throws(ServiceFailure) -> ServiceStep
    ) -> ServiceStep {
        .ask(
            request,
            session.map { .bearer($0.token) } ?? .none,
            isDecisive: isDecisive,
            check: { (response) throws(ServiceFailure) in
                let answer = Answer.json(response)
                let words = answer["message"]?.string
                switch answer["error"]?.string {
                case "RecordNotFound" where absent: return
                // The session is at an end, not the account: the next try has a new one.
                case "ExpiredToken" where session != nil, "InvalidToken" where session != nil:
                    throw .later(words ?? "its session has expired", seconds: nil)
                case "AccountTakedown", "AccountSuspended", "AccountDeactivated":
                    throw .revoked(words ?? "the account is closed")
                default: try Answer.check(response, says: words)
                }
            },
            then: next
        )
    }
}

/// Keys of records, which sort by time.
enum RecordKey {
    private static let digits = Array("234567abcdefghijklmnopqrstuvwxyz")

    /// The same key for each try of one post: its second, and what makes it another one than others of that second.
    static func of(_ post: OutgoingPost) -> String {
        let digest = Digest.sha256(Array(post.guid.text.utf8)).prefix(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let second = UInt64(clamping: max(0, post.createdAt.seconds)) & 0xFF_FFFF_FFFF
        let microseconds = (second * 1_000_000 + digest % 1_000_000) & (1 << 53 - 1)
        let value = microseconds << 10 | (digest >> 22) & 0x3FF
        return String((0..<13).reversed().map { digits[Int(value >> (5 * UInt64($0)) & 31)] })
    }
}

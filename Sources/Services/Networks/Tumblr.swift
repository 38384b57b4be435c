import Fetching
import JSON
import SocialModel

/// Tumblr: posts in its own format (NPF), pictures first, and the way back at the end (§11).
struct Tumblr: Network {
    let account: ServiceAccount

    /// Code points of a block of text; pictures of a post; of a tag.
    private static let block = 4_096
    private static let photos = 30
    private static let tag = 140
    private static let linkBack = "original post"

    // MARK: - Text

    func render(_ post: OutgoingPost) -> RenderedPost {
        // Longer than any post: what is longer than a block is several.
        let rule = TextRule(measure: .codePoints, limit: 100 * Self.block)
        let fitted = rule.fit(post.text.pieces, linkBack: LinkBack(url: post.url), isForced: false)
        var rendered = RenderedPost(fitted, rule, post, trace: post.url)
        rendered.link = post.url
        rendered.tags = fitted.pieces.tags.filter { $0.count <= Self.tag }
        rendered.photos = Array(post.photos.prefix(Self.photos))
        return rendered
    }

    /// The blocks of a post.
    static func content(_ post: RenderedPost) -> [JSONValue] {
        let photos = post.photos.enumerated().map { index, photo in
            var media: JSONObject = ["type": "image/*", "identifier": .string(identifier(index))]
            media["width"] = photo.width.map { .integer(Int64($0)) }
            media["height"] = photo.height.map { .integer(Int64($0)) }
            var block: JSONObject = ["type": "image", "media": [.object(media)]]
            if let text = photo.description, !text.isEmpty {
                block["alt_text"] = .string(text.cut(to: 4_000))
            }
            return JSONValue.object(block)
        }
        let link: JSONValue = [
            "type": "link", "start": 0, "end": .integer(Int64(linkBack.count)), "url": .string(post.post.url),
        ]
        return photos + paragraphs(post.pieces).map(text)
            + [["type": "text", "text": .string(linkBack), "formatting": [link]]]
    }

    static func identifier(_ index: Int) -> String { "photo\(index)" }

    /// The pieces cut at blank lines, and where a block would get too long.
    private static func paragraphs(_ pieces: [Piece]) -> [[Piece]] {
        var paragraphs: [[Piece]] = []
        var current: [Piece] = []
        var count = 0
        func end() {
            let text = current.trimmedEnd
            if !text.isEmpty { paragraphs.append(text) }
            current = []
            count = 0
        }
        for piece in pieces.flatMap(shortened) {
            let length = TextMeasure.codePoints.count(piece)
            if count + length > block { end() }
            if piece.isSpace, piece.text.count(where: \.isNewline) > 1 {
                end()
            } else if !(current.isEmpty && piece.isSpace) {
                current.append(piece)
                count += length
            }
        }
        end()
        return paragraphs
    }

    /// A word longer than a block, in several.
    private static func shortened(_ piece: Piece) -> [Piece] {
        guard TextMeasure.codePoints.count(piece) > block else { return [piece] }
        var parts: [Piece] = []
        var part = ""
        for character in piece.text {
            if part.unicodeScalars.count + character.unicodeScalars.count > block {
                parts.append(.text(part))
                part = ""
            }
            part.append(character)
        }
        return parts + [.text(part)]
    }

    /// A block of text whose addresses are links.
    private static func text(_ pieces: [Piece]) -> JSONValue {
        var links: [JSONValue] = []
        var position = 0
        for piece in pieces {
            let end = position + piece.text.unicodeScalars.count
            if case .link(let url) = piece {
                links.append([
                    "type": "link", "start": .integer(Int64(position)), "end": .integer(Int64(end)),
                    "url": .string(url),
                ])
            }
            position = end
        }
        var block: JSONObject = ["type": "text", "text": .string(pieces.text)]
        if !links.isEmpty { block["formatting"] = .array(links) }
        return .object(block)
    }

    // MARK: - Publishing

    func publish(_ post: RenderedPost, key: String) -> ServiceStep {
        withBlog { blog in read(post.photos[...], post, key, blog, files: []) }
    }

    /// The blog that was chosen, else the primary one, else the first.
    private func withBlog(_ next: @escaping @Sendable (String) -> ServiceStep) -> ServiceStep {
        if let blog = account.settings.blog { return next(blog) }
        return ask(.read(account.endpoint + "/v2/user/info")) { (answer, _) throws(ServiceFailure) in
            let blogs = answer["response"]?["user"]?["blogs"]?.array ?? []
            let blog = blogs.first { $0["primary"] == true } ?? blogs.first
            guard let name = blog?["name"]?.string else { throw .refused("the account has no blog") }
            return next(name)
        }
    }

    private func read(
        _ photos: ArraySlice<OutgoingPhoto>,
        _ post: RenderedPost,
        _ key: String,
        _ blog: String,
        files: [UploadedFile]
    ) -> ServiceStep {
        guard let photo = photos.first else { return create(post, key, blog, files) }
        return .read(photo) { file in read(photos.dropFirst(), post, key, blog, files: files + [file]) }
    }

    private func create(_ post: RenderedPost, _ key: String, _ blog: String, _ files: [UploadedFile]) -> ServiceStep {
        var content = Self.content(post)
        for (index, file) in files.enumerated() {
            guard var block = content[index].object, var media = block["media"]?.array?.first?.object else { continue }
            media["type"] = .string(file.type)
            block["media"] = [.object(media)]
            content[index] = .object(block)
        }
        let body: JSONObject = [
            "content": .array(content), "state": "published", "source_url": .string(post.post.url),
            "tags": .string(post.tags.joined(separator: ",")),
        ]
        let url = account.endpoint + "/v2/blog/\(PercentEncoding.encode(blog))/posts"
        var request = HTTPRequest(.post, url, json: .object(body))
        if !files.isEmpty {
            var parts = Multipart(about: key)
            parts.add("json", String(decoding: request.body, as: UTF8.self), type: "application/json")
            for (index, file) in files.enumerated() {
                parts.add(Self.identifier(index), file)
            }
            request = parts.request(.post, url)
        }
        return ask(request, isDecisive: true) { (answer, _) throws(ServiceFailure) in
            guard let id = Self.id(answer["response"]?["id"]) else {
                throw .unclear("its answer has no id", seconds: nil)
            }
            return .posted(RemotePost(id: "\(blog)/\(id)", url: "https://www.tumblr.com/\(blog)/\(id)"))
        }
    }

    private static func id(_ value: JSONValue?) -> String? { value?.string ?? value?.integer.map { String($0) } }

    // MARK: - Finding, deleting

    func find(_ trace: String, since: Timestamp, known: Set<String>) -> ServiceStep {
        withBlog { blog in
            let path = "/v2/blog/\(PercentEncoding.encode(blog))/posts?limit=20&npf=true"
            return ask(.read(account.endpoint + path)) { (answer, _) throws(ServiceFailure) in
                guard let posts = answer["response"]?["posts"]?.array else {
                    throw .later("its answer has no posts", seconds: nil)
                }
                let found = posts.first { Self.leads($0, to: trace) }
                guard let id = Self.id(found?["id_string"] ?? found?["id"]) else { return .absent }
                return .posted(RemotePost(id: "\(blog)/\(id)", url: found?["post_url"]?.string))
            }
        }
    }

    private static func leads(_ post: JSONValue, to url: String) -> Bool {
        if post["source_url"]?.string == url { return true }
        return (post["content"]?.array ?? []).contains { block in
            (block["formatting"]?.array ?? []).contains { $0["url"]?.string == url }
        }
    }

    func delete(_ id: String) -> ServiceStep {
        let parts = id.split(separator: "/")
        guard parts.count == 2 else { return .deleted }
        let url = account.endpoint + "/v2/blog/\(PercentEncoding.encode(String(parts[0])))/post/delete"
        return ask(HTTPRequest(.post, url, form: [("id", String(parts[1]))]), gone: 404) { _, _ in .deleted }
    }

    // MARK: - Asking

    private func ask(
        _ request: HTTPRequest,
        isDecisive: Bool = false,
        gone: Int? = nil,
        then next: @escaping @Sendable (JSONValue, HTTPResponse) throws(ServiceFailure) -> ServiceStep
    ) -> ServiceStep {
        let authorization = account.credentials.oauth1.map { Authorization.oauth1($0) } ?? .none
        return .ask(
            request,
            authorization,
            isDecisive: isDecisive,
            check: { (response) throws(ServiceFailure) in
                if response.status == gone { return }
                let answer = Answer.json(response)
                let error = answer["errors"]?.array?.first
                try Answer.check(response, says: error?["detail"]?.string ?? answer["meta"]?["msg"]?.string)
            },
            then: next
        )
    }
}

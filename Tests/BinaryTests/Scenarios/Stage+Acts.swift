import JSON
import RPC
import SocialModel
import Testing
import Wire

/// What people on the stage do, and what they then see.
extension Stage {
    // MARK: - Doing

    /// A post that the pod tells, public unless it has recipients or aspects; gives the reason if it is refused.
    @discardableResult
    func post(
        _ author: DiasporaID,
        _ name: String,
        _ text: String? = nil,
        at second: Double? = nil,
        to recipients: [DiasporaID]? = nil,
        aspects: [String] = []
    ) async throws -> String? {
        let created = second.map { Self.time($0) } ?? minute()
        let isPublic = recipients == nil && aspects.isEmpty
        let message = try message(author, name, text ?? name, isPublic: isPublic, at: created)
        let put = EntityPut(
            message,
            recipients: recipients ?? [],
            aspects: aspects,
            receivedAt: Self.evening,
            interactedAt: created
        )
        return try await fault { try await say(.entity(put)) }?.reason
    }

    /// ben's limited(Pals).
    @discardableResult
    func postToPals(_ name: String, _ text: String? = nil) async throws -> String? {
        try await post(Self.ben, name, text, to: [Self.ana, Self.dan], aspects: ["Pals"])
    }

    func message(
        _ author: DiasporaID,
        _ name: String,
        _ text: String,
        isPublic: Bool = true,
        at created: Timestamp = time(1_000)
    ) throws -> Entity {
        .statusMessage(
            StatusMessage(author: author, guid: try Self.guid(name), createdAt: created, isPublic: isPublic, text: text)
        )
    }

    func reshare(_ author: DiasporaID, _ name: String, of root: String, by rootAuthor: DiasporaID) throws -> Entity {
        let root = Reshare.Root(author: rootAuthor, guid: try Self.guid(root))
        return .reshare(Reshare(author: author, guid: try Self.guid(name), createdAt: minute(), root: root))
    }

    func comment(_ author: DiasporaID, _ name: String, on post: String, _ text: String = "Hm.") throws -> Entity {
        .comment(
            Comment(
                author: author,
                guid: try Self.guid(name),
                parentGUID: try Self.guid(post),
                text: text,
                createdAt: Self.time(2_000)
            )
        )
    }

    func like(_ author: DiasporaID, _ name: String, of post: String) throws -> Entity {
        .like(Like(author: author, guid: try Self.guid(name), parentGUID: try Self.guid(post), parentType: .post))
    }

    func retraction(_ author: DiasporaID, of target: String, _ type: RetractionTarget = .post) throws -> Entity {
        .retraction(Retraction(author: author, targetGUID: try Self.guid(target), targetType: type))
    }

    // MARK: - Looking

    /// A page of a stream by the names of its posts; all of it, where it has less than a hundred.
    func read(_ stream: String, _ viewer: DiasporaID?, _ more: JSONObject = [:]) async throws -> [String] {
        try await page(stream, viewer, more).names
    }

    /// A page of a stream by the names of its posts, and where the next one begins.
    func page(
        _ stream: String,
        _ viewer: DiasporaID?,
        _ more: JSONObject = [:]
    ) async throws -> (names: [String], next: JSONValue?) {
        var parameters: JSONObject = ["stream": .string(stream), "limit": 100]
        parameters["viewer"] = viewer.map { .string($0.text) }
        for member in more.members { parameters[member.name] = member.value }
        let page = try await client.call("stream.read", parameters)
        let names = try #require(page["items"]?.array).map { Self.name(try #require($0["guid"]?.string)) }
        let next = page["next"]?.string
        return (names, next.map { .string($0) })
    }

    func home(_ viewer: DiasporaID) async throws -> [String] { try await read("home", viewer) }

    func aspects(_ viewer: DiasporaID, _ names: String...) async throws -> [String] {
        try await read("aspects", viewer, ["aspects": .array(names.map { .string($0) })])
    }

    func tag(_ name: String, _ viewer: DiasporaID?) async throws -> [String] {
        try await read("tag", viewer, ["tag": .string(name)])
    }

    func profile(_ person: DiasporaID, _ viewer: DiasporaID?) async throws -> [String] {
        try await read("person", viewer, ["person": .string(person.text)])
    }

    /// A single post as a viewer sees it; nil where that is not found.
    func item(_ name: String, _ viewer: DiasporaID?) async throws -> JSONValue? {
        var parameters: JSONObject = ["guid": .string(try Self.guid(name).text)]
        parameters["viewer"] = viewer.map { .string($0.text) }
        var item: JSONValue?
        let fault = try await fault { item = try await client.call("post.read", parameters)["item"] }
        #expect(fault == nil || fault?.code == .notFound)
        return item
    }

    func sees(_ viewer: DiasporaID?, _ name: String) async throws -> Bool { try await item(name, viewer) != nil }

    /// What a post's item says of its interactions.
    func interactions(_ name: String, _ viewer: DiasporaID?) async throws -> JSONValue {
        try #require(try await item(name, viewer)?["interactions"])
    }
}

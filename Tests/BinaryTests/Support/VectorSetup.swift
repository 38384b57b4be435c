import Foundation
import JSON
import RPC
import SocialModel
import Testing
import Wire

/// What the pod of a vector knows, as changes of `pod.apply`.
struct VectorSetup {
    let vector: JSONValue
    private(set) var changes: [Change] = []
    private var people: Set<String> = []
    private var users: Set<String> = []

    /// The one local recipient whom the vectors name by more than a GUID.
    static let dave = DiasporaID("dave@local.example")

    init(_ vector: JSONValue) throws {
        self.vector = vector
        for (id, key) in vector["keys"]?.object?.members.map({ ($0.name, $0.value) }) ?? [] {
            // An ID that nobody can have is asked for in vain.
            guard let id = DiasporaID(id) else { continue }
            add(id, key: key.string.map { .set($0) } ?? .cleared)
        }
        for entity in vector["context"]?["entities"]?.array ?? [] { try add(related: entity) }
        try addRecipient()
        try addConversation()
    }

    /// The local user to whom it comes, if it comes to one.
    var recipient: DiasporaID? {
        guard let guid = vector["recipient_guid"]?.string else { return nil }
        return guid.hasPrefix("da7e") ? Self.dave : DiasporaID("eve@local.example")
    }

    // MARK: - People

    private mutating func add(_ id: DiasporaID, guid: GUID? = nil, key: Field<String> = .unchanged) {
        guard people.insert(id.text).inserted || key != .unchanged else { return }
        let standard = GUID("person-of-vectors-\(id.text.replacing("@", with: "-").replacing(":", with: "-"))")
        var put = PersonPut(id: id, guid: guid ?? personGUID(id) ?? standard)
        put.publicKey = key
        changes.append(.personPut(put))
    }

    /// A person whom the vector names by GUID too.
    private func personGUID(_ id: DiasporaID) -> GUID? {
        let entities = vector["context"]?["entities"]?.array ?? []
        return entities.first { $0["type"] == "Person" && $0["author"]?.string == id.text }?["guid"]?.string
            .flatMap { GUID($0) }
    }

    private mutating func addUser(_ id: DiasporaID, privateKey: String? = nil) {
        add(id)
        guard users.insert(id.text).inserted || privateKey != nil else { return }
        changes.append(.userPut(UserPut(id: id, privateKey: privateKey.map { .set($0) } ?? .unchanged)))
    }

    private mutating func addRecipient() throws {
        guard let recipient else { return }
        addUser(recipient, privateKey: vector["recipient_private_key_pem"]?.string)
    }

    // MARK: - What is known

    private mutating func add(related entity: JSONValue) throws {
        let author = try #require(entity["author"]?.string.flatMap { DiasporaID($0) })
        if entity["local"] == true { addUser(author) } else { add(author) }
        let guid = try entity.guid
        let isPublic = entity["public"]?.bool == true
        switch entity["type"]?.string {
        case "Post": put(.statusMessage(post(guid, by: author, isPublic: isPublic)))
        case "Poll":
            var post = post(GUID("post-of-" + guid.text), by: author, isPublic: isPublic)
            // Two answers at least, and the one that is voted for.
            let voted = vector["parsed"]?["poll_answer_guid"]?.string.flatMap { GUID($0) }
            let answers = [voted, GUID("answer-of-vectors-1"), GUID("answer-of-vectors-2")].compactMap { $0 }
            post.poll = Poll(guid: guid, question: "?", answers: answers.map { PollAnswer(guid: $0, answer: "a") })
            put(.statusMessage(post))
        case "Comment": try put(comment: guid, by: author, under: entity["parent"])
        case "Like":
            let parent = try #require(entity["parent"])
            let isOnComment = parent["parent"]?.object != nil
            let target = GUID((isOnComment ? "comment-of-" : "post-of-") + guid.text)
            if isOnComment {
                let commenter = try #require(parent["author"]?.string.flatMap { DiasporaID($0) })
                add(commenter)
                try put(comment: try #require(target), by: commenter, under: parent["parent"])
            } else {
                try put(parent: parent, guid: try #require(target))
            }
            let like = Like(
                author: author,
                guid: guid,
                parentGUID: try #require(target),
                parentType: isOnComment ? .comment : .post
            )
            put(.like(like))
        case "Photo":
            put(
                .photo(
                    Photo(
                        guid: guid,
                        author: author,
                        isPublic: isPublic,
                        remotePath: "https://a.example/",
                        remoteName: "a.jpg"
                    )
                )
            )
        // A person is there already, and events are nothing of diaspora*'s.
        default: break
        }
    }

    private mutating func put(comment guid: GUID, by author: DiasporaID, under parent: JSONValue?) throws {
        let post = try #require(GUID("post-of-" + guid.text))
        try put(parent: try #require(parent), guid: post)
        put(.comment(Comment(author: author, guid: guid, parentGUID: post, text: "known")))
    }

    private mutating func put(parent: JSONValue, guid: GUID) throws {
        let author = try #require(parent["author"]?.string.flatMap { DiasporaID($0) })
        if parent["local"] == true { addUser(author) } else { add(author) }
        put(.statusMessage(post(guid, by: author, isPublic: parent["public"]?.bool == true)))
    }

    private func post(_ guid: GUID?, by author: DiasporaID, isPublic: Bool) -> StatusMessage {
        StatusMessage(
            author: author,
            guid: guid ?? GUID(digits: 1),
            isPublic: isPublic,
            text: "known"
        )
    }

    private mutating func put(_ entity: Entity) { changes.append(.entity(EntityPut(entity))) }

    // MARK: - Conversations

    /// Users are written to by people they know, in conversations that are there (protocol §15).
    private mutating func addConversation() throws {
        guard let parsed = vector["parsed"], let recipient,
            let author = parsed["author"]?.string.flatMap({ DiasporaID($0) })
        else { return }
        for id in parsed["participants"]?.string?.split(separator: ";") ?? [] { DiasporaID(id).map { add($0) } }
        if vector["entity_type"] == "conversation" {
            addUser(recipient)
            changes.append(
                .contactPut(
                    ContactPut(user: recipient, person: author, isSharing: true, isReceiving: false, aspects: [])
                )
            )
        }
        if let guid = parsed["conversation_guid"]?.string.flatMap({ GUID($0) }) {
            add(author)
            put(
                .conversation(
                    Conversation(author: author, guid: guid, subject: "known", participants: [author, recipient])
                )
            )
        }
    }
}

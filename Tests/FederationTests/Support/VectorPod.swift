import Federation
import SocialModel

/// Why a pod that knows only a vector's context does not take an entity.
enum VectorRefusal: Error {
    case personUnknown(String)
    case notFetchable(String)
    case targetUnknown(String)
    case recipientUnknown
    case federation(FederationError)
}

/// Receives as a pod would whose people, entities and remote pods are those of a vector.
struct VectorPod {
    private let keys: [String: Any]
    private let remote: [[String: Any]]
    private var related: [String: Related] = [:]
    private var inFlight: Set<String> = []

    /// The vectors were made with a clock that stood still at 2023-11-14T22:13:20Z.
    static let now = Timestamp(seconds: 1_700_000_000)

    /// What a lookup knows of an entity.
    private struct Related {
        let author: DiasporaID
        let isLocal: Bool
        let rootAuthor: DiasporaID
        let rootIsLocal: Bool
        let hasParent: Bool

        var root: ReceiveRules.Root { ReceiveRules.Root(author: rootAuthor, isLocal: rootIsLocal) }
    }

    init(_ vector: Vector) {
        keys = vector.object("keys") ?? [:]
        let context = vector.object("context") ?? [:]
        remote = context["remote"] as? [[String: Any]] ?? []
        for entity in context["entities"] as? [[String: Any]] ?? [] {
            guard let type = entity["type"] as? String, let guid = entity["guid"] as? String else { continue }
            related["\(type) \(guid)"] = Self.related(entity)
        }
    }

    private static func related(_ members: [String: Any]) -> Related? {
        var root = members
        while let parent = root["parent"] as? [String: Any] { root = parent }
        guard let author = (members["author"] as? String).flatMap({ DiasporaID($0) }),
            let rootAuthor = (root["author"] as? String).flatMap({ DiasporaID($0) })
        else { return nil }
        return Related(
            author: author,
            isLocal: members["local"] as? Bool ?? false,
            rootAuthor: rootAuthor,
            rootIsLocal: root["local"] as? Bool ?? false,
            hasParent: members["parent"] is [String: Any]
        )
    }

    // MARK: - The way in

    mutating func receive(_ vector: Vector) throws(VectorRefusal) -> ReceivedEntity {
        guard vector.string("transport") == "private" else {
            return try receive(vector.bytes("envelope_xml"), publicly: true)
        }
        guard let recipient = vector.string("recipient_guid") else { throw .recipientUnknown }
        let envelope = try federation { () throws(FederationError) in
            let key = try PrivateKey(pem: vector.string("recipient_private_key_pem") ?? "")
            return try PrivatePayload.open(vector.bytes("encrypted_payload"), with: key)
        }
        let received = try receive(envelope, publicly: false)
        if case .contact(let contact) = received.entity {
            guard let user = Self.users[recipient] else { throw .recipientUnknown }
            try federation { () throws(FederationError) in try ReceiveRules.checkRecipient(contact, is: user) }
        }
        return received
    }

    private func federation<T>(_ step: () throws(FederationError) -> T) throws(VectorRefusal) -> T {
        do { return try step() } catch { throw .federation(error) }
    }

    /// The local people by GUID.
    private static let users = ["da7e000000000000000000000000cafe": DiasporaID("dave@local.example")].compactMapValues(
        \.self
    )

    mutating func receive(_ bytes: [UInt8], publicly: Bool) throws(VectorRefusal) -> ReceivedEntity {
        do {
            let envelope = try MagicEnvelope(parsing: bytes)
            let received = try envelope.open(with: key(envelope.sender), now: Self.now)
            try check(received, sender: envelope.sender)
            if publicly { try ReceiveRules.checkPublicEndpoint(received) }
            remember(received.entity)
            return received
        } catch let error as FederationError {
            throw .federation(error)
        } catch let error as VectorRefusal {
            throw error
        } catch {
            throw .targetUnknown("\(error)")
        }
    }

    private mutating func check(_ received: ReceivedEntity, sender: DiasporaID) throws {
        let author = received.entity.author
        switch received.entity {
        case .comment(let comment):
            try checkRelay(received, sender, parent: "Post", comment.parentGUID)
        case .like(let like):
            try checkRelay(received, sender, parent: like.parentType.rawValue, like.parentGUID)
        case .pollParticipation(let vote):
            try checkRelay(received, sender, parent: "Poll", vote.parentGUID)
        case .retraction(let retraction):
            guard let target = known(retraction.targetType.rawValue, retraction.targetGUID) else {
                throw VectorRefusal.targetUnknown(retraction.targetGUID.text)
            }
            try ReceiveRules.checkRetraction(
                of: retraction.targetType,
                sender: sender,
                targetAuthor: target.author,
                rootAuthor: target.hasParent ? target.rootAuthor : nil
            )
        case .participation(let participation):
            try ReceiveRules.checkParticipation(parent: known("Post", participation.parentGUID)?.root)
            try ReceiveRules.checkSender(sender, author: author)
        case .reshare(let reshare):
            if let root = reshare.root {
                let found = try find("Post", root.guid, from: root.author)
                try ReceiveRules.checkReshare(root, author: found.author)
            }
            try ReceiveRules.checkSender(sender, author: author)
        case .accountMigration(let migration):
            try ReceiveRules.checkMigration(migration, key: key(migration.signer))
            try ReceiveRules.checkSender(sender, author: author)
        default:
            try ReceiveRules.checkSender(sender, author: author)
        }
    }

    private mutating func checkRelay(
        _ received: ReceivedEntity,
        _ sender: DiasporaID,
        parent type: String,
        _ guid: GUID
    ) throws {
        let author = received.entity.author
        let root = try find(type, guid, from: author).root
        if ReceiveRules.needsAuthorSignature(author: author, root: root) {
            try ReceiveRules.checkAuthorSignature(received, root: root, key: key(author))
        }
        try ReceiveRules.checkRelay(sender: sender, author: author, root: root)
    }

    // MARK: - Lookups

    private func key(_ person: DiasporaID) throws -> PublicKey {
        guard let pem = keys[person.text] else { throw VectorRefusal.personUnknown(person.text) }
        return try PublicKey(pem: pem as? String ?? "")
    }

    /// All names of posts are one table.
    private func known(_ type: String, _ guid: GUID) -> Related? {
        let type = ["StatusMessage", "Reshare"].contains(type) ? "Post" : type
        return related["\(type) \(guid)"]
    }

    private mutating func find(_ type: String, _ guid: GUID, from person: DiasporaID) throws -> Related {
        if let found = known(type, guid) { return found }
        guard inFlight.insert("\(type) \(guid)").inserted else { throw VectorRefusal.notFetchable(guid.text) }
        defer { inFlight.remove("\(type) \(guid)") }
        _ = try receive(try body("https://\(person.host)/fetch/\(type.lowercased())/\(guid)"), publicly: true)
        guard let found = known(type, guid) else { throw VectorRefusal.notFetchable(guid.text) }
        return found
    }

    private func body(_ url: String) throws -> [UInt8] {
        var url = url
        for _ in 0...4 {
            let answer = remote.first { $0["url"] as? String == url }
            if let body = answer?["body"] as? String { return Array(body.utf8) }
            guard let location = answer?["location"] as? String else { break }
            url = location
        }
        throw VectorRefusal.notFetchable(url)
    }

    private mutating func remember(_ entity: Entity) {
        func add(_ type: String, _ guid: GUID, _ author: DiasporaID) {
            related["\(type) \(guid)"] = Related(
                author: author,
                isLocal: false,
                rootAuthor: author,
                rootIsLocal: false,
                hasParent: false
            )
        }
        switch entity {
        case .statusMessage(let post):
            add("Post", post.guid, post.author)
            if let poll = post.poll { add("Poll", poll.guid, post.author) }
        case .reshare(let reshare): add("Post", reshare.guid, reshare.author)
        default: break
        }
    }
}

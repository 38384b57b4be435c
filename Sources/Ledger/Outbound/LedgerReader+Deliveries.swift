import Federation
import GRDB
import SocialModel

extension LedgerReader {
    /// To whom an entity has to be sent, and whether to everybody's pods or to each person (protocol §13).
    ///
    /// A retraction is to be asked for before its target is erased.
    ///
    /// - Throws: ``LedgerError/refused(_:)`` with `unknown_guid` where what it refers to is not here.
    public func deliveries(of outbound: OutboundEntity) throws(LedgerError) -> Deliveries {
        do {
            return try queue.unsafeRead { db in
                let query = DeliveryQuery(db: db)
                let (isPublic, people) = try query.audience(of: outbound)
                return Deliveries(isPublic: isPublic, people: try query.remote(people))
            }
        } catch let refusal as Refusal { throw .refused(refusal) } catch { throw .storage(detail: "\(error)") }
    }
}

/// The people whom something concerns, by their numbers.
private struct DeliveryQuery {
    let db: Database

    func audience(of outbound: OutboundEntity) throws -> (isPublic: Bool, people: Set<UInt32>) {
        switch outbound {
        case .entity(let entity): try audience(of: entity)
        case .stored(.comment, let guid):
            try relayed(
                root(try OutboundRoot.comment(guid, db), guid),
                by: number("SELECT author FROM comments WHERE guid = ?", guid)
            )
        case .stored(.like, let guid):
            try relayed(
                root(try OutboundRoot.like(guid, db), guid),
                by: number("SELECT author FROM likes WHERE guid = ?", guid)
            )
        case .stored(.pollParticipation, let guid):
            try relayed(
                root(try OutboundRoot.vote(guid, db), guid),
                by: number("SELECT author FROM votes WHERE guid = ?", guid)
            )
        }
    }

    private func audience(of entity: Entity) throws -> (isPublic: Bool, people: Set<UInt32>) {
        let author = try person(entity.author)
        switch entity {
        case .statusMessage(let post): return try subscribers(of: post.guid)
        case .reshare(let reshare): return try subscribers(of: reshare.guid)
        case .photo(let photo):
            guard let post = photo.statusMessageGUID else { return (photo.isPublic, try contacts(of: author)) }
            return try subscribers(of: post)
        case .comment(let comment):
            let root = try root(OutboundRoot.post(comment.parentGUID, db), comment.parentGUID)
            var (isPublic, people) = try relayed(root, by: author)
            if isPublic, try isLocal(root.author) {
                people.formUnion(try MentionGrammar.people(in: comment.text).compactMap(number))
            }
            return (isPublic, people)
        case .like(let like):
            let root =
                like.parentType == .post
                ? try OutboundRoot.post(like.parentGUID, db) : try OutboundRoot.comment(like.parentGUID, db)
            return try relayed(self.root(root, like.parentGUID), by: author)
        case .pollParticipation(let vote):
            return try relayed(root(OutboundRoot.poll(vote.parentGUID, db), vote.parentGUID), by: author)
        case .participation(let participation):
            return (false, [try root(OutboundRoot.post(participation.parentGUID, db), participation.parentGUID).author])
        case .profile(let profile): return (profile.isPublic == true, try contacts(of: author))
        case .contact(let contact): return (false, try Set([number(contact.recipient)].compactMap { $0 }))
        case .conversation(let conversation):
            return (false, Set(try conversation.participants.compactMap(number)).subtracting([author]))
        case .message(let message): return (false, try participants(of: message.conversationGUID).subtracting([author]))
        case .retraction(let retraction): return try audience(of: retraction, by: author)
        case .accountDeletion: return (true, try contacts(of: author).union(resharers(ofPostsBy: author)))
        case .accountMigration(let migration):
            return (true, try contacts(of: author).union([number(migration.oldID)].compactMap { $0 }))
        }
    }

    // MARK: - Retractions

    private func audience(
        of retraction: Retraction,
        by author: UInt32
    ) throws -> (isPublic: Bool, people: Set<UInt32>) {
        let guid = retraction.targetGUID
        func taken(_ root: OutboundRoot?, _ sql: String) throws -> (isPublic: Bool, people: Set<UInt32>) {
            let root = try self.root(root, guid)
            let author = try number(sql, guid)
            let (isPublic, people) = try relayed(root, by: root.author)
            return (isPublic, people.union([author]))
        }
        switch retraction.targetType.table {
        case .post: return try subscribers(of: guid)
        case .photo:
            let post = try GUID.fetchOne(db, sql: "SELECT post_guid FROM photos WHERE guid = ?", arguments: [guid])
            if let post { return try subscribers(of: post) }
            return (try number("SELECT public FROM photos WHERE guid = ?", guid) != 0, try contacts(of: author))
        case .comment: return try taken(OutboundRoot.comment(guid, db), "SELECT author FROM comments WHERE guid = ?")
        case .like: return try taken(OutboundRoot.like(guid, db), "SELECT author FROM likes WHERE guid = ?")
        case .pollParticipation:
            return try taken(OutboundRoot.vote(guid, db), "SELECT author FROM votes WHERE guid = ?")
        case .poll: return try relayed(root(OutboundRoot.poll(guid, db), guid), by: author)
        case .participation:
            return (
                false,
                [
                    try number(
                        "SELECT posts.author FROM participations JOIN posts ON posts.number = post WHERE guid = ?",
                        guid
                    )
                ]
            )
        case .conversation: return (false, try participants(of: guid).subtracting([author]))
        case nil: return (false, try contacts(of: author))
        }
    }

    // MARK: - Subscribers

    private func subscribers(of post: GUID) throws -> (isPublic: Bool, people: Set<UInt32>) {
        let root = try root(OutboundRoot.post(post, db), post)
        return (root.isPublic, try subscribers(root))
    }

    /// Who hears what happens to a post.
    private func subscribers(_ root: OutboundRoot) throws -> Set<UInt32> {
        guard root.isPublic else { return try members(of: root.aspects, by: root.author) }
        var people = try contacts(of: root.author)
        people.formUnion(try numbers("SELECT author FROM posts WHERE root = ?", root.post))
        people.formUnion(try numbers("SELECT person FROM participations WHERE post = ?", root.post))
        let mentions = try Row.fetchOne(db, sql: "SELECT mentions FROM posts WHERE number = ?", arguments: [root.post])
        people.formUnion(mentions?.numbers("mentions") ?? [])
        if let author = root.rootAuthor { people.insert(author) }
        return people.subtracting([root.author])
    }

    /// Who hears what somebody says on a post: of a local one its subscribers, of another one its author.
    private func relayed(_ root: OutboundRoot, by author: UInt32) throws -> (isPublic: Bool, people: Set<UInt32>) {
        guard try isLocal(root.author) else { return (root.isPublic, [root.author]) }
        var people = try subscribers(root)
        if try !isLocal(author) {
            // The pod from which it came knows it.
            let host = try host(of: author)
            people = try people.filter { try self.host(of: $0) != host }
        }
        return (root.isPublic, people.subtracting([author]))
    }

    private func contacts(of person: UInt32) throws -> Set<UInt32> {
        try numbers(
            "SELECT contacts.person FROM contacts JOIN users ON users.number = user WHERE users.person = ?",
            person
        )
    }

    private func members(of aspects: [UInt32], by author: UInt32) throws -> Set<UInt32> {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT contacts.person, contacts.aspects FROM contacts JOIN users ON users.number = user
                  WHERE users.person = ?
                """,
            arguments: [author]
        )
        let chosen = Set(aspects)
        return Set(rows.filter { !chosen.isDisjoint(with: $0.numbers("aspects")) }.map { $0[0] as UInt32 })
    }

    private func participants(of conversation: GUID) throws -> Set<UInt32> {
        let people = try UInt32.fetchSet(
            db,
            sql: """
                SELECT person FROM conversation_visibilities JOIN conversations ON conversations.number = conversation
                  WHERE guid = ?
                """,
            arguments: [conversation]
        )
        guard !people.isEmpty else { throw Self.unknown(conversation) }
        return people
    }

    private func resharers(ofPostsBy author: UInt32) throws -> Set<UInt32> {
        try numbers("SELECT author FROM posts WHERE root IN (SELECT number FROM posts WHERE author = ?)", author)
    }

    // MARK: - People

    /// Those who live elsewhere and have not left, each once, by ID.
    func remote(_ people: Set<UInt32>) throws -> [Deliveries.Recipient] {
        try people.compactMap { number -> Deliveries.Recipient? in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT id, guid, url, flags, moved_to FROM people WHERE number = ?"),
                arguments: [number]
            )
            guard let row, let id = row["id"] as DiasporaID?, row["moved_to"] as UInt32? == nil else { return nil }
            let flags = StoredPersonFlags(rawValue: row["flags"])
            guard flags.contains(.known), flags.isDisjoint(with: [.local, .closed]) else { return nil }
            return Deliveries.Recipient(id: id, guid: row["guid"], pod: row["url"] ?? "https://\(id.host)/")
        }.sorted { $0.id.text < $1.id.text }
    }

    private func person(_ id: DiasporaID) throws -> UInt32 {
        guard let number = try number(id) else { throw Refusal("unknown_person", "\(id) is not known here.") }
        return number
    }

    private func number(_ id: DiasporaID) throws -> UInt32? {
        try UInt32.fetchOne(db, sql: "SELECT ifnull(moved_to, number) FROM people WHERE id = ?", arguments: [id])
    }

    private func isLocal(_ person: UInt32) throws -> Bool {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT 1 FROM users WHERE person = ?"),
            arguments: [person]
        ) != nil
    }

    private func host(of person: UInt32) throws -> Substring? {
        try DiasporaID.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM people WHERE number = ?"),
            arguments: [person]
        )?.host
    }

    // MARK: - Rows

    private func root(_ root: OutboundRoot?, _ guid: GUID) throws -> OutboundRoot {
        guard let root else { throw Self.unknown(guid) }
        return root
    }

    private func number(_ sql: String, _ guid: GUID) throws -> UInt32 {
        guard let number = try UInt32.fetchOne(db, sql: sql, arguments: [guid]) else { throw Self.unknown(guid) }
        return number
    }

    private func numbers(_ sql: String, _ argument: UInt32) throws -> Set<UInt32> {
        try UInt32.fetchSet(db, sql: sql, arguments: [argument])
    }

    private static func unknown(_ guid: GUID) -> Refusal {
        Refusal("unknown_guid", "There is nothing here with the GUID \(guid).")
    }
}

import Federation
import GRDB
import SocialModel

/// A post that others refer to.
struct StoredPost {
    let number: PostNumber
    let author: PersonNumber
    let flags: PostFlags
}

extension StoredPost {
    /// From a row whose first columns are its number, author and flags.
    init(_ row: ScanRow) {
        self.init(
            number: PostNumber(row.number(0)),
            author: PersonNumber(row.number(1)),
            flags: PostFlags(rawValue: UInt16(truncatingIfNeeded: row[2]))
        )
    }
}

/// Where a GUID stands among the posts, comments and so on that were once taken in.
enum Standing {
    case unknown
    /// By the same author: known already.
    case known(UInt32)
    /// Retracted; it does not come back.
    case retracted
}

extension Applier {
    // MARK: - Looking up

    /// A post by its GUID; waits for one that is not there yet.
    func post(_ guid: GUID, author: DiasporaID? = nil) throws -> StoredPost {
        let found = try first(
            "SELECT number, author, flags FROM posts WHERE number = (SELECT number FROM post_bodies WHERE guid = ?)",
            [guid]
        ) { StoredPost($0) }
        guard let found else {
            if try isRetracted(.post, guid) { throw Refusal.targetRetracted(.post, guid) }
            throw Unmet(need: .entity(type: .post, guid: guid, author: author))
        }
        return found
    }

    func isRetracted(_ table: EntityTable, _ guid: GUID, by author: PersonNumber? = nil) throws -> Bool {
        // There hardly ever is one.
        guard try exists("SELECT 1 FROM tombstones WHERE guid = ? AND kind = ?", [guid, table.rawValue]) else {
            return false
        }
        let found = try rows("SELECT author FROM tombstones WHERE guid = ? AND kind = ?", [guid, table.rawValue])
        guard let author else { return !found.isEmpty }
        // A tombstone of one author's says nothing about the same GUID of another's.
        return try found.contains { tombstone in
            guard let buried = tombstone["author"] as DiasporaID? else { return false }
            return try known(buried)?.number == author
        }
    }

    /// Whether a GUID is free for an author; refuses one that belongs to somebody else.
    private func standing(ofPost guid: GUID, _ author: PersonNumber) throws -> Standing {
        let found = try first(
            "SELECT number, author FROM posts WHERE number = (SELECT number FROM post_bodies WHERE guid = ?)",
            [guid]
        ) { (number: $0.number(0), author: PersonNumber($0.number(1))) }
        if let found {
            guard found.author == author else { throw Refusal.guidTaken(guid) }
            wasKnown = true
            return .known(found.number)
        }
        return try isRetracted(.post, guid, by: author) ? .retracted : .unknown
    }

    // MARK: - Applying

    func putStatusMessage(_ post: StatusMessage, _ put: EntityPut, from origin: Origin) throws -> Bool {
        let author = try openAccount(post.author)
        switch try standing(ofPost: post.guid, author) {
        case .retracted: return false
        case .known(let number): return try addAudience(PostNumber(number), put, from: origin)
        case .unknown: break
        }
        guard post.hasContent else { throw Refusal("empty_post", "A post needs text or a photo.") }
        let text = post.text ?? ""
        let number = try insert(
            NewPost(
                guid: post.guid,
                author: author,
                createdAt: post.createdAt,
                flags: try hasPhotos(post.guid, author) ? post.flags.union(.photos) : post.flags,
                text: post.text,
                tags: try TagGrammar.tags(in: text).map { try tag($0) },
                mentions: try mentioned(put.mentions ?? MentionGrammar.people(in: text)),
                provider: post.providerDisplayName,
                location: post.location
            ),
            put
        )
        for photo in post.photos { try putPhotoOfPost(photo, post, put) }
        if let poll = post.poll { try insertPoll(poll, of: number, rowIDs: put.partRowIDs) }
        try queuePreview(of: number, text)
        note(.post, post.guid)
        if let poll = post.poll { note(.poll, poll.guid) }
        // What a sync tells of was posted long ago.
        if case .pod = origin, !isBackfill, !put.services.isEmpty {
            try enqueue(post.guid, of: post.author, to: put.services, thoughLimited: put.thoughLimited)
        }
        return true
    }

    func putReshare(_ reshare: Reshare, _ put: EntityPut, from origin: Origin) throws -> Bool {
        let author = try openAccount(reshare.author)
        switch try standing(ofPost: reshare.guid, author) {
        case .retracted: return false
        case .known(let number): return try addAudience(PostNumber(number), put, from: origin)
        case .unknown: break
        }
        let root = try reshare.root.flatMap { try self.root($0) }
        if let root {
            let isTaken = try exists(
                "SELECT number FROM posts WHERE root = ? AND author = ?",
                [root.number.value, author.value]
            )
            if isTaken { throw Refusal("already_reshared", "\(reshare.author) reshared this post before.") }
        }
        let number = try insert(
            NewPost(
                guid: reshare.guid,
                author: author,
                createdAt: reshare.createdAt,
                flags: [.isPublic, .reshare],
                root: root?.number
            ),
            put
        )
        if let root {
            recount(.reshares(root.number))
            try noteReshare(
                of: root.number,
                author,
                ViewerOverlay.Act(guid: reshare.guid, createdAt: createdAt(number))
            )
            try participate(author, in: root)
            // Its author wants to hear what is said about the post there too (diaspora-behaviour §7).
            try participate(root.author, in: StoredPost(number: number, author: author, flags: [.isPublic, .reshare]))
        }
        note(.post, reshare.guid)
        return true
    }

    /// What a reshare passes on; nil if it was retracted meanwhile, as if it had been when the reshare was there.
    private func root(_ root: Reshare.Root) throws -> StoredPost? {
        if try isRetracted(.post, root.guid) { return nil }
        let stored = try post(root.guid, author: root.author)
        let author = try known(root.author)?.number == stored.author ? root.author : id(of: stored.author)
        try Refusal.of { () throws(FederationError) in try ReceiveRules.checkReshare(root, author: author) }
        guard stored.flags.contains(.isPublic) else {
            throw Refusal("root_not_public", "The post \(root.guid) is limited, and cannot be reshared.")
        }
        return stored
    }

    /// A second delivery adds who may see the post, and changes nothing else of it; the pod may also say when somebody last
    /// interacted with it, as what did may be gone again before it was told.
    private func addAudience(_ number: PostNumber, _ put: EntityPut, from origin: Origin) throws -> Bool {
        let old = try row("SELECT author, flags, recipients, aspects FROM posts WHERE number = ?", [number.value])
        guard let old else { return false }
        var changed = false
        if let rowID = put.rowID {
            try run(
                "UPDATE post_bodies SET row_id = ? WHERE number = ? AND row_id IS NOT ?",
                [rowID, number.value, rowID]
            )
            if touched > 0 {
                deltas.append(.contents(number))
                changed = true
            }
        }
        if let time = put.interactedAt, try touch(number, at: time) { changed = true }
        if PostFlags(rawValue: old["flags"]).contains(.isPublic) { return changed }
        let recipients = try self.recipients(put.recipients)
        let aspects = try chosenAspects(put, author: PersonNumber(old["author"]))
        let newRecipients = Set(recipients).subtracting(old.numbers("recipients")).sorted()
        let newAspects = Set(aspects).subtracting(old.numbers("aspects")).sorted()
        if newRecipients.isEmpty, newAspects.isEmpty { return changed }
        try run(
            "UPDATE posts SET recipients = ?, aspects = ? WHERE number = ?",
            [
                (old.numbers("recipients") + newRecipients).packed, (old.numbers("aspects") + newAspects).packed,
                number.value,
            ]
        )
        try addRecipients(newRecipients, toPhotosOf: number)
        deltas.append(
            .audience(
                number,
                recipients: newRecipients.map { UserNumber($0) },
                aspects: newAspects.map { AspectNumber($0) }
            )
        )
        return true
    }

    private func chosenAspects(_ put: EntityPut, author: PersonNumber) throws -> [UInt32] {
        if put.aspects.isEmpty { return [] }
        guard let user = try account(of: author) else {
            let id = put.entity.author
            throw try hasLeft(id) ? Refusal.accountClosed(id) as any Error : Unmet(need: .user(id))
        }
        return try aspects(of: user, put.entity.author, put.aspects)
    }

    /// What a new row is made of.
    private struct NewPost {
        var guid: GUID
        var author: PersonNumber
        var createdAt: Timestamp?
        var flags: PostFlags
        var root: PostNumber?
        var text: String?
        var tags: [TagNumber] = []
        var mentions: [PersonNumber] = []
        var provider: String?
        var location: Location?
    }

    private func insert(_ post: NewPost, _ put: EntityPut) throws -> PostNumber {
        let received = put.receivedAt ?? receivedAt
        let claimed = post.createdAt ?? put.createdAt ?? received
        let sorted = min(claimed, received)
        let interacted = put.interactedAt ?? received
        let isPublic = post.flags.contains(.isPublic)
        let recipients = isPublic ? [] : try self.recipients(put.recipients)
        let aspects = isPublic ? [] : try chosenAspects(put, author: post.author)
        let facts = PostFacts(
            key: OrderKey(second: sorted.orderSecond, post: PostNumber(try numbers.next(\.post))),
            millisecond: UInt16(sorted.fraction / 1_000),
            author: post.author,
            flags: post.flags,
            root: post.root,
            tags: post.tags,
            mentions: post.mentions,
            recipients: recipients.map { UserNumber($0) },
            aspects: aspects.map { AspectNumber($0) },
            counts: PostCounts(),
            interacted: interacted.orderSecond
        )
        try run(
            """
            INSERT INTO posts (number, second, millisecond, author, flags, root, tags, mentions, recipients, aspects,
              interacted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                facts.number.value, facts.key.second, facts.millisecond, facts.author.value, facts.flags.rawValue,
                facts.root?.value, facts.tags.map(\.value).packed, facts.mentions.map(\.value).packed,
                recipients.packed,
                aspects.packed, facts.interacted,
            ]
        )
        try run(
            """
            INSERT INTO post_bodies (number, guid, created_at, received_at, interacted_at, text, provider, address,
              latitude, longitude, row_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                facts.number.value, post.guid, claimed, received, interacted, post.text, post.provider,
                post.location?.address, post.location?.latitude, post.location?.longitude, put.rowID,
            ]
        )
        deltas.append(.post(facts))
        return facts.number
    }

    func insertPoll(_ poll: Poll, of post: PostNumber, rowIDs: [GUID: Int64]) throws {
        try run(
            "INSERT OR IGNORE INTO polls (guid, post, question, row_id) VALUES (?, ?, ?, ?)",
            [poll.guid, post.value, poll.question, rowIDs[poll.guid]]
        )
        guard touched > 0 else { throw Refusal.guidTaken(poll.guid) }
        let number = db.lastInsertedRowID
        for (position, answer) in poll.answers.enumerated() {
            try run(
                "INSERT INTO poll_answers (poll, position, guid, answer, row_id) VALUES (?, ?, ?, ?, ?)",
                [number, position, answer.guid, answer.answer, rowIDs[answer.guid]]
            )
        }
    }

    private func createdAt(_ number: PostNumber) throws -> Timestamp {
        try Timestamp.fetchOne(
            db.cachedStatement(sql: "SELECT created_at FROM post_bodies WHERE number = ?"),
            arguments: [number.value]
        ) ?? receivedAt
    }

    /// Tells the views that a user has reshared a post, or has no longer.
    func noteReshare(of root: PostNumber, _ author: PersonNumber, _ act: ViewerOverlay.Act?) throws {
        if let user = try account(of: author) { deltas.append(.own(user: user, post: root, .reshare(act))) }
    }
}

extension Applier {
    /// Lets those follow who wait for something that has come.
    func note(_ table: EntityTable, _ guid: GUID) { arrivals.append("\(table.name) \(guid)") }
}

extension Refusal {
    static func targetRetracted(_ table: EntityTable, _ guid: GUID) -> Refusal {
        Refusal("target_retracted", "The \(table.name) \(guid) was retracted.")
    }

    /// Whether it says only that something was there and is gone.
    var isOfSomethingGone: Bool { reason == "target_retracted" || reason == "account_closed" }

    static func guidTaken(_ guid: GUID) -> Refusal {
        Refusal("guid_taken", "The GUID \(guid) belongs to something of another author.")
    }
}
